//! Parsing directory indexes off the page's thread.

use std::rc::Rc;

use crate::listing::{DirectoryIndex, IndexReader, NotAnIndex, PageRequest, sort_by_name};

use super::clock::LocalFuture;

/// Parses responses as directory indexes, several at a time.
pub trait ReadIndex {
    /// Announces that a response will come soon, so that the reader can start up meanwhile.
    fn prepare(&self);

    /// Starts to parse a response. A reader that cannot work says so in [`IndexJob::finish`].
    fn start(&self, request: &PageRequest) -> Box<dyn IndexJob>;
}

/// A response that is being parsed; dropping this stops it.
pub trait IndexJob {
    /// Takes the next bytes; never waits.
    fn push(&mut self, bytes: &[u8]);

    /// Ends the response and returns what it lists. `cut` marks a response that ended before its end.
    ///
    /// Entries come in the order of [`sort_by_name`].
    fn finish(
        self: Box<Self>,
        cut: bool,
    ) -> LocalFuture<'static, Result<DirectoryIndex, IndexError>>;
}

/// Why a response gave no directory index.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// The response is no directory index.
    #[error(transparent)]
    NotAnIndex(#[from] NotAnIndex),
    /// The reader could not start, or ended early.
    #[error("the part of the page that reads directory indexes failed: {reason}")]
    ReaderFailed {
        /// The browser's message.
        reason: String,
    },
}

/// A reader that parses on the calling thread.
#[derive(Debug, Default)]
pub struct LocalIndexReader {
    /// What every job fails with.
    pub failure: Option<String>,
    /// Each job under way holds a clone.
    jobs: Rc<()>,
}

impl LocalIndexReader {
    /// Returns the number of jobs that were started, and neither finished nor dropped.
    pub fn running(&self) -> usize {
        Rc::strong_count(&self.jobs) - 1
    }
}

struct LocalJob {
    reader: IndexReader,
    failure: Option<String>,
    _running: Rc<()>,
}

impl ReadIndex for LocalIndexReader {
    fn prepare(&self) {}

    fn start(&self, request: &PageRequest) -> Box<dyn IndexJob> {
        Box::new(LocalJob {
            reader: IndexReader::new(request.clone()),
            failure: self.failure.clone(),
            _running: self.jobs.clone(),
        })
    }
}

impl IndexJob for LocalJob {
    fn push(&mut self, bytes: &[u8]) {
        self.reader.push(bytes);
    }

    fn finish(
        self: Box<Self>,
        cut: bool,
    ) -> LocalFuture<'static, Result<DirectoryIndex, IndexError>> {
        let read = match self.failure {
            Some(reason) => Err(IndexError::ReaderFailed { reason }),
            None => self.reader.finish(cut).map_err(IndexError::from),
        };
        Box::pin(std::future::ready(read.map(|mut index| {
            sort_by_name(&mut index.entries);
            index
        })))
    }
}
