//! What the readers of the site's tables say of them: counts, and lines that are left out with a reason.

use crate::mirror::{AddressError, PathError};

/// A table: its rows in order, and what was read of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// What was read and what was left out.
    pub summary: TableSummary,
}

/// What was read of a table.
///
/// Every line is counted once: `lines` is the header (where there is one), `rows`, `skipped` and the notes for which
/// [`RowNote::leaves_out`] holds, added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableSummary {
    /// How many lines there are, the header and blank lines among them.
    pub lines: u64,
    /// How many rows were kept.
    pub rows: u64,
    /// How many lines could not be read.
    pub skipped: u64,
    /// The first of them, at most [`TableSummary::SKIPPED_KEPT`].
    pub first_skipped: Vec<RefusedRow>,
    /// What else there is to say of lines and rows, each kind once, in the order in which they occurred first.
    pub notes: Vec<NoteCount>,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Line number, from 1.
    pub line: u64,
    /// Why.
    pub reason: RowError,
}

/// How often something is to be said of a table's lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteCount {
    /// What.
    pub note: RowNote,
    /// Of how many.
    pub count: u64,
    /// The first of them, from 1.
    pub first_line: u64,
}

/// What is to be said of a line that is no row on purpose, or of a row that was kept without a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowNote {
    /// The line is blank, or has only column separators.
    Blank,
    /// The line is a comment: it begins with `#`.
    Comment,
    /// The line adds up the others.
    Total,
    /// The checksum is not 32 hexadecimal digits, and was left out.
    Md5,
    /// The address of a companion or of the paired file cannot be read, and was left out.
    Companion,
    /// The sex is none of the words and numbers that are known, and was left out.
    Sex,
    /// The row has one empty column more than the header, which was taken out.
    SpareColumn,
}

impl RowNote {
    /// Says whether a line with this note is no row.
    pub fn leaves_out(self) -> bool {
        matches!(self, Self::Blank | Self::Comment | Self::Total)
    }

    /// Returns the note in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Comment => "comment",
            Self::Total => "total of the other rows",
            Self::Md5 => "checksum not readable, left out",
            Self::Companion => "address of a companion not readable, left out",
            Self::Sex => "sex not readable, left out",
            Self::SpareColumn => "one empty column too many, taken out",
        }
    }
}

/// Why a line could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowError {
    /// The line is not UTF-8.
    #[error("the line is not UTF-8")]
    NotUtf8,
    /// The row has other columns than the header.
    #[error("the line has {found} columns, not {expected}")]
    Columns {
        /// How many there are.
        found: usize,
        /// How many the header, or the form, has.
        expected: usize,
    },
    /// A cell that every row needs is empty.
    #[error("the column {column} is empty")]
    Missing {
        /// The column.
        column: &'static str,
    },
    /// The address of the file cannot be read.
    #[error("{0}")]
    Address(#[from] AddressError),
    /// The address is that of a directory.
    #[error("the address is that of a directory")]
    Directory,
    /// The name of the file cannot be one.
    #[error("the name cannot be read: {0}")]
    Path(#[from] PathError),
    /// A cell that is 0 or 1 holds something else.
    #[error("the column {column} is neither 0 nor 1")]
    Flag {
        /// The column.
        column: &'static str,
    },
    /// A cell that is a number holds something else.
    #[error("the column {column} is not a number")]
    Number {
        /// The column.
        column: &'static str,
    },
    /// The checksum is not 32 hexadecimal digits, in a table that is there for its checksums.
    #[error("the checksum cannot be read")]
    Md5,
    /// An earlier row has the same name.
    #[error("an earlier row has the same name")]
    Duplicate,
}

/// Why a table could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// There is no header.
    #[error("the table is empty")]
    Empty,
    /// The first line is not UTF-8.
    #[error("the header is not UTF-8")]
    HeaderNotUtf8,
    /// The header lacks a column without which the rows mean nothing.
    #[error("the header has no column {column}, but: {}", found.join(", "))]
    MissingColumn {
        /// The column.
        column: &'static str,
        /// What the header has; of a long one the beginning.
        found: Vec<String>,
    },
}

impl TableSummary {
    /// How many skipped lines are kept with their reasons.
    pub const SKIPPED_KEPT: usize = 100;

    /// Returns of how many lines this is to be said.
    pub fn count(&self, note: RowNote) -> u64 {
        let found = self.notes.iter().find(|count| count.note == note);
        found.map_or(0, |count| count.count)
    }

    /// Counts a note on the current line.
    pub(super) fn note(&mut self, note: RowNote) {
        match self.notes.iter_mut().find(|count| count.note == note) {
            Some(count) => count.count += 1,
            None => self.notes.push(NoteCount {
                note,
                count: 1,
                first_line: self.lines,
            }),
        }
    }

    /// Counts the current line as one that could not be read.
    pub(super) fn skip(&mut self, reason: RowError) {
        self.skipped += 1;
        if self.first_skipped.len() < Self::SKIPPED_KEPT {
            self.first_skipped.push(RefusedRow {
                line: self.lines,
                reason,
            });
        }
    }
}
