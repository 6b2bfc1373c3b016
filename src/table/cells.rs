//! Cells of a table, found by the names in its header, and the reader that all tables with a header share.

use std::borrow::Cow;

use super::summary::{RowError, RowNote, TableError, TableSummary};

/// The most columns that an error names.
const MOST_QUOTED: usize = 30;

/// The most words in a name; each space between them counts as one.
const MOST_WORDS: usize = 6;

/// The columns of a table, by name.
#[derive(Debug)]
pub(super) struct Header<'a> {
    /// Each name as written.
    written: Vec<&'a str>,
    /// Each name as [`plain`] returns it.
    plain: Vec<String>,
    /// Whether tabs separate the columns; otherwise spaces do.
    tabs: bool,
}

/// Returns a name for comparison: in lower case, without spaces, `_`, `-` and `.`.
pub(super) fn plain(name: &str) -> String {
    let matters = |letter: &char| !letter.is_whitespace() && !"_-.".contains(*letter);
    let letters = name.chars().filter(matters);
    letters.flat_map(char::to_lowercase).collect()
}

impl<'a> Header<'a> {
    /// Splits a header into names. A `#` at its beginning is no part of a name.
    ///
    /// A cell with several of `names` is split at spaces: the Gambian alignment index has
    /// `CRAM_FILE CRAM_MD5⇥CRAI_FILE CRAI_MD5⇥BAS_FILE  BAS_MD5`.
    pub(super) fn read(line: &'a str, names: &[&str]) -> Self {
        let line = line.trim_start_matches('#');
        let tabs = line.contains('\t');
        let mut written = Vec::new();
        if tabs {
            for cell in line.split('\t').map(str::trim) {
                let has_blank = cell.contains(' ') && !names.is_empty();
                match has_blank.then(|| pieces(cell, names, true)).flatten() {
                    Some(pieces) => written.extend(pieces),
                    None => written.push(cell),
                }
            }
        } else {
            written.extend(pieces(line.trim(), names, false).unwrap_or_default());
        }
        while written.last().is_some_and(|name| name.is_empty()) {
            written.pop();
        }
        Self {
            plain: written.iter().copied().map(plain).collect(),
            written,
            tabs,
        }
    }

    /// Returns whether tabs separate the columns.
    fn has_tabs(&self) -> bool {
        self.tabs
    }

    /// Returns the number of columns up to the last that has a name.
    pub(super) fn width(&self) -> usize {
        self.written.len()
    }

    /// Returns the position of the first of these names that is a column.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        names
            .iter()
            .find_map(|name| self.plain.iter().position(|column| column == name))
    }

    /// Returns the position like [`Self::find`], for a required column; `column` names it in the
    /// error.
    pub(super) fn need(&self, column: &'static str, names: &[&str]) -> Result<usize, TableError> {
        self.find(names).ok_or_else(|| self.lacks(column))
    }

    /// Returns the error for a missing column.
    pub(super) fn lacks(&self, column: &'static str) -> TableError {
        let found = self.written.iter().take(MOST_QUOTED);
        TableError::MissingColumn {
            column,
            found: found.map(|name| quoted(name).into_owned()).collect(),
        }
    }

    /// Returns each name as written and as [`plain`] returns it.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&'a str, &str)> {
        let plain = self.plain.iter().map(String::as_str);
        self.written.iter().copied().zip(plain)
    }
}

/// Splits a text at spaces into these names, each as long as possible. Another word stands for
/// itself; if `all` must be names, the result is `None`.
fn pieces<'a>(text: &'a str, names: &[&str], all: bool) -> Option<Vec<&'a str>> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let blanks = rest.match_indices(' ').map(|(end, _)| end);
        let ends: Vec<usize> = blanks.chain([rest.len()]).take(MOST_WORDS).collect();
        let known = |end: &&usize| names.contains(&plain(&rest[..**end]).as_str());
        let end = match ends.iter().rev().find(known) {
            Some(&end) => end,
            None if all => return None,
            None => rest.find(char::is_whitespace).unwrap_or(rest.len()),
        };
        found.push(rest[..end].trim());
        rest = rest[end..].trim_start();
    }
    Some(found)
}

