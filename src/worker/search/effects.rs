//! What the worker's end of the file search wants of the outside, and what it hears of it.

use std::ops::Range;

use crate::snapshot::OpenError;

/// Something that the outside shall do for the worker. What has a number is answered by events with that number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Send the page a message.
    Tell(Vec<u8>),
    /// Ask for a file; the answer is [`Event::Head`], any number of [`Event::Bytes`] and [`Event::End`], or
    /// [`Event::Failed`] at any time.
    Get(Get),
    /// Read on what was asked for with [`Get::hold`].
    Read(u32),
    /// The file is no longer wanted; no more events.
    Stop(u32),
    /// Keep a file in the browser's own store; the answer is [`Event::Kept`].
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
    /// Take what has come from the page, then answer [`Event::GoOn`].
    GoOn(u32),
}

/// A file that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Get {
    /// Its number.
    pub number: u32,
    /// Its address, or name in the browser's own store.
    pub address: String,
    /// The bytes that are wanted, if not all.
    pub range: Option<Range<u64>>,
    /// Where it is.
    pub store: Store,
    /// Says to wait with its body, head included, for [`Action::Read`].
    pub hold: bool,
}

/// Where a file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// At its server, or in the browser's cache of what does not change.
    Web,
    /// At its server, which is asked whether the cached one still holds.
    Fresh,
    /// In the browser's own store.
    Kept,
}

/// What became of an [`Action`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A server answers.
    Head {
        /// Status of HTTP; 404 for a file that is not in the browser's own store.
        status: u16,
        /// How many bytes it says will come; not to be trusted, as they may be counted compressed.
        length: Option<u64>,
    },
    /// The next bytes of the body.
    Bytes(&'a [u8]),
    /// That was the body.
    End,
    /// There is no more.
    Failed(GetError),
    /// A file was kept, or not.
    Kept(bool),
    /// Go on.
    GoOn,
}

/// Why a file did not come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GetError {
    /// No answer; the browser tells no reason.
    #[error("there was no answer, or the server does not let pages of other sites read it")]
    Unreachable,
    /// Nothing came for so many seconds.
    #[error("nothing came for {seconds} seconds")]
    Silent {
        /// How many.
        seconds: u32,
    },
    /// The answer ended before its end.
    #[error("the connection broke")]
    Broken,
    /// The server says no.
    #[error("the server answered with status {0}")]
    Status(u16),
    /// The browser's own store says no.
    #[error("the browser's store: {0}")]
    Store(String),
}

impl GetError {
    /// Says of a part that it failed so.
    pub(super) fn of(self, part: &str) -> OpenError {
        OpenError::Unreadable {
            part: part.to_owned(),
            reason: self.to_string(),
        }
    }
}
