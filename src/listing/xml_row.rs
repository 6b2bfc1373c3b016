//! An element of a listing in XML that may be an entry.

use super::{EntryKind, IndexEntry, Modified, Size};

/// What an element says.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The name of nginx, or the key of S3, as bytes.
    pub(super) key: Option<Vec<u8>>,
    pub(super) directory: bool,
    /// In bytes.
    pub(super) size: Option<u64>,
    pub(super) modified: Option<Modified>,
}

/// Makes an entry of a row under a name that fits.
pub(super) fn entry(name: String, directory: bool, row: &Row) -> IndexEntry {
    IndexEntry {
        name,
        kind: if directory {
            EntryKind::Directory
        } else {
            EntryKind::File
        },
        size: row.size.filter(|_| !directory).map(Size::Exact),
        modified: row.modified,
    }
}
