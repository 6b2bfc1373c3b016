//! What a page asks the worker that reads directory indexes, and what it answers.

use serde::{Deserialize, Serialize};

use crate::listing::{DirectoryIndex, NotAnIndex, PageRequest};
use crate::worker::WorkerRequest;

/// A request. One job is [`Request::Start`], any number of [`Request::Push`], then [`Request::Finish`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request<'a> {
    /// Begin to read a page.
    Start(PageRequest),
    /// Read its next bytes. They are borrowed, so that they are copied once on each side and no more.
    Push(#[serde(borrow, with = "serde_bytes")] &'a [u8]),
    /// That was all: respond.
    Finish {
        /// Whether the page ended before its end.
        cut: bool,
    },
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Response {
    /// The page's entries, in the order of [`sort_by_name`](crate::listing::sort_by_name).
    Index(DirectoryIndex),
    /// The page is no directory index.
    NotAnIndex(NotAnIndex),
}

impl WorkerRequest for Request<'_> {
    type Response = Response;
}
