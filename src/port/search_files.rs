//! Search over the list of all files, beside what the page does.

use std::ops::Range;
use std::rc::Rc;

use crate::search::{Expanded, Found, FoundFile, Tally, View};
use crate::snapshot::{OpenError, SnapshotFacts};

use super::LocalFuture;

/// Holds the list of all files and searches it. Dropping a future ends what it waits for; the newest question is answered
/// first.
pub trait SearchFiles {
    /// Opens a list in the place of the one before, which stays until the new one is ready. `progress` is told how far it is.
    fn open(
        &self,
        from: OpenFrom,
        progress: Rc<dyn Fn(OpenProgress)>,
    ) -> LocalFuture<'static, Result<Rc<SnapshotFacts>, SearchFault>>;

    /// Finds files: counts, facets and a window of rows. `rules` are queries; each row says which cover it.
    fn find(
        &self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<Found, SearchFault>>;

    /// Returns another window of rows of a view.
    fn rows(
        &self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<Vec<FoundFile>, SearchFault>>;

    /// Returns all files of a query, with checksums, unless there are more than `most`.
    fn expand(&self, query: &str, most: u32)
    -> LocalFuture<'static, Result<Expanded, SearchFault>>;

    /// Returns the sums over a query, with the digest of its list.
    fn tally(&self, query: &str) -> LocalFuture<'static, Result<Tally, SearchFault>>;

    /// Returns the samples of the list, as [`SampleList`](crate::catalogue::SampleList) writes them.
    fn samples(&self) -> LocalFuture<'static, Result<Vec<u8>, SearchFault>>;
}

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
pub enum SearchFault {
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
