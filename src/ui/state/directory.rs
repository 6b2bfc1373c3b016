//! Reading one directory of a mirror.

use crate::catalogue::{Provenance, RemoteFile};
use crate::listing::{self, DirectoryIndex, EntryKind, NotAnIndex};
use crate::mirror::{IndexKind, Mirror, RemotePath};
use crate::port::{Clock, Fetch, FetchError, ReadLimits, read_text};

/// A directory as a mirror showed it.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveDirectory {
    /// What its page says.
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
    /// The mirror has no directory index pages that a browser can read.
    NoIndexPages,
}

/// Reads the index of a directory, given as path on the main site.
pub async fn read_directory(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    mirror: &Mirror,
    directory: &RemotePath,
) -> Result<LiveDirectory, DirectoryError> {
    if mirror.index != IndexKind::Pages {
        return Err(DirectoryError::NoIndexPages);
    }
    let url = mirror.page_index_url(directory, None);
    let text = read_text(fetch, clock, &url, ReadLimits::INDEX)
        .await
        .map_err(DirectoryError::Fetch)?;
    if !same_directory(&url, &text.head.url) {
        return Err(DirectoryError::Fetch(FetchError::MovedElsewhere {
            to: text.head.url,
        }));
    }
    let mut index = listing::read(
        &text.bytes,
        &text.head.url,
        mirror.page_base(),
        &mirror.path_here(directory),
    )
    .map_err(DirectoryError::NotAnIndex)?;
    index.truncated |= text.cut;
    Ok(LiveDirectory {
        index,
        read_at: clock.now(),
    })
}

/// Says whether two addresses are of the same directory: a slash at the end makes no difference.
fn same_directory(asked: &str, answered: &str) -> bool {
    let path = |address: &str| {
        url::Url::parse(address).map(|url| url.path().trim_end_matches('/').to_owned())
    };
    path(asked) == path(answered)
}

impl LiveDirectory {
    /// Returns the files of the directory, by their paths on the main site.
    pub fn files(&self, mirror: &Mirror, directory: &RemotePath) -> Vec<RemoteFile> {
        let here = mirror.path_here(directory);
        self.index
            .entries
            .iter()
            .filter(|entry| entry.kind == EntryKind::File)
            .filter_map(|entry| {
                Some(RemoteFile {
                    path: mirror.path_on_site(&here.join(&entry.name).ok()?),
                    size: entry.size,
                    modified: entry.modified,
                    md5: None,
                    provenance: Provenance::DirectoryIndex {
                        mirror: mirror.id.clone(),
                        read_at: self.read_at,
                    },
                })
            })
            .collect()
    }
}
