//! Looks checksums up in a mirror's `current.tree`, its own list of all files.
//!
//! The list is over 100 MB on the main site: it is read only when the user asks, and no further than needed.

use std::collections::BTreeSet;

use crate::catalogue::{Provenance, RemoteFile};
use crate::listing::Size;
use crate::mirror::{Mirror, RemotePath};
use crate::port::{Body, Clock, Fetch, FetchError};
use crate::table::{TreeReader, TreeRow};

use super::http::{SILENCE, next_chunk, request};

/// Least milliseconds between two reports of progress.
const REPORT_EVERY: u64 = 200;

/// Name of the list, at the root of a mirror.
pub const CURRENT_TREE: &str = "current.tree";

/// Progress of [`find_checksums`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChecksumProgress {
    /// Bytes read.
    pub read: u64,
    /// Length of the list in bytes, if the mirror announces it.
    pub total: Option<u64>,
    /// Wanted files that were found.
    pub found: usize,
}

/// Result of [`find_checksums`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundChecksums {
    /// Wanted files that were found, with size, date and checksum.
    pub files: Vec<RemoteFile>,
    /// Number of wanted files that the list lacks, or has without a checksum.
    pub missing: usize,
    /// Number of lines that could not be read.
    pub skipped: u64,
}

struct ChecksumSearch {
    wanted: BTreeSet<RemotePath>,
    found: Vec<RemoteFile>,
    provenance: Provenance,
}

impl ChecksumSearch {
    fn take(&mut self, row: TreeRow) {
        if row.md5.is_some() && self.wanted.remove(&row.path) {
            self.found.push(RemoteFile {
                size: Some(Size::Exact(row.size)),
                modified: row.modified,
                md5: row.md5,
                provenance: self.provenance.clone(),
                ..RemoteFile::unknown(row.path)
            });
        }
    }
}

/// Reads a mirror's list until all wanted files are found, or to its end.
///
/// # Errors
///
/// [`FetchError`] if the list cannot be read, stalls, or ends before its announced length with files still wanted: those may
/// stand in the rest.
///
/// # Panics
///
/// Never: the list's name is a constant without slash.
pub async fn find_checksums(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    mirror: &Mirror,
    wanted: BTreeSet<RemotePath>,
    mut report: impl FnMut(ChecksumProgress),
) -> Result<FoundChecksums, FetchError> {
    let mut body = open_list(fetch, clock, mirror).await?;
    let mut search = ChecksumSearch {
        wanted,
        found: Vec::new(),
        provenance: Provenance::CurrentTree {
            mirror: mirror.id.clone(),
            read_at: clock.now(),
        },
    };
    let mut progress = ChecksumProgress {
        total: body.head().body_length(),
        ..ChecksumProgress::default()
    };
    let mut reader = TreeReader::default();
    let mut reported = 0;
    while !search.wanted.is_empty() {
        let chunk = next_chunk(&mut *body, clock, SILENCE, progress.read).await?;
        let Some(chunk) = chunk else {
            break;
        };
        progress.read += chunk.len() as u64;
        reader.push(&chunk, |row| search.take(row));
        progress.found = search.found.len();
        if clock.now() >= reported + REPORT_EVERY {
            reported = clock.now();
            report(progress);
        }
    }
    let skipped = if search.wanted.is_empty() {
        reader.skipped()
    } else if progress.total.is_some_and(|total| progress.read < total) {
        return Err(FetchError::Broken { got: progress.read });
    } else {
        // The last line may lack its line break.
        reader.finish(|row| search.take(row)).skipped
    };
    Ok(FoundChecksums {
        files: search.found,
        missing: search.wanted.len(),
        skipped,
    })
}

async fn open_list(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    mirror: &Mirror,
) -> Result<Box<dyn Body>, FetchError> {
    let list = RemotePath::root()
        .join(CURRENT_TREE)
        .expect("a constant name without slash");
    let body = request(fetch, clock, &mirror.page_file_url(&list), SILENCE).await?;
    let head = body.head();
    if head.status != 200 {
        return Err(head.refusal());
    }
    if head.is_html() {
        return Err(FetchError::status(404));
    }
    Ok(body)
}
