//! Search over the list of all files, off the page's thread.

use std::ops::Range;
use std::rc::Rc;

use crate::mirror::HostPath;
use crate::search::{
    Expanded, FileDetails, FilePack, FoundFile, ListedDirectory, OpenFrom, OpenProgress,
    SearchError, SearchResult, Tally, View,
};
use crate::snapshot::SnapshotFacts;

use super::clock::LocalFuture;

/// Holds the list of all files and searches it. Dropping a future cancels its request; the newest request is answered first.
pub trait SearchFiles {
    /// Opens a list and reports progress. The list before stays open until the new one is ready.
    fn open(
        &self,
        from: OpenFrom,
        progress: Rc<dyn Fn(OpenProgress)>,
    ) -> LocalFuture<'static, Result<Rc<SnapshotFacts>, SearchError>>;

    /// Finds files: counts, facets and a window of rows. `rules` are queries; each row names those that it matches.
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

    /// Returns all files of a query with their checksums and the digest of their names, unless there are more than `most`.
    fn expand(&self, query: &str, most: u32)
    -> LocalFuture<'static, Result<Expanded, SearchError>>;

    /// Returns a window of the files of a query, in the order of their paths, with their checksums.
    fn files(
        &self,
        query: &str,
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<FilePack, SearchError>>;

    /// Returns what a query finds in all: with the digest of the names, unless there are too many files for that to be quick.
    fn count(&self, query: &str) -> LocalFuture<'static, Result<Tally, SearchError>>;

    /// Returns totals over the files of several queries, each file once, without digest.
    fn tally(&self, queries: &[String]) -> LocalFuture<'static, Result<Tally, SearchError>>;

    /// Returns the first `most` children of a directory of a host, with their checksums; nothing if the list does not have it.
    fn directory(
        &self,
        at: HostPath,
        most: u32,
    ) -> LocalFuture<'static, Result<Option<ListedDirectory>, SearchError>>;

    /// Returns what the list knows of the file at an exact path of a host, with its checksum; nothing if the list does not have it.
    fn file(
        &self,
        at: HostPath,
    ) -> LocalFuture<'static, Result<Option<Box<FileDetails>>, SearchError>>;

    /// Returns the samples of the list, encoded by [`SampleList`](crate::catalogue::SampleList).
    fn samples(&self) -> LocalFuture<'static, Result<Vec<u8>, SearchError>>;
}
