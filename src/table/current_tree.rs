//! `current.tree`, the site's own list of everything it holds.

use super::Md5;
use super::tree_row::{RawRow, read_row};
use crate::listing::{EntryKind, Modified};
use crate::mirror::{PathError, RemotePath, Roots};

/// One row of `current.tree`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// Path below the site root; the leading `ftp/` of the table is taken off.
    pub path: RemotePath,
    /// Whether it is a directory or a file.
    pub kind: EntryKind,
    /// Size in bytes, exact.
    pub size: u64,
    /// Date of last change, zone unknown; nothing where the table has none or one that cannot be read.
    pub modified: Option<Modified>,
    /// Checksum; nothing where the table has none, as for directories.
    pub md5: Option<Md5>,
}

/// A row that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedRow {
    /// Line number, from 1.
    pub line: u64,
    /// Why.
    pub reason: SkippedReason,
}

/// Why a row of `current.tree` was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SkippedReason {
    /// The line is not UTF-8.
    #[error("the line is not UTF-8")]
    NotUtf8,
    /// The line is longer than any row can be.
    #[error("the line is longer than {} bytes", TreeReader::LINE_LIMIT)]
    TooLong,
    /// There are too few or too many columns.
    #[error("the line has {found} columns, not 5")]
    Columns {
        /// How many there are.
        found: usize,
    },
    /// The path is neither below the table's own root nor below the site's root on a disk of the archive.
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
    /// The last column holds something else than a checksum.
    #[error("the checksum cannot be read")]
    Md5(#[source] super::Md5Error),
}

/// What was read of a `current.tree`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeSummary {
    /// How many rows were read.
    pub rows: u64,
    /// How many of them have a date that cannot be read.
    pub undated: u64,
    /// How many lines were left out; blank lines do not count.
    pub skipped: u64,
    /// The first of them, at most [`TreeReader::SKIPPED_KEPT`].
    pub first_skipped: Vec<SkippedRow>,
}

/// Reads `current.tree` as it arrives, in pieces of any size, and never holds more than one line of it.
///
/// The table has no header and five columns between tabs: path (below `ftp/`), `directory` or `file`, size in bytes,
/// date, MD5. The current generator ends each line in a further tab and lists files only; older tables list directories
/// too, which may lack the last column. The rows are in no order. A path from `/` is one of the site if it lies below the
/// site's root on a disk of the archive ([`Roots::SITE_DISKS`], or as [`Self::with_disks`] says).
#[derive(Debug)]
pub struct TreeReader {
    /// The site's root on disks, each with its last slash.
    disks: Vec<String>,
    /// The start of a line whose end has not arrived.
    partial: Vec<u8>,
    /// Says whether the current line is too long and is dropped up to its end.
    overlong: bool,
    line: u64,
    summary: TreeSummary,
}

impl TreeReader {
    /// How many skipped rows are kept with their reasons.
    pub const SKIPPED_KEPT: usize = 100;

    /// Longest line that is read, in bytes.
    pub const LINE_LIMIT: usize = 64 << 10;

    /// Starts at the beginning of a table.
    pub fn new() -> Self {
        Self::with_disks(Roots::SITE_DISKS)
    }

    /// Starts at the beginning of a table that writes the site's root as one of these paths too.
    pub fn with_disks<'a>(disks: impl IntoIterator<Item = &'a str>) -> Self {
        let whole = |disk: &str| format!("{}/", disk.trim_end_matches('/'));
        Self {
            disks: disks.into_iter().map(whole).collect(),
            partial: Vec::new(),
            overlong: false,
            line: 0,
            summary: TreeSummary::default(),
        }
    }

    /// Takes the next piece and hands on each row that it completes.
    pub fn push(&mut self, chunk: &[u8], mut each: impl FnMut(TreeRow)) {
        self.push_raw(chunk, |row| each(row.to_row()));
    }

    /// As [`Self::push`], but lends each row instead of making it anew: for those who read the whole table.
    pub fn push_raw(&mut self, chunk: &[u8], mut each: impl FnMut(RawRow<'_>)) {
        let mut rest = chunk;
        while let Some(end) = memchr::memchr(b'\n', rest) {
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

    /// Takes the end of the table: hands on the last row, if its line has no line break, and returns the counts.
    pub fn finish(self, mut each: impl FnMut(TreeRow)) -> TreeSummary {
        self.finish_raw(|row| each(row.to_row()))
    }

    /// As [`Self::finish`], but lends the row.
    pub fn finish_raw(mut self, mut each: impl FnMut(RawRow<'_>)) -> TreeSummary {
        if self.overlong || !self.partial.is_empty() {
            self.end_partial(&mut each);
        }
        self.summary
    }

    /// Returns how many lines were left out so far.
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
