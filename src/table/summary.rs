//! The summaries of reading a table: counts, and skipped lines with their reasons.

use crate::mirror::{AddressError, PathError};

/// A table: its rows in order, and the counts of reading it.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Counts of what was read and skipped.
    pub summary: TableSummary,
}

/// The counts of reading a table.
///
/// Every line is counted once: `lines` is the sum of the header (if there is one), `rows`,
/// `skipped`, and the notes for which [`RowNote::leaves_out`] is true.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableSummary {
    /// Number of lines, header and blank lines included.
    pub lines: u64,
    /// Number of rows that were kept.
    pub rows: u64,
    /// Number of lines that could not be read.
    pub skipped: u64,
    /// The first unreadable lines, at most [`TableSummary::SKIPPED_KEPT`].
    pub first_skipped: Vec<RefusedRow>,
    /// Notes on lines and rows, each kind once, in the order of their first occurrence.
    pub notes: Vec<NoteCount>,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Line number, from 1.
    pub line: u64,
    /// The reason.
    pub reason: RowError,
}

/// A note with the number of lines it applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteCount {
    /// The note.
    pub note: RowNote,
    /// Number of lines.
    pub count: u64,
    /// The first such line, from 1.
    pub first_line: u64,
}

/// A note on a line that is deliberately no row, or on a row that was kept without a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowNote {
    /// The line is blank, or has only column separators.
    Blank,
    /// The line is a comment: it begins with `#`.
    Comment,
    /// The line is a total of the others.
    Total,
    /// The checksum is not 32 hexadecimal digits and was dropped.
    Md5,
    /// The address of a companion or paired file cannot be read and was dropped.
    Companion,
    /// The sex is none of the known words and numbers and was dropped.
    Sex,
    /// The row has one empty column more than the header, which was removed.
    SpareColumn,
}

impl RowNote {
    /// Returns whether a line with this note is no row.
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
    /// The row has another number of columns than the header.
    #[error("the line has {found} columns, not {expected}")]
    Columns {
        /// The number of columns.
        found: usize,
        /// The number of columns of the header, or of the form.
        expected: usize,
    },
    /// A required cell is empty.
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
    /// A cell that should be 0 or 1 is something else.
    #[error("the column {column} is neither 0 nor 1")]
    Flag {
        /// The column.
        column: &'static str,
    },
    /// A cell that should be a number is something else.
    #[error("the column {column} is not a number")]
    Number {
        /// The column.
        column: &'static str,
    },
    /// A cell that should be a date is something else.
    #[error("the date cannot be read")]
    Date,
    /// The checksum is not 32 hexadecimal digits, in a list of checksums.
    #[error("the checksum cannot be read")]
    Md5,
    /// An earlier row has the same name.
    #[error("an earlier row has the same name")]
    Duplicate,
}

/// Why a table could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// There is no header.
    #[error("the table is empty")]
    Empty,
    /// The first line is not UTF-8.
    #[error("the header is not UTF-8")]
    HeaderNotUtf8,
    /// The header lacks a required column.
    #[error("the header has no column {column}, but: {}", found.join(", "))]
    MissingColumn {
        /// The column.
        column: &'static str,
        /// The columns of the header; of a long one, the first.
        found: Vec<String>,
    },
}

impl TableSummary {
    /// The most skipped lines that are kept with their reasons.
    pub const SKIPPED_KEPT: usize = 100;

    /// Returns the number of lines with this note.
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
