//! A row of a listing: its link, and the text in cells beside it.

use super::columns::{self, Cell, Header};
use crate::listing::{EntryKind, IndexEntry, Modified, RefusedReason};

/// The most bytes of text that are kept of a row; dates and sizes come far before that.
const TEXT_LIMIT: usize = 8 << 10;

/// The most cells that are kept of a row.
const CELL_LIMIT: usize = 64;

/// Words for a directory in the column of sizes or types.
const DIRECTORY_WORDS: [&str; 6] = [
    "<dir>",
    "[dir]",
    "dir",
    "directory",
    "[directory]",
    "folder",
];

/// A row that is being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The text of all cells, one after the other.
    text: String,
    /// The cells before the current one.
    cells: Vec<Cell>,
    current: Cell,
    /// The link of the row's entry.
    link: Option<RowLink>,
    /// Whether a class or an icon marks a directory.
    directory: bool,
}

#[derive(Clone, Debug)]
struct RowLink {
    name: String,
    kind: EntryKind,
    /// Position of the cell that contains it.
    cell: usize,
    /// Byte range of the link in the row's text.
    start: usize,
    end: usize,
}

/// A complete row.
#[derive(Debug)]
pub(super) struct Finished {
    pub(super) entry: IndexEntry,
    /// Whether something other than a slash marks the entry as a directory.
    pub(super) marked: bool,
    /// Whether the link's visible text is the name.
    pub(super) shows_name: bool,
}

impl Row {
    /// Adds text to the current cell.
    pub(super) fn push_text(&mut self, text: &str) {
        if self.text.len() + text.len() <= TEXT_LIMIT {
            self.text.push_str(text);
        }
    }

    /// Begins a new cell.
    pub(super) fn next_cell(&mut self) {
        if self.cells.len() < CELL_LIMIT {
            self.current.end = self.text.len();
            self.cells.push(self.current);
            self.current = Cell {
                start: self.text.len(),
                ..Cell::default()
            };
        }
    }

    /// Stores what the attributes of an element in the row state.
    pub(super) fn note(&mut self, number: Option<u64>, date: Option<Modified>, directory: bool) {
        self.current.number = self.current.number.or(number);
        self.current.date = self.current.date.or(date);
        self.directory |= directory;
    }

    /// Sets the row's link; refused if the row already has another entry's.
    pub(super) fn take_link(&mut self, name: String, kind: EntryKind) -> Result<(), RefusedReason> {
        let (cell, start) = (self.cells.len(), self.text.len());
        match &mut self.link {
            Some(link) if link.name != name || link.kind != kind => {
                return Err(RefusedReason::SecondLink);
            }
            Some(link) => (link.cell, link.start, link.end) = (cell, start, start),
            None => {
                self.link = Some(RowLink {
                    name,
                    kind,
                    cell,
                    start,
                    end: start,
                });
            }
        }
        Ok(())
    }

    /// Ends the text of the link.
    pub(super) fn end_link(&mut self) {
        let end = self.text.len();
        if let Some(link) = &mut self.link {
            link.end = end;
        }
    }

    /// Returns whether the row has any text.
    pub(super) fn has_text(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Returns whether the row has the link of an entry.
    pub(super) fn has_link(&self) -> bool {
        self.link.is_some()
    }

    /// Empties the row and returns its entry; `None` if the page is cut within the row, as date and
    /// size may be missing.
    pub(super) fn finish(&mut self, header: &Header, cut: bool) -> Option<Finished> {
        self.current.end = self.text.len();
        let finished = self.link.take().filter(|_| !cut).map(|link| {
            let found = self.columns(header, &link);
            let is_file = link.kind == EntryKind::File;
            Finished {
                marked: is_file && (self.directory || self.says_directory(&link)),
                shows_name: self.shown(&link).trim().trim_end_matches('/') == link.name.trim(),
                entry: IndexEntry {
                    name: link.name,
                    kind: link.kind,
                    size: found.size.filter(|_| is_file),
                    modified: found.modified,
                },
            }
        });
        self.text.clear();
        self.cells.clear();
        self.current = Cell::default();
        self.directory = false;
        finished
    }

    fn columns(&self, header: &Header, link: &RowLink) -> columns::ColumnMatch {
        let after = self.text.get(link.end..).unwrap_or_default();
        if self.cells.is_empty() {
            let before = self.text.get(..link.start).unwrap_or_default();
            return columns::in_text(header, before, after);
        }
        let count = self.cells.len() + 1;
        if header.fits(count) {
            return columns::by_header(header, |at| self.cell(at));
        }
        // In a list, the name may be the first of several cells of the link.
        let name_cell = (link.cell..count)
            .find(|at| !self.cell(*at).1.trim().is_empty())
            .unwrap_or(link.cell);
        let found = columns::by_cells(count, name_cell, |at| self.cell(at));
        if found == columns::ColumnMatch::default() {
            return columns::in_text(&Header::default(), "", after);
        }
        found
    }

    fn cell(&self, index: usize) -> (Cell, &str) {
        let cell = self.cells.get(index).copied().unwrap_or(self.current);
        (
            cell,
            self.text.get(cell.start..cell.end).unwrap_or_default(),
        )
    }

    /// Returns the visible text of the link.
    fn shown(&self, link: &RowLink) -> &str {
        self.text.get(link.start..link.end).unwrap_or_default()
    }

    /// Returns whether the text marks a directory: a slash after the name, or a word in place of
    /// the size.
    fn says_directory(&self, link: &RowLink) -> bool {
        let shown = self.shown(link).trim().strip_suffix('/');
        if shown.is_some_and(|shown| shown.trim() == link.name.trim()) {
            return true;
        }
        let is_word = |text: &str| {
            let text = text.trim();
            text.len() <= 11
                && DIRECTORY_WORDS
                    .iter()
                    .any(|word| text.eq_ignore_ascii_case(word))
        };
        if self.cells.is_empty() {
            let before = self.text.get(..link.start).unwrap_or_default();
            return before.split_whitespace().next_back().is_some_and(is_word);
        }
        (0..=self.cells.len())
            .filter(|at| *at != link.cell)
            .any(|at| is_word(self.cell(at).1))
    }

    /// Reads the row as the head of a listing, if it has its words.
    pub(super) fn as_header(&mut self) -> Option<Header> {
        self.current.end = self.text.len();
        Header::read((0..=self.cells.len()).map(|at| self.cell(at).1))
    }
}
