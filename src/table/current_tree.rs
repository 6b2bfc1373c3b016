//! `current.tree`, the site's own list of all its files.

use jiff::civil::DateTime;

use super::cells::first_line_end;
use super::{Md5, Md5Error};
use crate::common::calendar::unix_seconds;
use crate::listing::{EntryKind, Modified, Precision};
use crate::mirror::{PathError, RemotePath, Roots};

/// A row that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedRow {
    /// Line number, from 1.
    pub line: u64,
    /// The reason.
    pub reason: SkippedReason,
}

/// The counts of reading a `current.tree`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeSummary {
    /// Number of rows.
    pub rows: u64,
    /// Number of rows whose date cannot be read.
    pub undated: u64,
    /// Number of lines that were skipped; blank lines do not count.
    pub skipped: u64,
    /// The first skipped lines, at most [`TreeReader::SKIPPED_KEPT`].
    pub first_skipped: Vec<SkippedRow>,
}

/// A reader of `current.tree` that takes it in pieces of any size and keeps at most one line of it.
///
/// The table has no header and five columns, separated by tabs: path (below `ftp/`), `directory` or
/// `file`, size in bytes, date, MD5. The current generator ends each line with a further tab and
/// lists files only; older tables also list directories, which may lack the last column. The rows
/// are in no order. A path from `/` must be below the site's root on a disk of the archive
/// ([`Roots::SITE_DISKS`], or those of [`Self::with_disks`]).
///
/// # Examples
///
/// ```
/// use igsr_fetch::table::TreeReader;
///
/// let mut reader = TreeReader::new();
/// let mut paths = Vec::new();
/// let mut keep = |row: igsr_fetch::table::TreeRow| paths.push(row.path.to_string());
/// // Pieces may end anywhere.
/// reader.push(b"ftp/README\tfile\t650\tFri Jul 11", &mut keep);
/// reader.push(b" 10:11:12 2014\t0cc175b9c0f1b6a831c399e269772661\n", &mut keep);
/// reader.push(b"pub/elsewhere\tfile\t1\t\t\n", &mut keep);
/// let summary = reader.finish(&mut keep);
///
/// assert_eq!(paths, ["README"]);
/// assert_eq!((summary.rows, summary.skipped), (1, 1));
/// assert_eq!(summary.first_skipped[0].reason.to_string(), "the path is not below ftp/");
/// ```
#[derive(Debug)]
pub struct TreeReader {
    /// Paths of the site's root on disks, each with a trailing slash.
    disks: Vec<String>,
    /// The byte that ends lines; `None` before the first end.
    line_end: Option<u8>,
    /// The beginning of a line whose end has not arrived.
    partial: Vec<u8>,
    /// Whether the current line is too long and is skipped up to its end.
    overlong: bool,
    line: u64,
    summary: TreeSummary,
}

impl TreeReader {
    /// The most skipped rows that are kept with their reasons.
    pub const SKIPPED_KEPT: usize = 100;

    /// The longest line that is read, in bytes.
    pub const LINE_LIMIT: usize = LINE_LIMIT;

    /// Creates a reader at the beginning of a table.
    pub fn new() -> Self {
        Self::with_disks(Roots::SITE_DISKS)
    }

