//! Search over the list of all files, beside what the page does.

use std::ops::Range;
use std::rc::Rc;

use crate::search::{
    Expanded, FoundFile, OpenFrom, OpenProgress, SearchError, SearchResult, Tally, View,
};
use crate::snapshot::SnapshotFacts;

use super::future::LocalFuture;

/// Holds the list of all files and searches it. Dropping a future ends what it waits for; the newest question is answered
/// first.
pub trait SearchFiles {
    /// Opens a list in the place of the one before, which stays until the new one is ready. `progress` is told how far it is.
    fn open(
        &self,
        from: OpenFrom,
        progress: Rc<dyn Fn(OpenProgress)>,
    ) -> LocalFuture<'static, Result<Rc<SnapshotFacts>, SearchError>>;

    /// Finds files: counts, facets and a window of rows. `rules` are queries; each row says which cover it.
    fn find(
        &self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<SearchResult, SearchError>>;

    /// Returns another window of rows of a view.
    fn rows(
        &self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<Vec<FoundFile>, SearchError>>;

    /// Returns all files of a query, with checksums, unless there are more than `most`.
    fn expand(&self, query: &str, most: u32)
    -> LocalFuture<'static, Result<Expanded, SearchError>>;

    /// Returns the sums over what any of some queries finds, each file once; with `digest`, that of the list too, which takes
    /// half a second for all files.
    fn tally(
        &self,
        queries: &[String],
        digest: bool,
    ) -> LocalFuture<'static, Result<Tally, SearchError>>;

    /// Returns the samples of the list, as [`SampleList`](crate::catalogue::SampleList) writes them.
    fn samples(&self) -> LocalFuture<'static, Result<Vec<u8>, SearchError>>;
}
