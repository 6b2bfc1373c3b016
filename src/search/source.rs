//! Origin of a list of files, progress of opening it, and errors of requests about it.

use serde::{Deserialize, Serialize};

use crate::snapshot::OpenError;

/// Origin of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenFrom {
    /// A snapshot of static files: the address of its folder, with a trailing slash.
    Snapshot(String),
    /// The mirror's own tables: addresses of `current.tree` and of the tables of samples and of files on other hosts, which
    /// may be missing.
    Tree {
        /// Address of `current.tree`.
        tree: String,
        /// Addresses of sample tables.
        samples: Vec<String>,
        /// Addresses of index files.
        indexes: Vec<String>,
    },
    /// The browser's cached copy of the last [`OpenFrom::Tree`].
    Kept,
}

/// Progress of opening a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenProgress {
    /// Current step.
    pub step: OpenStep,
    /// Bytes of this step so far.
    pub bytes: u64,
    /// Total bytes of this step, if known.
    pub of: Option<u64>,
    /// Files so far.
    pub files: u32,
}

/// A step of opening a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenStep {
    /// Fetching and reading bytes.
    Fetching,
    /// Sorting what was read.
    Ordering,
    /// Writing to the browser's cache.
    Keeping,
}

/// Reason why a request has no result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
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
    /// The worker could not start, or failed.
    #[error("the part of the page that searches files failed: {reason}")]
    WorkerFailed {
        /// The browser's words.
        reason: String,
    },
}
