//! Reading one directory of a mirror.

use crate::catalogue::{Provenance, RemoteFile};
use crate::listing::{Asked, DirectoryIndex, EntryKind, NotAnIndex, find_by_name};
use crate::mirror::{Mirror, MirrorId, RemotePath};
use crate::port::{Clock, Fetch, FetchError, IndexError, ReadIndex, ReadLimits, open, pour};

/// A directory as a mirror showed it.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveDirectory {
    /// The mirror.
    pub mirror: MirrorId,
    /// The directory's path on the main site.
    pub path: RemotePath,
    /// What its page says, in the order of [`sort_by_name`](crate::listing::sort_by_name).
    pub index: DirectoryIndex,
    /// When it was read, in milliseconds since 1970.
    pub read_at: u64,
}

/// Why a directory could not be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectoryError {
    /// The page could not be read.
    Fetch(FetchError),
    /// What was read is no directory index.
    NotAnIndex(NotAnIndex),
    /// What reads directory indexes could not start, or ended early; in the browser's words.
    Reader {
        /// The browser's words.
        reason: String,
    },
    /// The mirror has no directory index pages that a browser can read.
    NoIndexPages,
}

/// Reads the index of a directory, given as path on the main site, while it comes.
pub async fn read_directory(
    fetch: &dyn Fetch,
    reader: &dyn ReadIndex,
    clock: &dyn Clock,
    mirror: &Mirror,
    directory: &RemotePath,
) -> Result<LiveDirectory, DirectoryError> {
    if !mirror.has_directory_index {
        return Err(DirectoryError::NoIndexPages);
    }
    reader.prepare();
    let url = mirror.directory_url(directory);
    let limits = ReadLimits::INDEX;
    let body = open(fetch, clock, &url, limits).await?;
    let head = body.head();
    if !same_directory(&url, &head.url) {
        return Err(DirectoryError::Fetch(FetchError::MovedElsewhere {
            to: head.url.clone(),
        }));
    }
    let mut job = reader.start(&Asked {
        page_url: head.url.clone(),
        base: mirror.base_url.clone(),
        directory: Some(mirror.path_here(directory)),
        content_type: head.content_type.clone(),
    });
    let cut = pour(body, clock, limits, |bytes| job.push(bytes)).await?;
    let index = job.finish(cut).await?;
    Ok(LiveDirectory {
        mirror: mirror.id.clone(),
        path: mirror.path_on_site(&mirror.path_here(directory)),
        index,
        read_at: clock.now(),
    })
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

/// Says whether two addresses are of the same directory: a slash at the end makes no difference.
fn same_directory(asked: &str, answered: &str) -> bool {
    let path = |address: &str| {
        url::Url::parse(address).map(|url| url.path().trim_end_matches('/').to_owned())
    };
    path(asked) == path(answered)
}

impl LiveDirectory {
    /// Returns the paths of its files on the main site.
    pub fn files(&self) -> impl Iterator<Item = RemotePath> {
        let entries = self.index.entries.iter();
        let files = entries.filter(|entry| entry.kind == EntryKind::File);
        // A name that makes no path is no entry.
        files.filter_map(|entry| self.path.join(&entry.name).ok())
    }

    /// Returns what it says of a file, given by its path on the main site.
    pub fn file(&self, path: &RemotePath) -> Option<RemoteFile> {
        let name = path.below(&self.path)?;
        let entry = find_by_name(&self.index.entries, name, EntryKind::File)?;
        Some(RemoteFile {
            path: path.clone(),
            size: entry.size,
            modified: entry.modified,
            md5: None,
            provenance: Provenance::DirectoryIndex {
                mirror: self.mirror.clone(),
                read_at: self.read_at,
            },
        })
    }
}
