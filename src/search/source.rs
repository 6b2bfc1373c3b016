//! Where a list of files comes from, how far its opening is, and why a question about it has no answer.

use crate::snapshot::OpenError;

/// Where a list comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenFrom {
    /// A snapshot of static files in a folder: its address, ending in a slash.
    Snapshot(String),
    /// The mirror's own list of everything: the addresses of `current.tree` and of the tables that tell samples and files on
    /// other hosts, which may be missing.
    Tree {
        /// Address of `current.tree`.
        tree: String,
        /// Addresses of sample tables.
        samples: Vec<String>,
        /// Addresses of index files.
        indexes: Vec<String>,
    },
    /// What the browser kept of the last [`OpenFrom::Tree`].
    Kept,
}

/// How far the opening is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenProgress {
    /// What is being done.
    pub step: OpenStep,
    /// Bytes so far, of this step.
    pub bytes: u64,
    /// Bytes in all, if known.
    pub of: Option<u64>,
    /// Files so far.
    pub files: u32,
}

/// What is being done while a list is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenStep {
    /// Its bytes are being fetched and read.
    Fetching,
    /// What was read is put in order.
    Ordering,
    /// It is written to the browser's store.
    Keeping,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// No list is open.
    #[error("no file list is open")]
    NotOpen,
    /// The list could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The query cannot be read.
    #[error("the query cannot be read")]
    Query,
    /// The worker could not start, or ended.
    #[error("the part of the page that searches files failed: {reason}")]
    WorkerFailed {
        /// The browser's words.
        reason: String,
    },
}