/// Shortens a part of a header for an error.
fn quoted(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// A kind of table with a header: the columns it needs, and how a row is read.
pub(super) trait Form {
    /// The value of a row.
    type Row;
    /// The positions of the columns of this kind of table.
    type Columns;

    /// Returns the column names, as [`plain`] writes them, by which a header is
    /// split that has spaces instead of tabs.
    fn names(&self) -> &[&str] {
        &[]
    }

    /// Finds the columns in a header.
    fn open(&self, header: &Header<'_>) -> Result<Self::Columns, TableError>;

    /// Returns the column before which rows may have an empty one too many; see
    /// [`RowNote::SpareColumn`].
    fn spare(&self, _columns: &Self::Columns) -> Option<usize> {
        None
    }

    /// Reads a row; `None` if the line is deliberately no row, which is noted in the summary.
    fn row(
        &mut self,
        columns: &Self::Columns,
        cells: &Cells<'_>,
        summary: &mut TableSummary,
    ) -> Result<Option<Self::Row>, RowError>;
}

/// The cells of one row.
#[derive(Debug, Default)]
pub(super) struct Cells<'a>(pub(super) Vec<&'a str>);

impl<'a> Cells<'a> {
    /// Returns a cell without surrounding spaces; empty if there is none.
    pub(super) fn text(&self, column: Option<usize>) -> &'a str {
        let cell = column.and_then(|column| self.0.get(column));
        cell.map_or("", |cell| cell.trim())
    }

    /// Returns a cell that is not empty.
    pub(super) fn some(&self, column: Option<usize>) -> Option<&'a str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// Returns a copy of a cell that is not empty.
    pub(super) fn owned(&self, column: Option<usize>) -> Option<String> {
        self.some(column).map(str::to_owned)
    }

    /// Splits a row into cells as its header is split; `spare` is that of [`Form::spare`].
    fn fill(
        &mut self,
        line: &'a str,
        header: &Header<'_>,
        spare: Option<usize>,
    ) -> Result<bool, RowError> {
        self.0.clear();
        if header.has_tabs() || line.contains('\t') {
            self.0.extend(line.split('\t'));
        } else {
            self.0.extend(line.split_ascii_whitespace());
        }
        let expected = header.width();
        let beyond = self.0.get(expected..).unwrap_or_default();
        let is_blank = |cell: &&str| cell.trim().is_empty();
        if self.0.len() >= expected && beyond.iter().all(is_blank) {
            return Ok(false);
        }
        if self.0.len() == expected + 1
            && let Some(spare) = spare
            && self.0.get(spare).is_some_and(is_blank)
        {
            self.0.remove(spare);
            return Ok(true);
        }
        Err(RowError::Columns {
            found: self.0.len(),
            expected,
        })
    }
}

/// Reads a table with a header, and calls `each` for every row.
///
/// The header is the first line that is neither blank nor a `##` comment and has the columns that
/// the form needs; lines before it that begin with one `#` may lack them.
pub(super) fn read_table<F: Form>(
    bytes: &[u8],
    form: &mut F,
    mut each: impl FnMut(F::Row),
) -> Result<(F::Columns, TableSummary), TableError> {
    let mut summary = TableSummary::default();
    let mut lines = lines(bytes);
    let (header, columns) = open(&mut lines, form, &mut summary)?;
    let spare = form.spare(&columns);
    let mut cells = Cells::default();
    for line in lines {
        let Some(line) = next_line(line, &mut summary) else {
            continue;
        };
        let row = cells.fill(line, &header, spare).and_then(|spared| {
            if spared {
                summary.note(RowNote::SpareColumn);
            }
            form.row(&columns, &cells, &mut summary)
        });
        match row {
            Ok(Some(row)) => {
                summary.rows += 1;
                each(row);
            }
            Ok(None) => {}
            Err(reason) => summary.skip(reason),
        }
    }
    Ok((columns, summary))
}

