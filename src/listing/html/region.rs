//! A part of a page that may be the listing: a `<pre>`, a `<table>`, a list, or all that is in none of these.

use super::columns::Header;
use super::row::Row;
use crate::listing::{EntryKind, IndexEntry, Refused, RefusedReason};

/// What kind of element holds the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `<pre>`: a row is a line.
    Text,
    /// `<table>`: a row is a `<tr>`.
    Table,
    /// `<ul>` and its like: a row is a link with what follows it.
    List,
    /// The page outside of all these: a row is a link with what follows it.
    Body,
}

impl Shape {
    /// How many there are.
    pub(super) const COUNT: usize = 4;

    /// Returns the kind that an element makes, if any.
    pub(super) fn of(tag: &[u8]) -> Option<Self> {
        match tag {
            b"pre" | b"listing" => Some(Self::Text),
            b"table" => Some(Self::Table),
            b"ul" | b"ol" | b"dir" | b"menu" => Some(Self::List),
            _ => None,
        }
    }
}

/// One such part, with what was read in it and what speaks for its being the listing.
#[derive(Clone, Debug)]
pub(super) struct Region {
    pub(super) shape: Shape,
    pub(super) row: Row,
    pub(super) entries: Vec<IndexEntry>,
    pub(super) refused: Refused,
    /// The link of the current row that was refused last.
    refused_in_row: Option<Vec<u8>>,
    /// Says whether its end tag was seen.
    pub(super) closed: bool,
    /// The entries that are marked as directories otherwise than by a slash.
    marked: Vec<u32>,
    /// Says whether the server writes a slash behind directories.
    slashes: bool,
    marks: Marks,
    /// Says whether the element's own name is one that servers give to listings.
    named: bool,
    header: Header,
    dated: usize,
    sized: usize,
    /// How many entries show their names as text.
    named_so: usize,
}

/// What only a server's own listing has, and a table in somebody's note has not.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    /// The server's own heading, `Index of /path`, right before it.
    heading: bool,
    /// A link that the server wrote as the way up.
    parent: bool,
    /// Links that sort it.
    sort: bool,
}

/// What the page around says for its holding a listing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Titles {
    /// Title or heading is one that servers give to listings: `Index of …`.
    pub(super) named: bool,
    /// Title or heading ends with the path of the directory.
    pub(super) path: bool,
}

impl Region {
    pub(super) fn new(shape: Shape, headed: bool, named: bool) -> Self {
        Self {
            shape,
            row: Row::default(),
            entries: Vec::new(),
            refused: Refused::default(),
            refused_in_row: None,
            closed: false,
            marked: Vec::new(),
            slashes: false,
            marks: Marks {
                heading: headed,
                ..Marks::default()
            },
            named,
            header: Header::default(),
            dated: 0,
            sized: 0,
            named_so: 0,
        }
    }

    /// Ends the current row. `cut` says that the page ends within it.
    pub(super) fn end_row(&mut self, cut: bool) {
        self.refused_in_row = None;
        if !self.header.is_known()
            && self.entries.is_empty()
            && !self.row.has_link()
            && let Some(header) = self.row.as_header()
        {
            self.header = header;
        }
        if let Some(row) = self.row.finish(&self.header, cut) {
            self.dated += usize::from(row.entry.modified.is_some());
            self.sized += usize::from(row.entry.size.is_some());
            self.named_so += usize::from(row.shows_name);
            self.slashes |= row.entry.kind == EntryKind::Directory;
            if row.marked && !self.slashes {
                self.marked.extend(u32::try_from(self.entries.len()));
            }
            self.entries.push(row.entry);
        }
    }

