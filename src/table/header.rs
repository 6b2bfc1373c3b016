//! The header of a table: the positions of its columns, by name.

use std::borrow::Cow;

use super::summary::TableError;

/// The most columns that an error names.
const MOST_QUOTED: usize = 30;

/// The most words in a name; each space between them counts as one.
const MOST_WORDS: usize = 6;

/// What separates the columns of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    Tab,
    Comma,
    /// Spaces, of which several count as one.
    Space,
}

impl Separator {
    /// Returns the separator of a header: tabs before commas, as the names of a table with tabs may have commas.
    fn of(line: &str) -> Self {
        if line.contains('\t') {
            Self::Tab
        } else if line.contains(',') {
            Self::Comma
        } else {
            Self::Space
        }
    }

    /// Returns whether a letter separates columns.
    pub(super) fn is(self, letter: char) -> bool {
        match self {
            Self::Tab => letter == '\t',
            Self::Comma => letter == ',',
            Self::Space => letter.is_ascii_whitespace(),
        }
    }
}

/// The columns of a table, by name.
#[derive(Debug)]
pub(super) struct Header<'a> {
    /// Each name as written.
    written: Vec<&'a str>,
    /// Each name as [`plain`] returns it.
    plain: Vec<String>,
    separator: Separator,
    /// Whether all names are in quotes, as R writes them; then rows may begin with a name of their own.
    quoted: bool,
}

/// Returns a name for comparison: in lower case, without spaces, quotes, `_`, `-` and `.`.
pub(super) fn plain(name: &str) -> String {
    let matters = |letter: &char| !letter.is_whitespace() && !"_-.\"".contains(*letter);
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
        let separator = Separator::of(line);
        let mut written = Vec::new();
        if separator == Separator::Space {
            written.extend(pieces(line.trim(), names, false).unwrap_or_default());
        } else {
            for cell in line.split(|letter| separator.is(letter)).map(str::trim) {
                let has_blank = cell.contains(' ') && !names.is_empty();
                match has_blank.then(|| pieces(cell, names, true)).flatten() {
                    Some(pieces) => written.extend(pieces),
                    None => written.push(cell),
                }
            }
        }
        while written.last().is_some_and(|name| name.is_empty()) {
            written.pop();
        }
        Self {
            plain: written.iter().copied().map(plain).collect(),
            quoted: written.iter().all(|name| name.starts_with('"')),
            written,
            separator,
        }
    }

    /// Returns whether all names are in quotes.
    pub(super) fn is_quoted(&self) -> bool {
        self.quoted
    }

    /// Returns what separates the columns.
    pub(super) fn separator(&self) -> Separator {
        self.separator
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

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["cramfile", "crammd5", "bamfile", "bammd5"];

    #[test]
    fn columns_are_parted_by_tabs_or_commas_and_known_names_by_blanks() {
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
            ("sample,pop,BAM FILE", &["sample", "pop", "BAM FILE"]),
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
