//! The header of a table: its columns by name.

use super::cells::quoted;
use super::summary::TableError;

/// Most columns that an error names.
const MOST_QUOTED: usize = 30;

/// Most words that a name has, blanks between them counted each.
const MOST_WORDS: usize = 6;

/// The columns of a table, by name.
#[derive(Debug)]
pub(super) struct Header<'a> {
    /// Each column as it is written.
    written: Vec<&'a str>,
    /// Each column as names are compared.
    plain: Vec<String>,
    /// Says whether tabs part the columns; else blanks do.
    tabs: bool,
}

/// Makes a name comparable: small letters, without blanks, `_`, `-` and `.`.
pub(super) fn plain(name: &str) -> String {
    let matters = |letter: &char| !letter.is_whitespace() && !"_-.".contains(*letter);
    let letters = name.chars().filter(matters);
    letters.flat_map(char::to_lowercase).collect()
}

impl<'a> Header<'a> {
    /// Takes a header apart. A `#` at its start is no part of a name.
    ///
    /// Where one cell between tabs holds several of `names`, blanks part these: the gambian alignment index writes
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

    /// Says whether tabs part the columns.
    pub(super) fn has_tabs(&self) -> bool {
        self.tabs
    }

    /// Returns how many columns there are, up to the last that has a name.
    pub(super) fn width(&self) -> usize {
        self.written.len()
    }

    /// Returns the place of the first column with one of these names, the first name first.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        names
            .iter()
            .find_map(|name| self.plain.iter().position(|column| column == name))
    }

    /// As [`Self::find`], for a column without which there is no row; `column` names it in the error.
    pub(super) fn need(&self, column: &'static str, names: &[&str]) -> Result<usize, TableError> {
        self.find(names).ok_or_else(|| self.lacks(column))
    }

    /// Returns the error for a column that is not there.
    pub(super) fn lacks(&self, column: &'static str) -> TableError {
        let found = self.written.iter().take(MOST_QUOTED);
        TableError::MissingColumn {
            column,
            found: found.map(|name| quoted(name).into_owned()).collect(),
        }
    }

    /// Returns each column, as it is written and as names are compared.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&'a str, &str)> {
        let plain = self.plain.iter().map(String::as_str);
        self.written.iter().copied().zip(plain)
    }
}

/// Cuts a text at blanks into these names, each as long as it can be. A word that is none stands for itself, or, if
/// `all` must be names, there is nothing.
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
