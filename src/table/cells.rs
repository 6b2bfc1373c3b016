//! The cells of a table's rows, and the reader that all tables with a header share.

use std::borrow::Cow;

use super::header::{Header, Separator};
use super::summary::{RowError, RowNote, TableError, TableSummary};

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
pub(super) struct Cells<'a>(pub(super) Vec<Cow<'a, str>>);

impl<'a> Cells<'a> {
    /// Returns a cell without surrounding spaces; empty if there is none.
    pub(super) fn text(&self, column: Option<usize>) -> &str {
        let cell = column.and_then(|column| self.0.get(column));
        cell.map_or("", |cell| cell.trim())
    }

    /// Returns a cell that is not empty.
    pub(super) fn some(&self, column: Option<usize>) -> Option<&str> {
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
        let separator = match header.separator() {
            Separator::Space if line.contains('\t') => Separator::Tab,
            separator => separator,
        };
        if line.contains('"') {
            self.split_quoted(line, separator);
        } else if separator == Separator::Space {
            self.0
                .extend(line.split_ascii_whitespace().map(Cow::Borrowed));
        } else {
            let cells = line.split(|letter| separator.is(letter));
            self.0.extend(cells.map(Cow::Borrowed));
        }
        let expected = header.width();
        if header.is_quoted() && self.0.len() == expected + 1 {
            // R numbers the rows, in a column without a name.
            self.0.remove(0);
        }
        let beyond = self.0.get(expected..).unwrap_or_default();
        let is_blank = |cell: &Cow<'_, str>| cell.trim().is_empty();
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

    /// Splits a row of which cells may be in quotes, with separators inside, and two quotes for one (RFC 4180). A quote
    /// within a cell, or one that nothing ends, stands for itself.
    fn split_quoted(&mut self, line: &'a str, separator: Separator) {
        let separates = |letter| separator.is(letter);
        let mut rest = line;
        loop {
            if separator == Separator::Space {
                rest = rest.trim_ascii_start();
                if rest.is_empty() {
                    return;
                }
            }
            let (cell, after) = quoted_cell(rest, separates).unwrap_or_else(|| {
                let end = rest.find(separates).unwrap_or(rest.len());
                (Cow::Borrowed(&rest[..end]), &rest[end..])
            });
            self.0.push(cell);
            let Some(next) = after.strip_prefix(separates) else {
                return;
            };
            rest = next;
        }
    }
}

/// Reads a cell in quotes at the beginning of a text, up to a separator or the end; returns it with what follows.
fn quoted_cell(text: &str, separates: impl Fn(char) -> bool) -> Option<(Cow<'_, str>, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut from = 0;
    loop {
        let end = from + inner[from..].find('"')?;
        let after = &inner[end + 1..];
        if after.starts_with('"') {
            from = end + 2;
        } else if after.is_empty() || after.starts_with(&separates) {
            let cell = &inner[..end];
            let cell = if cell.contains("\"\"") {
                Cow::Owned(cell.replace("\"\"", "\""))
            } else {
                Cow::Borrowed(cell)
            };
            return Some((cell, after));
        } else {
            return None;
        }
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
    read_rows(lines, &header, &columns, form, &mut summary, &mut each);
    Ok((columns, summary))
}

/// Reads a table without a header, as if this were it.
pub(super) fn read_headless<'a, F: Form>(
    lines: impl Iterator<Item = &'a [u8]>,
    header: &str,
    form: &mut F,
    mut each: impl FnMut(F::Row),
) -> Result<(F::Columns, TableSummary), TableError> {
    let mut summary = TableSummary::default();
    let header = Header::read(header, form.names());
    let columns = form.open(&header)?;
    read_rows(lines, &header, &columns, form, &mut summary, &mut each);
    Ok((columns, summary))
}

fn read_rows<'a, F: Form>(
    lines: impl Iterator<Item = &'a [u8]>,
    header: &Header<'_>,
    columns: &F::Columns,
    form: &mut F,
    summary: &mut TableSummary,
    each: &mut impl FnMut(F::Row),
) {
    let spare = form.spare(columns);
    let mut cells = Cells::default();
    for line in lines {
        let Some(line) = next_line(line, summary) else {
            continue;
        };
        let row = cells.fill(line, header, spare).and_then(|spared| {
            if spared {
                summary.note(RowNote::SpareColumn);
            }
            form.row(columns, &cells, summary)
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
///
/// A line ends with a line feed, perhaps after a carriage return; in a table without any line feed, with a carriage return.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line_end = match memchr::memchr(b'\n', bytes) {
        Some(_) => b'\n',
        None => b'\r',
    };
    let mut rest = (!bytes.is_empty()).then_some(bytes);
    std::iter::from_fn(move || {
        let bytes = rest?;
        let end = memchr::memchr(line_end, bytes);
        let line = &bytes[..end.unwrap_or(bytes.len())];
        rest = end
            .map(|end| &bytes[end + 1..])
            .filter(|bytes| !bytes.is_empty());
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    })
}

/// Returns the byte that ends the first line: a line feed, perhaps after a carriage return, or a carriage return alone. `None` if that
/// is not to be seen yet.
pub(super) fn first_line_end(before: &[u8], chunk: &[u8]) -> Option<u8> {
    let next = *chunk.first()?;
    if before.last() == Some(&b'\r') && next != b'\n' {
        return Some(b'\r');
    }
    let end = memchr::memchr2(b'\r', b'\n', chunk)?;
    match &chunk[end..] {
        [b'\n', ..] | [b'\r', b'\n', ..] => Some(b'\n'),
        [_] => None,
        _ => Some(b'\r'),
    }
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
