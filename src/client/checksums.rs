//! Finding checksums in a mirror's `current.tree`, its own list of everything.
//!
//! The list is over 100 MB on the main site, so it is read only when the user asks, line by line, and no further than needed.

use std::collections::BTreeSet;

use crate::catalogue::{Provenance, RemoteFile};
use crate::listing::Size;
use crate::mirror::{Mirror, RemotePath};
use crate::port::{Body, Clock, Fetch, FetchError, same_site, with_timeout};
use crate::table::{TreeReader, TreeRow};

/// Milliseconds without a byte after which the list counts as stalled.
const SILENCE: u32 = 30_000;

/// Least milliseconds between two reports.
const REPORT_EVERY: u64 = 200;

/// Where the list lies on the main site.
pub const CURRENT_TREE: &str = "current.tree";

/// How far the reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChecksumProgress {
    /// Bytes read.
    pub read: u64,
    /// Bytes in all, if the mirror says.
    pub total: Option<u64>,
    /// Files found.
    pub found: usize,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundChecksums {
    /// The files with size, date and checksum.
    pub files: Vec<RemoteFile>,
    /// How many of the wanted files the list does not have, or has without a checksum.
    pub missing: usize,
    /// How many lines of the list could not be read.
    pub skipped: u64,
}

/// What is still wanted, and what was found.
struct Hunt {
    wanted: BTreeSet<RemotePath>,
    files: Vec<RemoteFile>,
    provenance: Provenance,
}

impl Hunt {
    fn take(&mut self, row: TreeRow) {
        if row.md5.is_some() && self.wanted.remove(&row.path) {
            self.files.push(RemoteFile {
                path: row.path,
                size: Some(Size::Exact(row.size)),
                modified: row.modified,
                md5: row.md5,
                provenance: self.provenance.clone(),
            });
        }
    }
}

/// Reads the mirror's list until all wanted files are found, or to its end.
///
/// A list that ends before its announced length with files still wanted is an error: those may stand in the rest.
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
    let mut hunt = Hunt {
        wanted,
        files: Vec::new(),
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
    while !hunt.wanted.is_empty() {
        let Some(chunk) = with_timeout(clock, SILENCE, body.next_chunk()).await? else {
            break;
        };
        progress.read += chunk.len() as u64;
        reader.push(&chunk, |row| hunt.take(row));
        progress.found = hunt.files.len();
        if clock.now() >= reported + REPORT_EVERY {
            reported = clock.now();
            report(progress);
        }
    }
    let skipped = if hunt.wanted.is_empty() {
        reader.skipped()
    } else if progress.total.is_some_and(|total| progress.read < total) {
        return Err(FetchError::Broken { got: progress.read });
    } else {
        // The last line may lack its line break.
        reader.finish(|row| hunt.take(row)).skipped
    };
    Ok(FoundChecksums {
        files: hunt.files,
        missing: hunt.wanted.len(),
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
    let url = mirror.page_file_url(&list);
    let body = with_timeout(clock, SILENCE, fetch.get(&url)).await?;
    let head = body.head();
    if head.status != 200 {
        return Err(head.refusal());
    }
    if head.is_html() {
        return Err(FetchError::status(404));
    }
    if !same_site(&url, &head.url) {
        return Err(FetchError::MovedElsewhere {
            to: head.url.clone(),
        });
    }
    Ok(body)
}
