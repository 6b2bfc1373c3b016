//! Reads one directory of a mirror, in several pages where the server lists it so.

use super::http::{ReadLimits, read_chunks, request};
use crate::catalogue::{Provenance, RemoteFile};
use crate::listing::{
    Continuation, DirectoryIndex, EntryKind, IndexEntry, NotAnIndex, PageRequest, Size,
    find_by_name, sort_by_name,
};
use crate::mirror::{IndexKind, Mirror, MirrorId, RemotePath};
use crate::port::{Clock, Fetch, FetchError, IndexError, ReadIndex};

/// Least milliseconds between two reports of progress.
const REPORT_EVERY: u64 = 200;

/// A directory as a mirror showed it.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveDirectory {
    /// The mirror.
    pub mirror: MirrorId,
    /// Path of the directory on the main site.
    pub path: RemotePath,
    /// The index, in the order of [`sort_by_name`](crate::listing::sort_by_name), of at most [`MAX_ENTRIES`](super::MAX_ENTRIES)
    /// entries.
    pub index: DirectoryIndex,
    /// Whether the directory has more entries than `index`.
    pub more: bool,
    /// When it was read, in milliseconds since 1970.
    pub read_at: u64,
}

/// Why a directory could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectoryError {
    /// The index page could not be fetched.
    Fetch(FetchError),
    /// The response is no directory index.
    NotAnIndex(NotAnIndex),
    /// The parser could not start, or ended early.
    Reader {
        /// The browser's message.
        reason: String,
    },
    /// The mirror has no directory indexes that a browser can read.
    NoIndexPages,
}

impl DirectoryError {
    /// Returns whether another mirror may succeed: the fault is the mirror's, not the path's.
    pub fn is_mirror_fault(&self) -> bool {
        match self {
            Self::Fetch(error) => error.is_mirror_fault(),
            Self::NotAnIndex(NotAnIndex::ServerError { code, .. }) => code != "NoSuchKey",
            Self::NotAnIndex(_) | Self::NoIndexPages => true,
            Self::Reader { .. } => false,
        }
    }
}

impl From<FetchError> for DirectoryError {
    fn from(error: FetchError) -> Self {
        Self::Fetch(error)
    }
}

impl From<IndexError> for DirectoryError {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::NotAnIndex(error) => Self::NotAnIndex(error),
            IndexError::ReaderFailed { reason } => Self::Reader { reason },
        }
    }
}

/// The ports that reading a directory needs.
#[derive(Clone, Copy)]
pub struct Clients<'a> {
    /// Fetches pages.
    pub fetch: &'a dyn Fetch,
    /// Parses them.
    pub index: &'a dyn ReadIndex,
    /// Limits the waiting.
    pub clock: &'a dyn Clock,
}

/// Reads the index of a directory, given as path on the main site: page by page, where the mirror lists it in several.
///
/// `report` gets the number of bytes received so far: with the first, then at most five times a second. If a later page fails, the index holds the
/// pages before it and is marked as truncated.
pub async fn read_directory(
    clients: Clients<'_>,
    mirror: &Mirror,
    directory: &RemotePath,
    report: &mut dyn FnMut(u64),
) -> Result<LiveDirectory, DirectoryError> {
    if !mirror.has_directory_index() {
        return Err(DirectoryError::NoIndexPages);
    }
    let clock = clients.clock;
    let mut got = 0;
    let mut reported = 0;
    let mut count = |bytes: usize| {
        got += bytes as u64;
        if clock.now() >= reported + REPORT_EVERY {
            reported = clock.now();
            report(got);
        }
    };
    clients.index.prepare();
    let mut pages = Pages::default();
    let mut url = mirror.page_index_url(directory, None);
    loop {
        match read_page(clients, mirror, directory, &url, &mut count).await {
            Ok(page) => match pages.add(page) {
                Some(next) => url = mirror.page_index_url(directory, Some(next.parameter())),
                None => break,
            },
            // A part, marked as such, is worth more than nothing.
            Err(_) if pages.cut() => break,
            Err(error) => return Err(error),
        }
    }
    let (index, more) = pages.finish();
    Ok(LiveDirectory {
        mirror: mirror.id.clone(),
        path: mirror.path_on_site(&mirror.path_here(directory)),
        index,
        more,
        read_at: clock.now(),
    })
}

