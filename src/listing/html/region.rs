//! A region of a page that may be the listing: a `<pre>`, a `<table>`, a list, or the rest of the
//! page.

use super::columns::{SizePlace, count_rows};
use super::header::Header;
use super::link::sorts;
use super::queried::{Queried, accept};
use super::row::{DirectoryMark, Row};
use super::scripts::{Scripts, Source};
use super::shape::Shape;
use super::titles::Titles;
use super::words::is_file_name;
use crate::listing::date::NumericDate;
use crate::listing::{EntryKind, IndexEntry, Refused, RefusedReason};

/// A region, with its entries and the evidence that it is the listing.
#[derive(Clone, Debug)]
pub(super) struct Region {
    pub(super) shape: Shape,
    pub(super) row: Row,
    pub(super) entries: Vec<IndexEntry>,
    pub(super) refused: Refused,
    /// Rows without any link that look like entries. They count if the listing has no other.
    pub(super) unlinked: Refused,
    /// The last refused link of the current row.
    refused_in_row: Option<Vec<u8>>,
    /// Whether its end tag was seen.
    pub(super) closed: bool,
    /// Entries that something other than a slash marks as directories: their positions, and what it is.
    marked: Vec<(u32, DirectoryMark)>,
    /// Positions of entries with a dash where sizes stand.
    dashed: Vec<u32>,
    /// Positions of entries whose size is a lone number before the link.
    lone: Vec<u32>,
    /// Rows whose link has a query, which may be entries.
    pub(super) queried: Vec<Queried>,
    /// Dates whose order other dates must tell, with the positions of their entries.
    numeric: Vec<(u32, NumericDate)>,
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
            unlinked: Refused::default(),
            refused_in_row: None,
            closed: false,
            marked: Vec::new(),
            dashed: Vec::new(),
            lone: Vec::new(),
            numeric: Vec::new(),
            queried: Vec::new(),
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

