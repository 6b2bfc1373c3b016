//! A part of a page that may be the listing: a `<pre>`, a `<table>` or a list.

use super::row::{Header, Row};
use super::{IndexEntry, RefusedLink, RefusedReason};

/// What kind of element holds the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `<pre>`: a row is a line.
    Text,
    /// `<table>`: a row is a `<tr>`.
    Table,
    /// `<ul>` and its like: a row is a link, without date and size.
    List,
}

impl Shape {
    /// How many there are.
    pub(super) const COUNT: usize = 3;

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
    pub(super) refused: Vec<RefusedLink>,
    /// Says whether its end tag was seen.
    pub(super) closed: bool,
    marks: Marks,
    header: Header,
    dated: usize,
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
    pub(super) fn new(shape: Shape, headed: bool) -> Self {
        Self {
            shape,
            row: Row::default(),
            entries: Vec::new(),
            refused: Vec::new(),
            closed: false,
            marks: Marks {
                heading: headed,
                ..Marks::default()
            },
            header: Header::default(),
            dated: 0,
        }
    }

    /// Ends the current row. `cut` says that the page ends within it.
    pub(super) fn end_row(&mut self, cut: bool) {
        if !self.header.known
            && self.entries.is_empty()
            && !self.row.has_link()
            && let Some(header) = self.row.as_header()
        {
            self.header = header;
        }
        if let Some(entry) = self.row.finish(&self.header, cut) {
            self.dated += usize::from(entry.modified.is_some());
            self.entries.push(entry);
        }
    }

    /// Notes a link that is no entry; one that is written twice in a row, as icon and as name, counts once.
    pub(super) fn refuse(&mut self, href: &[u8], reason: RefusedReason) {
        self.marks.sort |= reason == RefusedReason::Sort;
        let reason = match reason {
            // Below a head that names the columns, what stands beside the name is no name.
            RefusedReason::SecondLink if self.header.known => RefusedReason::Description,
            reason => reason,
        };
        let link = RefusedLink::new(href, reason);
        if self.refused.last() != Some(&link) {
            self.refused.push(link);
        }
    }

    /// Notes the words on a link to a directory above: servers write these, other pages do not.
    pub(super) fn note_parent(&mut self, words: &str) {
        let words = words.trim().to_ascii_lowercase();
        self.marks.parent |=
            words.starts_with("parent directory") || matches!(&words[..], ".." | "../");
    }

    /// Says whether it has marks that only a server's own listing has.
    pub(super) fn is_served(&self) -> bool {
        self.marks.heading || self.marks.parent || self.marks.sort
    }

    /// Says whether it looks like a listing at all. `titled` says that the page's title is `Index of …`.
    pub(super) fn is_listing(&self, titled: bool) -> bool {
        self.is_served()
            || self.header.known
            || titled
            || (self.dated > 0 && self.dated * 2 >= self.entries.len())
    }

    /// Returns how much speaks for it, to compare with the other parts of the page.
    pub(super) fn weight(&self) -> (bool, bool, usize, usize) {
        (
            self.is_served(),
            self.header.known,
            self.dated,
            self.entries.len(),
        )
    }
}