/// Counts a line, and returns its text if it may be a row.
pub(super) fn next_line<'a>(line: &'a [u8], summary: &mut TableSummary) -> Option<&'a str> {
    summary.lines += 1;
    if line.trim_ascii().is_empty() {
        summary.note(RowNote::Blank);
        return None;
    }
    if line.starts_with(b"#") {
        summary.note(RowNote::Comment);
        return None;
    }
    let text = std::str::from_utf8(line);
    if text.is_err() {
        summary.skip(RowError::NotUtf8);
    }
    text.ok()
}

/// Finds the header.
fn open<'a, F: Form>(
    lines: &mut impl Iterator<Item = &'a [u8]>,
    form: &F,
    summary: &mut TableSummary,
) -> Result<(Header<'a>, F::Columns), TableError> {
    let mut first_error = None;
    for line in lines {
        summary.lines += 1;
        if line.trim_ascii().is_empty() {
            summary.note(RowNote::Blank);
            continue;
        }
        if line.starts_with(b"##") {
            summary.note(RowNote::Comment);
            continue;
        }
        let error = match std::str::from_utf8(line) {
            Err(_) => TableError::HeaderNotUtf8,
            Ok(text) => {
                let header = Header::read(text, form.names());
                match form.open(&header) {
                    Ok(columns) => return Ok((header, columns)),
                    Err(error) => error,
                }
            }
        };
        if !line.starts_with(b"#") {
            return Err(first_error.unwrap_or(error));
        }
        summary.note(RowNote::Comment);
        first_error.get_or_insert(error);
    }
    Err(first_error.unwrap_or(TableError::Empty))
}

/// Splits bytes into lines, without line breaks and without a byte order mark at the beginning.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut rest = (!bytes.is_empty()).then_some(bytes);
    std::iter::from_fn(move || {
        let bytes = rest?;
        let end = memchr::memchr(b'\n', bytes);
        let line = &bytes[..end.unwrap_or(bytes.len())];
        rest = end
            .map(|end| &bytes[end + 1..])
            .filter(|bytes| !bytes.is_empty());
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    })
}

/// Parses a cell that is 0 or 1; `None` if it is empty.
pub(super) fn flag(text: &str, column: &'static str) -> Result<Option<bool>, RowError> {
    match text {
        "" => Ok(None),
        "0" => Ok(Some(false)),
        "1" => Ok(Some(true)),
        _ => Err(RowError::Flag { column }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["cramfile", "crammd5", "bamfile", "bammd5"];

    #[test]
    fn columns_are_parted_by_tabs_and_known_names_by_blanks() {
        for (line, columns) in [
            (
                "CRAM_FILE CRAM_MD5\tBAM FILE  BAM_MD5",
                &["CRAM_FILE", "CRAM_MD5", "BAM FILE", "BAM_MD5"][..],
            ),
            ("BAM FILE\tBAM MD5", &["BAM FILE", "BAM MD5"]),
            ("#BAM FILE BAM MD5 x", &["BAM FILE", "BAM MD5", "x"]),
            (
                "Reason for exclusion\tbam file",
                &["Reason for exclusion", "bam file"],
            ),
            ("sample\tpop\t\t", &["sample", "pop"]),
            ("\tcode", &["", "code"]),
            ("", &[]),
        ] {
            assert_eq!(Header::read(line, &NAMES).written, columns, "{line}");
        }
    }

    #[test]
    fn names_are_alike_in_case_blanks_and_underscores() {
        let header = Header::read("Cram-File\tBAM_md5\tBAM MD5", &[]);
        assert_eq!(header.find(&["none", "bammd5", "cramfile"]), Some(1));
        assert_eq!(header.need("CRAM", &["cramfile"]), Ok(0));
        let error = header.need("BAI", &["bai"]).expect_err("no such column");
        assert_eq!(
            error.to_string(),
            "the header has no column BAI, but: Cram-File, BAM_md5, BAM MD5"
        );
    }
}
