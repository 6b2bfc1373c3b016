//! A file on the site, and what is known of it.

use crate::listing::{Modified, Size};
use crate::mirror::{MirrorId, RemotePath};
use crate::table::Md5;

/// A file of the site: its path, and what is known of size, date and checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteFile {
    /// Path on the main site.
    pub path: RemotePath,
    /// Size, exact or rounded; nothing if unknown.
    pub size: Option<Size>,
    /// Date of last change, if known.
    pub modified: Option<Modified>,
    /// Checksum, if known.
    pub md5: Option<Md5>,
    /// Which source said so.
    pub provenance: Provenance,
}

impl RemoteFile {
    /// Makes a file of which nothing is known but its path.
    pub fn unknown(path: RemotePath) -> Self {
        Self {
            path,
            size: None,
            modified: None,
            md5: None,
            provenance: Provenance::Catalogue(String::new()),
        }
    }
}

/// Which source said a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// The catalogue that ships with the app, by the key of its source (see [`super::Source`]).
    Catalogue(String),
    /// The directory index of a mirror, read by this page at that time (milliseconds since 1970, UTC).
    DirectoryIndex {
        /// The mirror.
        mirror: MirrorId,
        /// When the page was read.
        read_at: u64,
    },
    /// A mirror's own list of everything, `current.tree`, read by this page at that time (milliseconds since 1970, UTC).
    CurrentTree {
        /// The mirror.
        mirror: MirrorId,
        /// When the list was read.
        read_at: u64,
    },
}
