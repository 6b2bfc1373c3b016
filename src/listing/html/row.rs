//! A row of a listing: its link, and the text in cells beside it.

use super::columns::{self, Cell, SizePlace};
use super::header::Header;
use super::link::Link;
use super::shape::Shape;
use super::{line, words};
use crate::listing::clock::is_word;
use crate::listing::date::{DateText, NumericDate};
use crate::listing::{EntryKind, IndexEntry, Modified, RefusedReason};

/// The most bytes of text that are kept of a row; dates and sizes come far before that.
const TEXT_LIMIT: usize = 8 << 10;

/// The most cells that are kept of a row.
const CELL_LIMIT: usize = 64;

/// The number of words behind a link among which its mode may be; later words are description.
const MODE_WITHIN: usize = 4;

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
    /// The link as written, if it has a query of its own.
    queried: Option<Vec<u8>>,
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
    /// What marks the entry as a directory, besides a slash at the end of its link.
    pub(super) mark: DirectoryMark,
    pub(super) size_place: SizePlace,
    /// The date, if only others can tell its day from its month.
    pub(super) numeric: Option<NumericDate>,
    /// Whether the row has a date, known or not.
    pub(super) dated: bool,
    /// Whether the link's visible text is the name.
    pub(super) shows_name: bool,
    /// The link as written, if it has a query of its own.
    pub(super) queried: Option<Vec<u8>>,
}

