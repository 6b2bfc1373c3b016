//! Effects that the servers of workers request, the events that answer them, and the queue that collects them.
//!
//! A server waits for nothing: it takes messages of the page and [`Event`]s, and returns [`Effect`]s, which `browser::effects`
//! carries out in the browser, and tests on a network and a store that they make up.

use std::ops::Range;

use serde::Serialize;

use super::WorkerError;
use super::message::encode;
use crate::search::{OpenProgress, OpenStep};
use crate::snapshot::OpenError;

/// A worker's end of its protocol.
pub trait EffectServer {
    /// Takes a message of the page.
    ///
    /// # Errors
    ///
    /// [`WorkerError`] if it is not what a page of this build writes.
    fn take(&mut self, message: &[u8]) -> Result<Vec<Effect>, WorkerError>;

    /// Takes the event that answers an effect; nothing follows if it is no longer wanted.
    fn event(&mut self, number: u32, event: Event<'_>) -> Vec<Effect>;
}

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
    /// Keep no other files than these: [`Event::Kept`].
    KeepOnly {
        /// The number.
        number: u32,
        /// Their names.
        files: Vec<String>,
    },
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
    /// Whether the browser's own store did what it was to do.
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

/// The effects that are requested, in order, and their numbers.
#[derive(Debug, Default)]
pub(super) struct EffectQueue {
    effects: Vec<Effect>,
    numbered: u32,
}

impl EffectQueue {
    /// Takes what was collected.
    pub(super) fn take(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    pub(super) fn push(&mut self, action: Effect) {
        self.effects.push(action);
    }

    pub(super) fn number(&mut self) -> u32 {
        self.numbered = self.numbered.wrapping_add(1);
        self.numbered
    }

    pub(super) fn respond(&mut self, job: u32, response: &impl Serialize) {
        self.push(Effect::Respond(encode(job, response)));
    }

    /// Fetches a whole file.
    pub(super) fn fetch(&mut self, address: &str, source: Source, hold: bool) -> u32 {
        self.fetch_file(address, None, source, hold)
    }

    /// Fetches a part of a file.
    pub(super) fn fetch_range(&mut self, address: &str, range: Range<u64>) -> u32 {
        self.fetch_file(address, Some(range), Source::Web, false)
    }

    fn fetch_file(
        &mut self,
        address: &str,
        range: Option<Range<u64>>,
        source: Source,
        hold: bool,
    ) -> u32 {
        let number = self.number();
        self.push(Effect::Fetch(FetchFile {
            number,
            address: address.to_owned(),
            range,
            source,
            hold,
        }));
        number
    }

    pub(super) fn yield_now(&mut self) -> u32 {
        let number = self.number();
        self.push(Effect::Yield(number));
        number
    }
}

/// Returns the progress when a step without bytes begins.
pub(super) fn step_begins(step: OpenStep, files: u32) -> OpenProgress {
    OpenProgress {
        step,
        bytes: 0,
        of: None,
        files,
    }
}

/// Counts bytes, and says now and then how many came.
#[derive(Debug, Default)]
pub(super) struct ProgressMeter {
    pub(super) bytes: u64,
    pub(super) of: Option<u64>,
    reported: u64,
}

impl ProgressMeter {
    /// The fewest bytes between two reports, and the most.
    const STEPS: (u64, u64) = (64 << 10, 1 << 20);

    /// Counts bytes; returns the progress when there are enough for a report.
    pub(super) fn add(&mut self, bytes: usize, files: u32) -> Option<OpenProgress> {
        self.bytes += bytes as u64;
        // A length that is passed was that of the compressed file.
        self.of = self.of.filter(|of| self.bytes <= *of);
        let step = (self.of.unwrap_or(u64::MAX) / 64).clamp(Self::STEPS.0, Self::STEPS.1);
        if self.bytes - self.reported < step && self.of != Some(self.bytes) {
            return None;
        }
        self.reported = self.bytes;
        Some(OpenProgress {
            step: OpenStep::Fetching,
            bytes: self.bytes,
            of: self.of,
            files,
        })
    }
}