/// Reads one page of the index.
async fn read_page(
    clients: Clients<'_>,
    mirror: &Mirror,
    directory: &RemotePath,
    url: &str,
    count: &mut dyn FnMut(usize),
) -> Result<DirectoryIndex, DirectoryError> {
    let (clock, limits) = (clients.clock, ReadLimits::INDEX);
    let body = request(clients.fetch, clock, url, limits.answer).await?;
    let head = body.head();
    let refusal = head.success().err();
    if let Some(error) = &refusal
        && (!is_bucket(mirror) || error.is_outage())
    {
        return Err(error.clone().into());
    }
    if !same_directory(url, &head.url) {
        let to = head.url.clone();
        return Err(FetchError::MovedElsewhere { to }.into());
    }
    let mut job = clients.index.start(&PageRequest {
        page_url: head.url.clone(),
        base: mirror.page_base().clone(),
        directory: Some(mirror.path_here(directory)),
        content_type: head.content_type.clone(),
    });
    let mut got = 0;
    let mut take = |bytes: &[u8]| {
        got += bytes.len() as u64;
        job.push(bytes);
        count(bytes.len());
    };
    let cut = read_chunks(body, clock, limits, &mut take).await?;
    let read = job.finish(cut).await;
    if let Some(error) = refusal {
        return Err(match read {
            Err(IndexError::NotAnIndex(named @ NotAnIndex::ServerError { .. })) => {
                DirectoryError::NotAnIndex(named)
            }
            _ => error.into(),
        });
    }
    match read {
        // A page that was cut before its first entry may have many.
        Ok(DirectoryIndex { entries, .. }) if cut && entries.is_empty() => {
            Err(FetchError::Broken { got }.into())
        }
        Err(IndexError::NotAnIndex(_)) if cut => Err(FetchError::Broken { got }.into()),
        read => read?
            .unless_all_refused()
            .map_err(DirectoryError::NotAnIndex),
    }
}

/// Returns whether a mirror answers as S3 does: with a document that explains a failing status.
fn is_bucket(mirror: &Mirror) -> bool {
    mirror.index == IndexKind::S3
}

/// Returns whether two addresses name the same directory: a slash at the end makes no difference.
fn same_directory(asked: &str, answered: &str) -> bool {
    let path = |address: &str| {
        url::Url::parse(address).map(|url| url.path().trim_end_matches('/').to_owned())
    };
    path(asked) == path(answered)
}

/// Totals of a directory's direct children.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DirectoryTotals {
    /// Number of directories.
    pub directories: usize,
    /// Number of files.
    pub files: usize,
    /// Bytes of the files with a size.
    pub bytes: u64,
    /// Whether all of these sizes are exact.
    pub exact: bool,
    /// Number of files without a size.
    pub unknown: usize,
}

impl DirectoryTotals {
    /// Returns the totals of a directory's entries.
    pub fn of(entries: &[IndexEntry]) -> Self {
        let mut totals = Self {
            exact: true,
            ..Self::default()
        };
        for entry in entries {
            match (entry.kind, entry.size) {
                (EntryKind::Directory, _) => totals.directories += 1,
                (EntryKind::File, size) => {
                    totals.files += 1;
                    totals.unknown += usize::from(size.is_none());
                    totals.bytes = totals.bytes.saturating_add(size.map_or(0, Size::bytes));
                    totals.exact &= size.is_none_or(Size::is_exact);
                }
            }
        }
        totals
    }
}

impl LiveDirectory {
    /// Returns the totals of the directory's direct children.
    pub fn totals(&self) -> DirectoryTotals {
        DirectoryTotals::of(&self.index.entries)
    }

    /// Returns the paths of its files on the main site.
    pub fn files(&self) -> impl Iterator<Item = RemotePath> {
        self.file_entries().map(|(path, _)| path)
    }

    /// Returns the facts of each of its files.
    pub fn facts(&self) -> impl Iterator<Item = RemoteFile> {
        self.file_entries()
            .map(|(path, entry)| self.fact(path, entry))
    }

    /// Returns the facts of a file, given by its path on the main site; nothing if the directory does not list it.
    pub fn file(&self, path: &RemotePath) -> Option<RemoteFile> {
        let name = path.below(&self.path)?;
        let entry = find_by_name(&self.index.entries, name, EntryKind::File)?;
        Some(self.fact(path.clone(), entry))
    }

    fn file_entries(&self) -> impl Iterator<Item = (RemotePath, &IndexEntry)> {
        let entries = self.index.entries.iter();
        let files = entries.filter(|entry| entry.kind == EntryKind::File);
        // A name that makes no path is no entry.
        files.filter_map(|entry| Some((self.path.join(&entry.name).ok()?, entry)))
    }

