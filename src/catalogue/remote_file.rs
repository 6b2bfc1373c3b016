//! A file on the site with its known facts.

use crate::listing::{Modified, Size};
use crate::mirror::{MirrorId, RemotePath};
use crate::table::Md5;

/// A file of the site: its path, with size, date and checksum as far as known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteFile {
    /// Path on the main site.
    pub path: RemotePath,
    /// Size, exact or rounded, if known.
    pub size: Option<Size>,
    /// Date of the last change, if known.
    pub modified: Option<Modified>,
    /// Checksum, if known.
    pub md5: Option<Md5>,
    /// The source of these facts.
    pub provenance: Provenance,
}

impl RemoteFile {
    /// Creates a file of which only the path is known.
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

/// The source of a fact, and when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// The catalogue that ships with the app, with the key of its [`Source`](super::Source).
    Catalogue(String),
    /// A mirror's directory index.
    DirectoryIndex {
        /// The mirror.
        mirror: MirrorId,
        /// When the page was read, in milliseconds since 1970 UTC.
        read_at: u64,
    },
    /// A mirror's own list of all files, `current.tree`.
    CurrentTree {
        /// The mirror.
        mirror: MirrorId,
        /// When the list was read, in milliseconds since 1970 UTC.
        read_at: u64,
    },
}
