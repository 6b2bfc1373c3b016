//! One row of a listing: its link, and the date and size beside it.

use super::{EntryKind, IndexEntry, Modified, RefusedReason, Size};

/// Most bytes of text that are kept of a row; dates and sizes stand far before that.
const TEXT_LIMIT: usize = 8 << 10;

/// A row while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The text of all cells.
    text: String,
    /// Where in the text each cell but the last ends.
    ends: Vec<usize>,
    /// The entry that the row is about.
    link: Option<RowLink>,
}

#[derive(Clone, Debug)]
struct RowLink {
    name: String,
    kind: EntryKind,
    /// The cell that it stands in.
    cell: usize,
    /// Where in the text the link ends.
    end: usize,
}

/// What the head of a listing says of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// Says whether the listing has a head that was understood.
    pub(super) known: bool,
    /// The column of dates; in text without cells, any number.
    date: Option<usize>,
    /// The column of sizes; in text without cells, any number.
    size: Option<usize>,
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
        if self.ends.len() < TEXT_LIMIT {
            self.ends.push(self.text.len());
        }
    }

    /// Takes the link of an entry, unless the row is about another entry already.
    pub(super) fn take_link(&mut self, name: String, kind: EntryKind) -> Result<(), RefusedReason> {
        let (cell, end) = (self.ends.len(), self.text.len());
        match &mut self.link {
            Some(link) if link.name != name || link.kind != kind => {
                return Err(RefusedReason::SecondLink);
            }
            Some(link) => (link.cell, link.end) = (cell, end),
            None => {
                self.link = Some(RowLink {
                    name,
                    kind,
                    cell,
                    end,
                });
            }
        }
        Ok(())
    }

    /// Notes that the text of the link ends here.
    pub(super) fn end_link(&mut self) {
        let end = self.text.len();
        if let Some(link) = &mut self.link {
            link.end = end;
        }
    }

    /// Says whether the row is about an entry.
    pub(super) fn has_link(&self) -> bool {
        self.link.is_some()
    }

    /// Empties the row and returns its entry. Where the row may be cut short, date and size are left out: they may be too.
    pub(super) fn finish(&mut self, header: &Header, cut: bool) -> Option<IndexEntry> {
        let link = self.link.take();
        let entry = link.map(|link| {
            let (modified, size) = if cut {
                (None, None)
            } else {
                self.columns(header, &link)
            };
            IndexEntry {
                name: link.name,
                kind: link.kind,
                size: size.filter(|_| link.kind == EntryKind::File),
                modified,
            }
        });
        self.text.clear();
        self.ends.clear();
        entry
    }

    fn columns(&self, header: &Header, link: &RowLink) -> (Option<Modified>, Option<Size>) {
        if self.ends.is_empty() {
            return self.text_columns(header, link.end);
        }
        if header.known {
            let cell = |column: Option<usize>| {
                column
                    .and_then(|column| self.cell(column))
                    .unwrap_or_default()
            };
            return (
                Modified::parse(cell(header.date)),
                Size::from_apache(cell(header.size)),
            );
        }
        let mut cells = (link.cell + 1..=self.ends.len()).filter_map(|cell| self.cell(cell));
        let first = cells.clone().next().unwrap_or_default();
        match cells.find_map(Modified::parse) {
            // The size stands right after the date: a description further on may hold anything.
            Some(date) => (Some(date), cells.next().and_then(Size::from_apache)),
            None => (None, Size::from_apache(first)),
        }
    }

    /// Reads date and size where they stand first after the link; what follows is description.
    fn text_columns(&self, header: &Header, start: usize) -> (Option<Modified>, Option<Size>) {
        let rest = self.text.get(start..).unwrap_or_default();
        let (day, after_day) = word(rest);
        let (time, after_time) = word(after_day);
        let date = if header.known && header.date.is_none() {
            None
        } else {
            Modified::parse(&format!("{day} {time}"))
        };
        if header.known && header.size.is_none() {
            return (date, None);
        }
        let (size, _) = word(if date.is_some() { after_time } else { rest });
        (date, Size::from_apache(size))
    }

    fn cell(&self, index: usize) -> Option<&str> {
        let start = if index == 0 {
            0
        } else {
            *self.ends.get(index - 1)?
        };
        let end = self.ends.get(index).copied().unwrap_or(self.text.len());
        self.text.get(start..end)
    }

    /// Reads the row as the head of a listing, if it has the words of one.
    pub(super) fn as_header(&self) -> Option<Header> {
        let is_name = |text: &str| text.trim_start().to_ascii_lowercase().starts_with("name");
        let is_date = |text: &str| text.contains("modified") || text.contains("Date");
        let is_size = |text: &str| text.contains("Size");
        let cells = || (0..=self.ends.len()).filter_map(|cell| self.cell(cell));
        cells().any(is_name).then(|| Header {
            known: true,
            date: cells().position(is_date),
            size: cells().position(is_size),
        })
    }
}

/// Splits off the first word.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}