    fn fact(&self, path: RemotePath, entry: &IndexEntry) -> RemoteFile {
        RemoteFile {
            size: entry.size,
            modified: entry.modified,
            provenance: Provenance::DirectoryIndex {
                mirror: self.mirror.clone(),
                read_at: self.read_at,
            },
            ..RemoteFile::unknown(path)
        }
    }
}

/// Most entries that are kept of a directory.
pub const MAX_ENTRIES: usize = 100_000;

/// Joins the pages of one directory.
#[derive(Debug, Default)]
pub(super) struct Pages {
    index: Option<DirectoryIndex>,
    continued: Vec<Continuation>,
    more: bool,
}

impl Pages {
    /// Adds a page, and returns where the next one begins. A page that leads back to an earlier one ends the reading.
    pub(super) fn add(&mut self, mut page: DirectoryIndex) -> Option<Continuation> {
        let next = page.next.take();
        match &mut self.index {
            None => self.index = Some(page),
            Some(index) => {
                index.entries.append(&mut page.entries);
                index.refused.append(&page.refused);
                index.truncated |= page.truncated;
            }
        }
        let count = self.index.as_ref().map_or(0, |index| index.entries.len());
        self.more = count > MAX_ENTRIES || (count == MAX_ENTRIES && next.is_some());
        let next = next.filter(|_| count < MAX_ENTRIES)?;
        if self.continued.contains(&next) {
            self.cut();
            return None;
        }
        self.continued.push(next.clone());
        Some(next)
    }

    /// Marks the index as truncated; returns whether any page has come.
    pub(super) fn cut(&mut self) -> bool {
        if let Some(index) = &mut self.index {
            index.truncated = true;
        }
        self.index.is_some()
    }

    /// Returns the joined index, and whether entries beyond [`MAX_ENTRIES`] were dropped.
    pub(super) fn finish(self) -> (DirectoryIndex, bool) {
        let mut index = self.index.unwrap_or_default();
        index.entries.truncate(MAX_ENTRIES);
        if !self.continued.is_empty() {
            // Each page is in order by itself.
            sort_by_name(&mut index.entries);
        }
        (index, self.more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::{EntryKind, IndexEntry};

    fn page(names: std::ops::Range<usize>, next: Option<&str>) -> DirectoryIndex {
        let entry = |number| IndexEntry {
            name: format!("{number}"),
            kind: EntryKind::File,
            size: None,
            modified: None,
        };
        DirectoryIndex {
            entries: names.map(entry).collect(),
            next: next.map(|token| Continuation::Token(token.to_owned())),
            ..DirectoryIndex::default()
        }
    }

    #[test]
    fn pages_are_put_together_until_none_follows() {
        let mut pages = Pages::default();
        assert!(!pages.cut(), "nothing came yet");
        for (rows, token) in [(0..1000, "a"), (1000..2000, "b")] {
            let next = pages.add(page(rows, Some(token)));
            assert_eq!(next, Some(Continuation::Token(token.to_owned())));
        }
        assert_eq!(pages.add(page(2000..2500, None)), None);
        let (index, more) = pages.finish();
        assert_eq!(
            (index.entries.len(), index.truncated, more),
            (2500, false, false)
        );
    }

    #[test]
    fn a_page_that_leads_back_ends_the_reading_and_is_told() {
        let mut pages = Pages::default();
        assert!(pages.add(page(0..10, Some("a"))).is_some());
        assert!(pages.add(page(10..20, Some("a"))).is_none());
        let (index, _) = pages.finish();
        assert_eq!((index.entries.len(), index.truncated), (20, true));
    }

    #[test]
    fn no_more_is_kept_than_can_be_shown_and_that_is_told() {
        for (count, next, more) in [
            (MAX_ENTRIES - 1, Some("a"), false),
            (MAX_ENTRIES, None, false),
            (MAX_ENTRIES, Some("a"), true),
            (MAX_ENTRIES + 1, None, true),
        ] {
            let mut pages = Pages::default();
            let goes_on = pages.add(page(0..count, next)).is_some();
            assert_eq!(goes_on, count < MAX_ENTRIES);
            let (index, found) = pages.finish();
            assert_eq!((index.entries.len(), found), (count.min(MAX_ENTRIES), more));
        }
    }
}