    /// Notes a link that is no entry; one that is written twice in a row, as icon and as name, counts once.
    pub(super) fn refuse(&mut self, href: &[u8], reason: RefusedReason) {
        self.marks.sort |= reason == RefusedReason::Sort && sorts(href);
        // Below a head that names the columns, what stands beside the name is no name.
        let reason = if self.header.is_known() && self.row.has_link() {
            RefusedReason::Description
        } else {
            reason
        };
        if self.refused_in_row.as_deref() != Some(href) {
            self.refused.add(href, reason);
            self.refused_in_row = Some(href.to_vec());
        }
    }

    /// Notes the words on a link to a directory above: servers write these, other pages do not.
    pub(super) fn note_parent(&mut self, words: &str) {
        let words = words.trim().to_ascii_lowercase();
        self.marks.parent |=
            words.contains("parent directory") || matches!(&words[..], ".." | "../" | "[..]");
    }

    /// Says whether it has marks that tell a server's own listing from a table or list in somebody's note.
    pub(super) fn is_served(&self) -> bool {
        self.has_marks() || self.named
    }

    /// Says whether it has marks that only a server's own listing has, even an empty one.
    fn has_marks(&self) -> bool {
        self.marks.heading || self.marks.parent || self.marks.sort
    }

    /// Says whether it looks like a listing at all.
    pub(super) fn is_listing(&self, titles: Titles) -> bool {
        let count = self.entries.len();
        // The dates of a list of news are no dates of files.
        let filed = self.slashes || self.sized > 0;
        let mostly_dated = self.dated > 0 && self.dated * 2 >= count && filed;
        let named_so = count > 1 && self.named_so == count;
        if self.shape == Shape::Body {
            // Links in running text are a listing only where the page says that it is one, or they all look like files.
            let mostly_sized = self.sized * 2 >= count && self.sized > 0;
            return count > 0 && (titles.named || mostly_dated || mostly_sized);
        }
        let columns = self.header.is_known() && self.header.has_columns();
        self.has_marks()
            || titles.named
            || (count > 0 && (titles.path || columns || mostly_dated || named_so))
    }

    /// Returns how much speaks for it, to compare with the other parts of the page.
    pub(super) fn weight(&self) -> (bool, bool, bool, usize, usize) {
        (
            self.shape != Shape::Body,
            self.is_served(),
            self.header.is_known(),
            self.dated,
            self.entries.len(),
        )
    }

    /// Returns the entries. Where the server writes no slash behind any directory, its other marks count; where there are
    /// none of these either, a row without size among rows with sizes is a directory.
    pub(super) fn take_entries(&mut self) -> Vec<IndexEntry> {
        let mut entries = std::mem::take(&mut self.entries);
        if self.slashes {
            return entries;
        }
        for at in &self.marked {
            if let Some(entry) = entries.get_mut(*at as usize) {
                entry.kind = EntryKind::Directory;
                entry.size = None;
            }
        }
        if self.marked.is_empty() && self.sized > 0 && self.dated == entries.len() {
            for entry in entries.iter_mut().filter(|entry| entry.size.is_none()) {
                entry.kind = EntryKind::Directory;
            }
        }
        entries
    }

    /// Says whether links in it sort a listing.
    pub(super) fn sorts(&self) -> bool {
        self.marks.sort
    }
}

/// Says whether the query of a link is one by which servers sort: `?C=N;O=D`, `?N=D`, `?ND`, `?sort=name&order=desc`.
pub(super) fn sorts(href: &[u8]) -> bool {
    let query = href.iter().position(|byte| *byte == b'?');
    let query = query.map_or(&[][..], |at| &href[at + 1..]);
    let query = query.to_ascii_lowercase();
    let starts = |text: &str| query.starts_with(text.as_bytes());
    let short = [
        "c=n", "c=m", "c=s", "c=d", "n=a", "n=d", "m=a", "m=d", "s=a", "s=d", "d=a", "d=d",
    ];
    short.iter().any(|text| starts(text))
        || starts("sort")
        || starts("order")
        || matches!(
            &query[..],
            b"nd" | b"na" | b"md" | b"ma" | b"sd" | b"sa" | b"dd" | b"da"
        )
}
