//! What the readers of the site's tables have in common: lines, counts, and rows that are left out with a reason.

use std::borrow::Cow;

use super::header::Header;
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

/// A kind of table with a header: which columns it needs, and how a row is read.
pub(super) trait Form {
    /// What a row becomes.
    type Row;
    /// Where the columns are that this kind of table knows.
    type Columns;

    /// Returns the names, as [`super::header::plain`] makes them, into which a header may be cut where it has blanks for tabs.
    fn names(&self) -> &[&str] {
        &[]
    }

    /// Finds the columns.
    fn open(&self, header: &Header<'_>) -> Result<Self::Columns, TableError>;

    /// Returns the column that can stand apart by an empty one too many; see [`RowNote::SpareColumn`].
    fn spare(&self, _columns: &Self::Columns) -> Option<usize> {
        None
    }

    /// Reads a row; nothing if it is none on purpose, which it notes.
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
    /// Returns a cell without blanks around it; empty if there is none.
    pub(super) fn text(&self, column: Option<usize>) -> &'a str {
        let cell = column.and_then(|column| self.0.get(column));
        cell.map_or("", |cell| cell.trim())
    }

    /// Returns a cell that holds something.
    pub(super) fn some(&self, column: Option<usize>) -> Option<&'a str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// Returns a copy of a cell that holds something.
    pub(super) fn owned(&self, column: Option<usize>) -> Option<String> {
        self.some(column).map(str::to_owned)
    }

    /// Takes a row apart as its header is; `spare` as in [`Form::spare`].
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

/// Reads a table with a header; hands on each row.
///
/// The header is the first line that is neither blank nor a `##` comment and has the columns that the form needs; lines
/// before it that begin with one `#` may lack them.
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

/// Counts a line; gives its text if it can be a row.
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

/// Cuts bytes into lines, without their line breaks and without the mark by which some programs begin a file of UTF-8.
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

/// Reads a cell that is 0 or 1; nothing if it is empty.
pub(super) fn flag(text: &str, column: &'static str) -> Result<Option<bool>, RowError> {
    match text {
        "" => Ok(None),
        "0" => Ok(Some(false)),
        "1" => Ok(Some(true)),
        _ => Err(RowError::Flag { column }),
    }
}

/// Shortens what an error quotes of a header.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}
