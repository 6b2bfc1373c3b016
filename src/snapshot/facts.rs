//! Facts about a snapshot as a whole, and the reasons why one cannot be opened.

use serde::{Deserialize, Serialize};

use crate::mirror::{HostName, RemotePath};

/// Facts about a snapshot as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotFacts {
    /// MD5 of its manifest, 32 hexadecimal digits. Equal snapshots have equal digests.
    pub digest: String,
    /// Origin of its list: an address, or a description.
    pub source: String,
    /// Day it describes, ISO 8601: the date of its list, or of the newest file if the list has none.
    pub date: String,
    /// Number of files.
    pub files: u32,
    /// Number of directories.
    pub directories: u32,
    /// Number of samples.
    pub samples: u32,
    /// Number of source rows that could not be read.
    pub skipped: u64,
    /// Hosts; the main site comes first.
    pub hosts: Vec<HostFacts>,
    /// Whether it came from the browser's own cache.
    pub kept: bool,
}

/// A host of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostFacts {
    /// Host name.
    pub host: HostName,
    /// Root directory; paths are relative to it.
    pub root: RemotePath,
    /// Number of files on this host.
    pub files: u32,
}

/// Why a snapshot cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// A part could not be fetched or read.
    #[error("{part} could not be read: {reason}")]
    Unreadable {
        /// Its address or file name.
        part: String,
        /// Reason, as the client gave it.
        reason: String,
    },
    /// The manifest cannot be read.
    #[error("{part} is no manifest of a snapshot: {reason}")]
    Manifest {
        /// Its address or file name.
        part: String,
        /// Description of the fault.
        reason: String,
    },
    /// The snapshot has a format version that this build does not read.
    #[error("the snapshot has form {found}; this version reads form {known}")]
    Version {
        /// Format version found.
        found: u64,
        /// Format version that this build reads.
        known: u64,
    },
    /// A part has fewer or more bytes than the manifest states.
    #[error("{part} has {found} bytes, not {expected}: it is cut, or of another snapshot")]
    Length {
        /// Host name.
        part: String,
        /// Bytes found.
        found: u64,
        /// Bytes stated by the manifest.
        expected: u64,
    },
    /// The MD5 of a part differs from the manifest's.
    #[error("{part} is damaged, or of another snapshot: its digest differs")]
    Digest {
        /// Host name.
        part: String,
    },
    /// The bytes of a part break the format.
    #[error("{part} cannot be read at byte {at}")]
    Damaged {
        /// Host name.
        part: String,
        /// Description of the place.
        at: u64,
    },
    /// Opening was cancelled.
    #[error("ended before the list was read")]
    Cancelled,
    /// The browser's cache holds no snapshot.
    #[error("the browser has kept no list")]
    NothingKept,
}
