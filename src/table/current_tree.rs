//! `current.tree`, the site's own list of all its files.

use super::tree_row::{LINE_LIMIT, RawRow, SkippedReason, TreeRow, read_row};
use crate::mirror::Roots;

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
