//! Reading directory indexes, beside what the page does.

use crate::listing::{DirectoryIndex, NotAnIndex, PageRequest};

use super::future::LocalFuture;

/// Reads answers as directory indexes, several at a time.
pub trait ReadIndex {
    /// Says that an answer will come soon, so that the reader can be ready by then.
    fn prepare(&self);

    /// Begins to read an answer. A reader that cannot work says so when the job is finished.
    fn start(&self, asked: &PageRequest) -> Box<dyn IndexJob>;
}

/// An answer that is being read; dropping this ends the reading.
pub trait IndexJob {
    /// Takes the next bytes; never waits.
    fn push(&mut self, bytes: &[u8]);

    /// Ends the answer and waits for what it was read as. `cut` says that it ended before its end.
    ///
    /// The entries come in the order of [`sort_by_name`](crate::listing::sort_by_name).
    fn finish(
        self: Box<Self>,
        cut: bool,
    ) -> LocalFuture<'static, Result<DirectoryIndex, IndexError>>;
}

/// Why an answer gave no directory index.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// It is none.
    #[error(transparent)]
    NotAnIndex(#[from] NotAnIndex),
    /// The reader could not start, or ended while it read.
    #[error("the part of the page that reads directory indexes failed: {reason}")]
    ReaderFailed {
        /// The browser's words.
        reason: String,
    },
}
