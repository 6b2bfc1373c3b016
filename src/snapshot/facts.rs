//! What is known of a snapshot as a whole, and why one cannot be opened.

use crate::mirror::{HostName, RemotePath};

/// What is known of a snapshot as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SnapshotFacts {
    /// The digest of its manifest: 32 hexadecimal digits. Equal snapshots have equal ones.
    pub digest: String,
    /// Where its list came from: an address, or words.
    pub source: String,
    /// The day it stands for, ISO 8601: the date of its list, or else the newest file's.
    pub date: String,
    /// How many files.
    pub files: u32,
    /// How many directories.
    pub directories: u32,
    /// How many samples.
    pub samples: u32,
    /// Rows of its sources that could not be read.
    pub skipped: u64,
    /// The hosts, the main site's first.
    pub hosts: Vec<HostFacts>,
    /// Says whether it came from the browser's own store.
    pub kept: bool,
}

/// A host of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostFacts {
    /// Its name.
    pub host: HostName,
    /// Its root: the directory that paths begin below.
    pub root: RemotePath,
    /// How many files it has.
    pub files: u32,
}

/// Why a snapshot cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// A part could not be fetched or read.
    #[error("{part} could not be read: {reason}")]
    Unreadable {
        /// Its address or file name.
        part: String,
        /// What the fetching said.
        reason: String,
    },
    /// The manifest is not one.
    #[error("{part} is no manifest of a snapshot: {reason}")]
    Manifest {
        /// Its address or file name.
        part: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The snapshot has a form that this build does not read.
    #[error("the snapshot has form {found}; this version reads form {known}")]
    Version {
        /// Its form.
        found: u64,
        /// The form that is read.
        known: u64,
    },
    /// A part has fewer or more bytes than the manifest says.
    #[error("{part} has {found} bytes, not {expected}: it is cut, or of another snapshot")]
    Length {
        /// Its name.
        part: String,
        /// How many it has.
        found: u64,
        /// How many it should have.
        expected: u64,
    },
    /// A part's digest is not that of the manifest.
    #[error("{part} is damaged, or of another snapshot: its digest differs")]
    Digest {
        /// Its name.
        part: String,
    },
    /// A part's bytes do not make sense.
    #[error("{part} cannot be read at byte {at}")]
    Damaged {
        /// Its name.
        part: String,
        /// Where.
        at: u64,
    },
    /// The opening was ended.
    #[error("ended before the list was read")]
    Cancelled,
    /// Nothing was kept.
    #[error("the browser has kept no list")]
    NothingKept,
}
