//! A region of a page that may be the listing: a `<pre>`, a `<table>`, a list, or the rest of the
//! page; and what titles and headings say of it.

use super::columns::Header;
use super::row::Row;
use crate::listing::{EntryKind, IndexEntry, Refused, RefusedReason};

/// Beginnings of titles and headings that servers give to listings, in lower case.
const TITLES: [&str; 14] = [
    "index of",
    "directory listing",
    "directory index",
    "directory contents",
    "directory:",
    "directory of",
    "directory viewer",
    "listing of",
    "listing:",
    "listing directory",
    "file listing",
    "files within",
    "files in",
    "contents of",
];

/// Words in titles and headings of error pages, in lower case.
const ERRORS: [&str; 8] = [
    "not found",
    "forbidden",
    "access denied",
    "unauthorized",
    "bad gateway",
    "service unavailable",
    "server error",
    "bad request",
];

/// What titles and headings suggest about the page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Titles {
    /// A title or heading is one that servers give to listings: `Index of …`.
    pub(super) named: bool,
    /// A title or heading ends with the directory's path.
    pub(super) path: bool,
    /// A title or heading is that of an error page.
    pub(super) error: bool,
}

impl Titles {
    /// Records a title or heading and returns whether it is one that servers give to listings.
    /// `path` is the directory's, without a trailing slash.
    pub(super) fn note(&mut self, words: &str, path: &str) -> bool {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = words.to_ascii_lowercase();
        let named = TITLES.iter().any(|title| lower.starts_with(title));
        self.named |= named;
        self.error |= !named && ERRORS.iter().any(|error| lower.contains(error));
        self.path |= if path.is_empty() {
            words == "/" || words.ends_with(" /")
        } else {
            words.trim_end_matches('/').ends_with(path)
        };
        named
    }
}

/// The kind of element that contains the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `<pre>`: a row is a line.
    Text,
    /// `<table>`: a row is a `<tr>`.
    Table,
    /// `<ul>` and similar elements: a row is a link with what follows it.
    List,
    /// The page outside these elements: a row is a link with what follows it.
    Body,
}

impl Shape {
    /// Number of shapes.
    pub(super) const COUNT: usize = 4;

    /// Returns the shape of the region that an element begins, if any.
    pub(super) fn of(tag: &[u8]) -> Option<Self> {
        match tag {
            b"pre" | b"listing" => Some(Self::Text),
            b"table" => Some(Self::Table),
            b"ul" | b"ol" | b"dir" | b"menu" => Some(Self::List),
            _ => None,
        }
    }
}

/// A region, with its entries and the evidence that it is the listing.
#[derive(Clone, Debug)]
pub(super) struct Region {
    pub(super) shape: Shape,
    pub(super) row: Row,
    pub(super) entries: Vec<IndexEntry>,
    pub(super) refused: Refused,
    /// The last refused link of the current row.
    refused_in_row: Option<Vec<u8>>,
    /// Whether its end tag was seen.
    pub(super) closed: bool,
    /// Positions of entries that something other than a slash marks as directories.
    marked: Vec<u32>,
    /// Whether any entry has a slash at its end.
    slashes: bool,
    marks: Marks,
    /// Whether the element's id is one that servers give to listings.
    named: bool,
    header: Header,
    dated: usize,
    sized: usize,
    /// Number of entries whose visible text is their name.
    named_so: usize,
    /// Number of rows with text but no entry.
    others: usize,
}

/// Marks of a server's own listing, which a table in a note does not have.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    /// The server's heading, `Index of /path`, directly before it.
    heading: bool,
    /// A link whose words are a server's for the parent directory.
    parent: bool,
    /// Links that sort the listing.
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

    /// Sets the head of the listing, which came from a block before.
    pub(super) fn set_header(&mut self, header: Header) {
        self.header = header;
    }

    /// Returns the head if the region has nothing else.
    pub(super) fn take_lone_header(&mut self) -> Option<Header> {
        let lone = self.header.has_columns() && self.is_empty() && self.marks.heading;
        lone.then(|| {
            self.marks.heading = false;
            std::mem::take(&mut self.header)
        })
    }

    /// Returns whether there is no link in the region.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.refused == Refused::default()
    }

    /// Returns whether most rows have a date or a size.
    pub(super) fn keeps_its_columns(&self) -> bool {
        !self.entries.is_empty() && self.dated.max(self.sized) * 2 >= self.entries.len()
    }

    /// Returns whether the region has the same head as `other`, and so may continue it.
    pub(super) fn continues(&self, other: &Self) -> bool {
        self.shape == other.shape
            && self.header.has_columns()
            && self.header == other.header
            && self.keeps_its_columns()
    }

    /// Ends the current row; `cut` tells that the page ends within it.
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

    /// Counts a link that is no entry. A link that a row has twice, as icon and as name, counts
    /// once.
    pub(super) fn refuse(&mut self, href: &[u8], reason: RefusedReason) {
        self.marks.sort |= reason == RefusedReason::Sort && sorts(href);
        // Below a head that names the columns, a further link beside the name is description.
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

    /// Checks the words of a link to a directory above for those that servers write.
    pub(super) fn note_parent(&mut self, words: &str) {
        let words = words.trim().to_ascii_lowercase();
        self.marks.parent |=
            words.contains("parent directory") || matches!(&words[..], ".." | "../" | "[..]");
    }

    /// Returns whether marks or the element's id tell that this is a server's own listing.
    pub(super) fn is_served(&self) -> bool {
        self.has_marks() || self.named
    }

    /// Returns whether it has marks that only a server's own listing has, perhaps an empty one.
    fn has_marks(&self) -> bool {
        self.marks.heading || self.marks.parent || self.marks.sort
    }

    /// Returns whether the region may be a listing.
    pub(super) fn is_listing(&self, titles: Titles) -> bool {
        let count = self.entries.len();
        // The dates in a list of news are not those of files.
        let filed = self.slashes || self.sized > 0;
        let mostly_dated = self.dated > 0 && self.dated * 2 >= count && filed;
        let named_so = count > 1 && self.named_so == count;
        if self.shape == Shape::Body {
            // Links in running text are a listing only if the page says that it is one, or they
            // look like files.
            let mostly_sized = self.sized * 2 >= count && self.sized > 0;
            return count > 0 && !titles.error && (titles.named || mostly_dated || mostly_sized);
        }
        let columns = self.header.is_known() && self.header.has_columns();
        self.has_marks()
            || titles.named
            || (count > 0 && !titles.error && (titles.path || columns || mostly_dated || named_so))
    }

    /// Returns the evidence that the region is the listing; the greatest in the page wins.
    pub(super) fn weight(&self) -> (bool, bool, bool, usize, usize) {
        (
            self.shape != Shape::Body,
            self.is_served(),
            self.header.is_known(),
            self.dated,
            self.entries.len(),
        )
    }

    /// Removes and returns the entries, with their final kinds.
    ///
    /// If no entry has a slash, other marks of directories count. If a list has none of these
    /// either, an entry without a size among others with sizes is a directory (`serve-index`).
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

    /// Returns whether the region is a `<pre>` with only links that show their names, or an empty
    /// one.
    pub(super) fn is_whole_text(&self) -> bool {
        self.shape == Shape::Text && self.named_so == self.entries.len() && self.others == 0
    }

    /// Returns whether links in the region sort a listing.
    pub(super) fn sorts(&self) -> bool {
        self.marks.sort
    }
}

/// Returns whether a link's query is one that sorts: `?C=N;O=D`, `?N=D`, `?ND`,
/// `?sort=name&order=desc`.
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
