//! Effects that the worker's end of the file search requests, and the events that answer them.

use std::ops::Range;

use crate::snapshot::OpenError;

/// Something that the outside shall do. One with a number is answered by events with that number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send the page a message.
    Respond(Vec<u8>),
    /// Fetch a file: [`Event::Head`], any number of [`Event::Bytes`] and [`Event::End`], or [`Event::Failed`] at any time.
    Fetch(FetchFile),
    /// Give the events of a file that was fetched with [`FetchFile::hold`].
    Release(u32),
    /// The file is no longer wanted: no more events.
    Abort(u32),
    /// Keep a file in the browser's own store: [`Event::Kept`].
    Keep {
        /// The number.
        number: u32,
        /// Its name.
        file: String,
        /// What is in it.
        bytes: Vec<u8>,
    },
    /// Keep no other files than these.
    KeepOnly(Vec<String>),
    /// Take the messages that have come, then give [`Event::Resume`].
    Yield(u32),
}

/// A file that is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchFile {
    /// Its number.
    pub number: u32,
    /// Its address, or its name in the browser's own store.
    pub address: String,
    /// The bytes that are wanted, counted from 0, if not all.
    pub range: Option<Range<u64>>,
    /// Where it is.
    pub source: Source,
    /// Whether its events, the head included, wait for [`Effect::Release`].
    pub hold: bool,
}

/// Where a file is fetched from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Its server, or the browser's cache of what does not change.
    Web,
    /// Its server, which is asked whether what is cached still holds.
    Fresh,
    /// The browser's own store.
    Kept,
}

/// What became of an [`Effect`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A server answers.
    Head {
        /// Status of HTTP; 404 for a file that is not in the browser's own store.
        status: u16,
        /// Bytes of the body, if known; not to be trusted, as they may be counted compressed.
        length: Option<u64>,
    },
    /// The next bytes of the body.
    Bytes(&'a [u8]),
    /// The body is complete.
    End,
    /// The rest of the file does not come.
    Failed(GetError),
    /// Whether a file was kept.
    Kept(bool),
    /// The answer to [`Effect::Yield`].
    Resume,
}

/// Why a file did not come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GetError {
    /// No answer; the browser tells no reason.
    #[error("there was no answer, or the server does not let pages of other sites read it")]
    Unreachable,
    /// No answer began within that time.
    #[error("no answer within {seconds} seconds")]
    Timeout {
        /// How long was waited.
        seconds: u32,
    },
    /// The answer began, and then nothing more came for that long.
    #[error("nothing came for {seconds} seconds after {got} bytes")]
    Stalled {
        /// Bytes that came.
        got: u64,
        /// How long was waited.
        seconds: u32,
    },
    /// The answer broke off.
    #[error("the connection broke")]
    Broken,
    /// The server answered with a status that is no success.
    #[error("the server answered with status {0}")]
    Status(u16),
    /// The browser's own store failed.
    #[error("the browser's store: {0}")]
    Store(String),
}

impl GetError {
    /// Names the part that did not come.
    pub(super) fn of(self, part: &str) -> OpenError {
        OpenError::Unreadable {
            part: part.to_owned(),
            reason: self.to_string(),
        }
    }
}
