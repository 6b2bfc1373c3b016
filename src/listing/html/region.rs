//! A part of a page that may be the listing: a `<pre>`, a `<table>`, a list, or all that is in none of these.

use super::columns::Header;
use super::row::Row;
use super::titles::Titles;
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
    /// How many rows have text and no entry.
    others: usize,
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
            others: 0,
        }
    }

    /// Takes the head of the listing from a block before.
    pub(super) fn set_header(&mut self, header: Header) {
        self.header = header;
    }

    /// Gives away the head, if there is nothing else here.
    pub(super) fn take_lone_header(&mut self) -> Option<Header> {
        let lone = self.header.has_columns() && self.is_empty() && self.marks.heading;
        lone.then(|| {
            self.marks.heading = false;
            std::mem::take(&mut self.header)
        })
    }

    /// Says whether there is no link in it.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.refused == Refused::default()
    }

    /// Says whether most rows have a date or a size.
    pub(super) fn keeps_its_columns(&self) -> bool {
        !self.entries.is_empty() && self.dated.max(self.sized) * 2 >= self.entries.len()
    }

    /// Says whether it has the same head as another.
    pub(super) fn continues(&self, other: &Self) -> bool {
        self.shape == other.shape
            && self.header.has_columns()
            && self.header == other.header
            && self.keeps_its_columns()
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
        self.others += usize::from(!self.row.has_link() && self.row.has_text());
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
            return count > 0 && !titles.error && (titles.named || mostly_dated || mostly_sized);
        }
        let columns = self.header.is_known() && self.header.has_columns();
        self.has_marks()
            || titles.named
            || (count > 0 && !titles.error && (titles.path || columns || mostly_dated || named_so))
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

    /// Returns the entries. Where the server writes no slash behind any directory, its other marks count; where a list has
    /// none of these either, an entry without size among others with sizes is a directory (`serve-index`).
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
        let is_list = self.shape == Shape::List;
        if is_list && self.marked.is_empty() && self.sized > 0 && self.dated == entries.len() {
            for entry in entries.iter_mut().filter(|entry| entry.size.is_none()) {
                entry.kind = EntryKind::Directory;
            }
        }
        entries
    }

    /// Adds the rows of another region.
    pub(super) fn append(&mut self, mut other: Self) {
        let offset = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let marked = other.marked.iter().map(|at| at.saturating_add(offset));
        self.marked.extend(marked);
        self.entries.append(&mut other.entries);
        self.refused.append(&other.refused);
        self.slashes |= other.slashes;
        self.closed &= other.closed;
    }

    /// Says whether it is a `<pre>` of nothing but links that show the names that they lead to; also an empty one.
    pub(super) fn is_whole_text(&self) -> bool {
        self.shape == Shape::Text && self.named_so == self.entries.len() && self.others == 0
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