    /// Takes the heading off a table that only lays out the page, for the listing within it.
    pub(super) fn take_heading(&mut self) -> bool {
        let is_layout = self.is_empty() && !self.row.has_link() && !self.header.is_known();
        is_layout && std::mem::take(&mut self.marks.heading)
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

    /// Returns whether it is a table of files, by its head or its id, that has no rows.
    pub(super) fn is_empty_table(&self) -> bool {
        let is_of_files = self.named || self.header.has_columns();
        self.shape == Shape::Table
            && is_of_files
            && self.is_empty()
            && self.unlinked == Refused::default()
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
        let is_linked = self.row.has_link() || self.refused_in_row.take().is_some();
        if !self.header.is_known()
            && self.entries.is_empty()
            && !self.row.has_link()
            && let Some(header) = self.row.as_header()
        {
            self.header = header;
        } else if !is_linked && let Some(text) = self.row.unlinked(self.shape, &self.header) {
            self.unlinked.add(text.as_bytes(), RefusedReason::NoLink);
        }
        self.others += usize::from(!self.row.has_link() && self.row.has_text());
        if let Some(row) = self.row.finish(&self.header, cut) {
            if let Some(href) = row.queried {
                let entry = Queried {
                    place: self.entries.len(),
                    href,
                    is_certain: row.dated || row.entry.size.is_some(),
                    shows_name: row.shows_name,
                    entry: row.entry,
                };
                self.queried.push(entry);
                self.dated += usize::from(row.dated);
                return;
            }
            self.dated += usize::from(row.dated);
            self.sized += usize::from(row.entry.size.is_some());
            self.named_so += usize::from(row.shows_name);
            self.slashes |= row.entry.kind == EntryKind::Directory;
            let place = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            if row.mark != DirectoryMark::None {
                self.marked.push((place, row.mark));
            }
            match row.size_place {
                SizePlace::Dash if row.entry.kind == EntryKind::File => self.dashed.push(place),
                SizePlace::Lone => self.lone.push(place),
                SizePlace::Dash | SizePlace::Plain => {}
            }
            self.numeric.extend(row.numeric.map(|date| (place, date)));
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
        let count = self.entries.len() + self.queried.len();
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

    /// Removes and returns the entries, with their final kinds and dates.
    ///
    /// A slash in the text or a directory's mode is sure. If no entry has a slash, words count, and icons and classes: not one
    /// that every row bears though some have sizes or a file's name, nor one on a row with a size. If there are none of these, a dash where
    /// others have sizes is a directory's; and in a list an entry without a size among others with sizes (`serve-index`).
    pub(super) fn take_entries(&mut self) -> Vec<IndexEntry> {
        let mut entries = std::mem::take(&mut self.entries);
        self.resolve_dates(&mut entries);
        self.drop_counts(&mut entries);
        let count = |mark| self.marked.iter().filter(|(_, is)| *is == mark).count();
        let icons = count(DirectoryMark::Icon);
        let are_folders =
            || self.sized == 0 && !entries.iter().any(|entry| is_file_name(&entry.name));
        let icons_tell = icons > 0 && (icons < entries.len() || are_folders());
        let is_told = if self.slashes || count(DirectoryMark::Sure) > 0 {
            Some(DirectoryMark::Sure)
        } else if count(DirectoryMark::Word) > 0 || icons_tell {
            Some(DirectoryMark::Icon)
        } else {
            None
        };
        let told = self
            .marked
            .iter()
            .filter(|(_, mark)| is_told.is_some_and(|least| *mark >= least));
        for (place, mark) in told {
            let entry = entries.get_mut(*place as usize);
            if let Some(entry) = entry
                && (*mark > DirectoryMark::Icon || entry.size.is_none())
            {
                entry.kind = EntryKind::Directory;
                entry.size = None;
            }
        }
        if is_told.is_none() && self.sized > 0 {
            for place in &self.dashed {
                if let Some(entry) = entries.get_mut(*place as usize)
                    && entry.size.is_none()
                {
                    entry.kind = EntryKind::Directory;
                }
            }
        }
        let is_list = self.shape == Shape::List && !self.slashes;
        if is_list && self.marked.is_empty() && self.sized > 0 && self.dated == entries.len() {
            for entry in entries.iter_mut().filter(|entry| entry.size.is_none()) {
                entry.kind = EntryKind::Directory;
            }
        }
        let queried = std::mem::take(&mut self.queried);
        accept(queried, entries, &mut self.refused)
    }

    /// Reads the dates whose day and month could be either, by the order that the other dates tell.
    fn resolve_dates(&self, entries: &mut [IndexEntry]) {
        let mut orders = self.numeric.iter().filter_map(|(_, date)| date.order());
        let first = orders.next();
        let agree = first.is_none_or(|first| orders.all(|order| order == first));
        for (place, date) in &self.numeric {
            if let Some(entry) = entries.get_mut(*place as usize) {
                // Where rows contradict each other, what is usual is not known either.
                entry.modified = date.resolve(first.filter(|_| agree), agree);
            }
        }
    }

    /// Drops lone numbers that were taken for sizes where they count the rows, 1, 2, 3, or the blocks of the disk, of which each file
    /// takes four or a multiple (`ls -s`). In a table they are no sizes if other rows have theirs in another column.
    fn drop_counts(&self, entries: &mut [IndexEntry]) {
        let size_of = |place: &u32| {
            let size = entries.get(*place as usize)?.size?;
            Some((u64::from(*place), size.bytes()))
        };
        let numbers: Vec<(u64, u64)> = self.lone.iter().filter_map(size_of).collect();
        let are_others = if self.shape == Shape::Table {
            numbers.len() < self.sized
        } else {
            self.dated == 0 && numbers.iter().all(|(_, number)| number % 4 == 0)
        };
        if are_others || count_rows(&numbers) {
            for place in &self.lone {
                if let Some(entry) = entries.get_mut(*place as usize) {
                    entry.size = None;
                }
            }
        }
    }

    /// Adds the rows of another region.
    pub(super) fn append(&mut self, mut other: Self) {
        let offset = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let shifted = |place: u32| place.saturating_add(offset);
        let marked = other.marked.iter();
        self.marked
            .extend(marked.map(|(place, mark)| (shifted(*place), *mark)));
        let dashed = other.dashed.iter();
        self.dashed.extend(dashed.map(|place| shifted(*place)));
        let lone = other.lone.iter();
        self.lone.extend(lone.map(|place| shifted(*place)));
        let numeric = other.numeric.iter();
        self.numeric
            .extend(numeric.map(|(place, date)| (shifted(*place), *date)));
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

    /// Returns whether scripts could fill the region, which is empty. Servers that write the rows themselves write links to
    /// sort them, a text alone, or their heading; their own scripts, as lighttpd's, only sort.
    pub(super) fn may_be_filled(&self, scripts: Scripts) -> bool {
        let is_written = self.marks.sort || self.shape == Shape::Text;
        let could = match scripts.source {
            Source::None => false,
            Source::Inline => !self.marks.heading,
            Source::Elsewhere => true,
        };
        scripts.are_awaited() || (could && !is_written)
    }

    /// Returns whether links in the region sort a listing.
    pub(super) fn sorts(&self) -> bool {
        self.marks.sort
    }
}