    /// Creates a reader for a table that may write the site's root as one of these absolute paths.
    pub fn with_disks<'a>(disks: impl IntoIterator<Item = &'a str>) -> Self {
        let whole = |disk: &str| format!("{}/", disk.trim_end_matches('/'));
        Self {
            disks: disks.into_iter().map(whole).collect(),
            line_end: None,
            partial: Vec::new(),
            overlong: false,
            line: 0,
            summary: TreeSummary::default(),
        }
    }

    /// Reads the next piece, and calls `each` for every row that it completes.
    pub fn push(&mut self, chunk: &[u8], mut each: impl FnMut(TreeRow)) {
        self.push_raw(chunk, |row| each(row.to_row()));
    }

    /// Reads like [`Self::push`], but lends each row instead of allocating it, for whole tables.
    pub fn push_raw(&mut self, chunk: &[u8], mut each: impl FnMut(RawRow<'_>)) {
        let Some(line_end) = self
            .line_end
            .or_else(|| first_line_end(&self.partial, chunk))
        else {
            return self.extend(chunk);
        };
        if self.line_end.replace(line_end).is_none() && self.partial.last() == Some(&b'\r') {
            // Only now it is known that this ended the line.
            self.partial.pop();
            if line_end == b'\r' {
                self.end_partial(&mut each);
            }
        }
        let mut rest = chunk;
        while let Some(end) = memchr::memchr(line_end, rest) {
            if self.partial.is_empty() && !self.overlong {
                self.read_line(&rest[..end], &mut each);
            } else {
                self.extend(&rest[..end]);
                self.end_partial(&mut each);
            }
            rest = &rest[end + 1..];
        }
        self.extend(rest);
    }

    /// Ends the table: calls `each` for a last row without a line break, and returns the counts.
    pub fn finish(self, mut each: impl FnMut(TreeRow)) -> TreeSummary {
        self.finish_raw(|row| each(row.to_row()))
    }

    /// Ends the table like [`Self::finish`], but lends the row.
    pub fn finish_raw(mut self, mut each: impl FnMut(RawRow<'_>)) -> TreeSummary {
        if self.overlong || !self.partial.is_empty() {
            self.end_partial(&mut each);
        }
        self.summary
    }

    /// Returns the number of lines skipped so far.
    pub fn skipped(&self) -> u64 {
        self.summary.skipped
    }

    fn extend(&mut self, part: &[u8]) {
        self.overlong |= self.partial.len() + part.len() > Self::LINE_LIMIT;
        if self.overlong {
            self.partial.clear();
        } else {
            self.partial.extend_from_slice(part);
        }
    }

    fn end_partial(&mut self, each: &mut impl FnMut(RawRow<'_>)) {
        if std::mem::take(&mut self.overlong) {
            self.line += 1;
            self.skip(SkippedReason::TooLong);
            return;
        }
        let mut line = std::mem::take(&mut self.partial);
        self.read_line(&line, each);
        line.clear();
        self.partial = line;
    }

    fn read_line(&mut self, line: &[u8], each: &mut impl FnMut(RawRow<'_>)) {
        self.line += 1;
        if line.len() > Self::LINE_LIMIT {
            return self.skip(SkippedReason::TooLong);
        }
        let mark = line.strip_prefix("\u{feff}".as_bytes());
        let line = mark.filter(|_| self.line == 1).unwrap_or(line);
        if line.trim_ascii().is_empty() {
            return;
        }
        let row = std::str::from_utf8(line)
            .map_err(|_| SkippedReason::NotUtf8)
            .and_then(|line| read_row(line, &self.disks));
        match row {
            Ok(row) => {
                self.summary.rows += 1;
                self.summary.undated += u64::from(row.modified.is_none() && !row.date.is_empty());
                each(row);
            }
            Err(reason) => self.skip(reason),
        }
    }

    fn skip(&mut self, reason: SkippedReason) {
        self.summary.skipped += 1;
        if self.summary.first_skipped.len() < Self::SKIPPED_KEPT {
            self.summary.first_skipped.push(SkippedRow {
                line: self.line,
                reason,
            });
        }
    }
}

impl Default for TreeReader {
    fn default() -> Self {
        Self::new()
    }
}

/// The most bytes of a line.
const LINE_LIMIT: usize = 64 << 10;

/// One row of `current.tree`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// The path below the site root, without the table's leading `ftp/`.
    pub path: RemotePath,
    /// Directory or file.
    pub kind: EntryKind,
    /// The exact size in bytes.
    pub size: u64,
    /// The date of the last change, in an unknown time zone; `None` if missing or unreadable.
    pub modified: Option<Modified>,
    /// The checksum; `None` if missing, as for directories.
    pub md5: Option<Md5>,
}

/// Why a row of `current.tree` was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SkippedReason {
    /// The line is not UTF-8.
    #[error("the line is not UTF-8")]
    NotUtf8,
    /// The line is longer than [`TreeReader::LINE_LIMIT`](super::TreeReader::LINE_LIMIT).
    #[error("the line is longer than {} bytes", LINE_LIMIT)]
    TooLong,
    /// The line has too few or too many columns.
    #[error("the line has {found} columns, not 5")]
    Columns {
        /// The number of columns.
        found: usize,
    },
    /// The path is neither below `ftp/` nor below the site's root on a disk of the archive.
    #[error("the path is not below ftp/")]
    NotBelowRoot,
    /// The path breaks a rule of paths.
    #[error("the path cannot be read")]
    Path(#[source] PathError),
    /// The second column is neither `directory` nor `file`.
    #[error("the type is neither directory nor file")]
    Kind,
    /// The third column is not a number of bytes.
    #[error("the size is not a number")]
    Size,
    /// The last column is not a checksum.
    #[error("the checksum cannot be read")]
    Md5(#[source] Md5Error),
}

/// A row of `current.tree` that borrows from its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawRow<'a> {
    /// The path below the site root, valid by [`RemotePath::check`], without a trailing slash.
    pub path: &'a str,
    /// Directory or file.
    pub kind: EntryKind,
    /// The exact size in bytes.
    pub size: u64,
    /// The date of the last change, in seconds since 1970 as if its unknown time zone were UTC;
    /// `None` if missing or unreadable.
    pub modified: Option<i64>,
    /// The date as written.
    pub date: &'a str,
    /// The checksum; `None` if missing, as for directories.
    pub md5: Option<Md5>,
}

impl RawRow<'_> {
    /// Makes a row that can be kept.
    ///
    /// # Panics
    ///
    /// If the path breaks a rule of paths; none that a reader lends does.
    pub fn to_row(&self) -> TreeRow {
        TreeRow {
            path: RemotePath::parse(self.path).expect("a path that was checked"),
            kind: self.kind,
            size: self.size,
            modified: read_modified(self.date),
            md5: self.md5,
        }
    }
}

/// Returns a column without the quotes that some programs write around all.
fn unquoted(column: &str) -> &str {
    let inner = column
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    inner.unwrap_or(column)
}

/// Reads one line.
fn read_row<'a>(line: &'a str, disks: &[String]) -> Result<RawRow<'a>, SkippedReason> {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let (columns, found) = columns(line)?;
    let columns = columns.map(unquoted);
    // A name may begin or end with a space; other columns are trimmed.
    let path = columns[0];
    let [_, kind, size, date, md5] = columns.map(str::trim_ascii);
    let kind = match kind {
        "file" => EntryKind::File,
        "directory" => EntryKind::Directory,
        _ if found < 4 => return Err(SkippedReason::Columns { found }),
        _ => return Err(SkippedReason::Kind),
    };
    if found < 4 || (found < 5 && kind == EntryKind::File) {
        return Err(SkippedReason::Columns { found });
    }
    Ok(RawRow {
        path: read_path(path, disks)?,
        kind,
        size: size.parse().map_err(|_| SkippedReason::Size)?,
        modified: read_instant(date).map(unix_seconds),
        date,
        md5: match md5 {
            "" | "-" => None,
            _ => Some(md5.parse().map_err(SkippedReason::Md5)?),
        },
    })
}

