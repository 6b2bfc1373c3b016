//! What is downloaded, and where it can be had.

use serde::{Deserialize, Serialize};

use crate::listing::Size;
use crate::mirror::{MirrorId, RemotePath};
use crate::table::Md5;

/// A file to download.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferFile {
    /// Path on its host's site.
    pub path: RemotePath,
    /// Servers that have it, the first to be asked first; at least one.
    pub sources: Vec<Source>,
    /// Size, if known.
    pub size: Option<Size>,
    /// Checksum, if known. Without one, a transfer ends as [`State::Unverified`](super::State::Unverified).
    pub md5: Option<Md5>,
    /// Other checksums that sources of the list give for it: bytes with one of them are right too.
    pub other_md5s: Vec<Md5>,
}

/// A server that has a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its mirror.
    pub mirror: MirrorId,
    /// What people call it.
    pub name: String,
    /// The address that a page reads.
    pub url: String,
    /// Simultaneous connections that its operators tolerate.
    pub connections: u16,
}

impl TransferFile {
    /// Returns whether bytes with this checksum are the file's.
    pub fn accepts(&self, found: Md5) -> bool {
        self.md5
            .iter()
            .chain(&self.other_md5s)
            .any(|known| *known == found)
    }

    /// Returns the exact size in bytes, if it is known.
    pub(super) fn exact_size(&self) -> Option<u64> {
        match self.size {
            Some(Size::Exact(bytes)) => Some(bytes),
            _ => None,
        }
    }

    /// Returns the least and the most bytes that it can have.
    pub(super) fn bounds(&self) -> (u64, u64) {
        match self.size {
            Some(Size::Exact(bytes)) => (bytes, bytes),
            Some(Size::About(size)) => (size.least, size.most),
            None => (0, u64::MAX),
        }
    }
}