/// What marks a row as a directory's, the surest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DirectoryMark {
    None,
    /// A class, an icon, or its alternative text.
    Icon,
    /// A word in the place of the size or type: `<dir>`.
    Word,
    /// A slash shown behind the name, or the mode of a directory: `drwxr-xr-x`.
    Sure,
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

    /// Sets the row's link, written as `href`; refused if the row already has another entry's. Of two to one entry, the one
    /// without a query counts.
    pub(super) fn take_link(&mut self, taken: Link, href: &[u8]) -> Result<(), RefusedReason> {
        let (cell, start) = (self.cells.len(), self.text.len());
        let queried = taken.queried.then(|| href.to_vec());
        match &mut self.link {
            Some(link) if link.name != taken.name || link.kind != taken.kind => {
                return Err(RefusedReason::SecondLink);
            }
            Some(link) if taken.queried && link.queried.is_none() => {
                return Err(RefusedReason::Query);
            }
            Some(link) => {
                link.queried = queried;
                (link.cell, link.start, link.end) = (cell, start, start);
            }
            None => {
                self.link = Some(RowLink {
                    name: taken.name,
                    kind: taken.kind,
                    queried,
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
            let link = self.without_columns(link);
            let found = self.columns(header, &link);
            let is_file = link.kind == EntryKind::File;
            let (modified, numeric) = match found.date {
                Some(DateText::Known(date)) => (Some(date), None),
                Some(DateText::Numeric(date)) => (None, Some(date)),
                Some(DateText::Unclear) | None => (None, None),
            };
            let before = self.text.get(..link.start).unwrap_or_default();
            let after = self.text.get(link.end..).unwrap_or_default();
            let has_length = !words::has_special_mode(before)
                && !words::has_special_mode(after)
                && !words::leads_to(after)
                && !self
                    .shown(&link)
                    .trim_start()
                    .strip_prefix(&*link.name)
                    .is_some_and(words::leads_to);
            let mark = match self.shown_mark(&link) {
                DirectoryMark::None if self.directory || words::draws_folder(before) => {
                    DirectoryMark::Icon
                }
                mark => mark,
            };
            Finished {
                mark: if is_file { mark } else { DirectoryMark::None },
                size_place: found.place,
                numeric,
                dated: found.date.is_some(),
                queried: link.queried.clone(),
                shows_name: self.shown(&link).trim().trim_end_matches('/') == link.name.trim(),
                entry: IndexEntry {
                    name: link.name,
                    kind: link.kind,
                    size: found.size.filter(|_| is_file && has_length),
                    modified,
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
        // A slash that marks a directory is no column.
        let after = after.strip_prefix('/').unwrap_or(after);
        if self.cells.is_empty() {
            let before = self.text.get(..link.start).unwrap_or_default();
            return line::in_text(header, before, after);
        }
        let count = self.cells.len() + 1;
        if header.fits(count) {
            return columns::by_header(header, &|at| self.cell(at));
        }
        // In a list, the name may be the first of several cells of the link.
        let name_cell = (link.cell..count)
            .find(|at| !self.cell(*at).1.trim().is_empty())
            .unwrap_or(link.cell);
        let found = columns::by_cells(count, name_cell, &|at| self.cell(at));
        if found.is_nothing() {
            let start = self.cell(link.cell).0.start;
            let before = self.text.get(start..link.start).unwrap_or_default();
            let cells = (link.cell..count).map(|at| self.cell(at).0);
            let after = cells.filter_map(|cell| self.text.get(cell.start.max(link.end)..cell.end));
            let after = after.collect::<Vec<_>>().join(" ");
            let after = after.strip_prefix('/').unwrap_or(&after);
            return line::in_text(&Header::default(), before, after);
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

    /// Narrows a link to its name where its text has the columns as well: a whole line of `ls -l`.
    fn without_columns(&self, mut link: RowLink) -> RowLink {
        let shown = self.shown(&link);
        let end = link.start + shown.trim_end().len();
        let bare = shown.trim_end();
        let bare = bare.strip_suffix('/').unwrap_or(bare);
        let name = link.name.trim();
        if bare.trim() == name {
            return link;
        }
        let is_apart = |text: &&str| text.ends_with(char::is_whitespace);
        if let Some(before) = bare.strip_suffix(name).filter(is_apart) {
            (link.start, link.end) = (link.start + before.len(), end);
        } else if let Some(after) = shown.trim_start().strip_prefix(name)
            && after
                .trim_start_matches('/')
                .starts_with(char::is_whitespace)
        {
            link.end -= after.len();
        }
        link
    }

    /// Returns the text behind the link in its cell, or else that of the next cell that has any.
    fn behind(&self, link: &RowLink) -> &str {
        let cells = (link.cell..=self.cells.len()).map(|at| self.cell(at).0);
        cells
            .filter_map(|cell| self.text.get(cell.start.max(link.end)..cell.end))
            .find(|text| !text.trim().is_empty())
            .unwrap_or_default()
    }

    /// Returns how the text marks a directory: by a slash after the name, its mode, or a word in place of the size.
    fn shown_mark(&self, link: &RowLink) -> DirectoryMark {
        let shown = self.shown(link).trim().strip_suffix('/');
        if shown.is_some_and(|shown| shown.trim() == link.name.trim()) {
            return DirectoryMark::Sure;
        }
        let behind = self.behind(link);
        let first = behind.split_whitespace().next();
        if first == Some("/") && (behind.starts_with('/') || behind.trim() == "/") {
            return DirectoryMark::Sure;
        }
        let (is_mode, is_word): (bool, bool) = if self.cells.is_empty() {
            let before = self.text.get(..link.start).unwrap_or_default();
            let mut words = before.split_whitespace();
            let mut after = behind.split_whitespace().take(MODE_WITHIN);
            (
                words.clone().any(words::is_directory_mode) || after.any(words::is_directory_mode),
                words.next_back().is_some_and(words::is_directory_word),
            )
        } else {
            let mut others = (0..=self.cells.len())
                .filter(|at| *at != link.cell)
                .map(|at| self.cell(at).1);
            (
                others.clone().any(words::is_directory_mode),
                others.any(words::is_directory_word),
            )
        };
        if is_mode {
            DirectoryMark::Sure
        } else if is_word {
            DirectoryMark::Word
        } else {
            DirectoryMark::None
        }
    }

    /// Returns the text of a row without a link, if it looks like an entry or like what a server says in the place of entries: in a
    /// table it has a date or a size, elsewhere words other than that there is nothing.
    pub(super) fn unlinked(&mut self, shape: Shape, header: &Header) -> Option<String> {
        self.current.end = self.text.len();
        let count = self.cells.len() + 1;
        let filled: Vec<usize> = (0..count)
            .filter(|at| !self.cell(*at).1.trim().is_empty())
            .collect();
        let words: Vec<&str> = filled.iter().map(|at| self.cell(*at).1.trim()).collect();
        let text = words.join(" ");
        let is_entry = match shape {
            Shape::Body => false,
            Shape::Table => filled.first().is_some_and(|name| {
                let found = if header.fits(count) {
                    columns::by_header(header, &|at| self.cell(at))
                } else {
                    columns::by_cells(count, *name, &|at| self.cell(at))
                };
                !found.is_nothing() || words::awaits(&text)
            }),
            Shape::Text | Shape::List => {
                text.split_whitespace().any(is_word) && !words::says_nothing(&text)
            }
        };
        is_entry.then_some(text)
    }

    /// Reads the row as the head of a listing, if it has its words.
    pub(super) fn as_header(&mut self) -> Option<Header> {
        self.current.end = self.text.len();
        Header::read((0..=self.cells.len()).map(|at| self.cell(at).1))
    }
}