/// Splits a line into its five columns; also returns their number, an empty last one included.
fn columns(line: &str) -> Result<([&str; 5], usize), SkippedReason> {
    let mut columns = [""; 5];
    let mut found = 0;
    let mut rest = Some(line);
    while let Some(text) = rest {
        let end = memchr::memchr(b'\t', text.as_bytes());
        let column = &text[..end.unwrap_or(text.len())];
        rest = end.map(|end| &text[end + 1..]);
        if let Some(place) = columns.get_mut(found) {
            *place = column;
        } else if found > 5 || !column.is_empty() {
            return Err(SkippedReason::Columns {
                found: line.split('\t').count(),
            });
        }
        found += 1;
    }
    Ok((columns, found))
}

/// Strips the site root's own name, or the path of its disk, from a path.
fn read_path<'a>(path: &'a str, disks: &[String]) -> Result<&'a str, SkippedReason> {
    let below = if let Some(below) = path.strip_prefix("ftp/") {
        below
    } else if path == "ftp" {
        ""
    } else if path.starts_with('/') {
        let below = disks
            .iter()
            .find_map(|disk| path.strip_prefix(disk.as_str()));
        below.ok_or(SkippedReason::NotBelowRoot)?
    } else {
        return Err(SkippedReason::NotBelowRoot);
    };
    RemotePath::check(below).map_err(SkippedReason::Path)?;
    Ok(below.strip_suffix('/').unwrap_or(below))
}

/// Parses a date with a time of day in an unknown time zone, or in UTC; like [`Modified::parse`], but faster.
fn read_instant(text: &str) -> Option<DateTime> {
    usual(text).or_else(|| Modified::parse(text).map(|date| date.at))
}

/// Parses a date as [`read_instant`] does, with its precision.
fn read_modified(text: &str) -> Option<Modified> {
    let Some(at) = usual(text) else {
        return Modified::parse(text);
    };
    Some(Modified {
        at,
        precision: Precision::Second,
        utc: false,
    })
}

/// Parses `YYYY-MM-DD HH:MM:SS`; `None` for other forms.
fn usual(text: &str) -> Option<DateTime> {
    let text: &[u8; 19] = text.as_bytes().try_into().ok()?;
    let marks = [text[4], text[7], text[10], text[13], text[16]];
    if marks != *b"-- ::" {
        return None;
    }
    let two = |at: usize| match [text[at], text[at + 1]] {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
            i8::try_from((tens - b'0') * 10 + (ones - b'0')).ok()
        }
        _ => None,
    };
    let year = i16::from(two(0)?) * 100 + i16::from(two(2)?);
    // Unlikely years are left to the general parser.
    if !(1900..2200).contains(&year) {
        return None;
    }
    DateTime::new(year, two(5)?, two(8)?, two(11)?, two(14)?, two(17)?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::calendar::unix_seconds;

    #[test]
    fn seconds_are_those_since_1970() {
        for (text, seconds) in [
            ("1970-01-01 00:00:00", Some(0)),
            ("1969-12-31 23:59:59", Some(-1)),
            ("2000-02-29 12:00:00", Some(951_825_600)),
            ("2010-02-24 10:35:46", Some(1_267_007_746)),
            ("2024-12-31 23:59:59", Some(1_735_689_599)),
            ("2100-03-01 00:00:00", Some(4_107_542_400)),
            ("Wed Feb 24 10:35:46 2010", Some(1_267_007_746)),
            ("2010-02-24 10:35", Some(1_267_007_700)),
            ("2010-02-30 10:35:46", None),
            ("2010-13-01 10:35:46", None),
            ("2010-12-01 24:00:00", None),
            ("2010-12-0a 10:00:00", None),
            ("2010-12-)1 10:00:00", None),
            ("2010-12-01", None),
            ("", None),
        ] {
            assert_eq!(read_instant(text).map(unix_seconds), seconds, "{text}");
            assert_eq!(read_modified(text), Modified::parse(text), "{text}");
        }
    }
}
