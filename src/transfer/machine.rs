//! A download as a state machine: events in, state and effects out.
//!
//! Decides when to ask, to go on, to ask another mirror, to verify and to stop. Time and bytes come in as events; see [`Transfer::on`].

mod answer;
mod body;
mod failure;

use md5::Digest;

use super::version::Version;
use super::{Note, Rate, Source, State, TransferError, TransferFile};
use crate::port::{FetchError, Head, SaveError};
use crate::table::Md5;

/// An event from outside.
#[derive(Debug)]
pub enum Event<'a> {
    /// It is its turn. What came before is still there, or not.
    Start {
        /// Whether the place is still open.
        is_open: bool,
    },
    /// The place is open, with the bytes that came before, or empty.
    Opened,
    /// The response began; the host that sends it, if it is not the one that was asked.
    Answered(&'a Head, Option<&'a str>),
    /// Bytes arrived.
    Bytes(&'a [u8]),
    /// The stream ended normally.
    Ended,
    /// The stream broke, or did not begin.
    FetchFailed(FetchError),
    /// The wait is over.
    Waited,
    /// The file has been closed.
    Closed,
    /// Writing failed.
    SaveFailed(SaveError),
    /// What was waited for was interrupted, as the state has been changed from outside.
    Interrupted,
}

/// The next action for the driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Open the place, with as many bytes as have been received.
    Open,
    /// Send [`Transfer::request`].
    Request,
    /// Drop what was written, then send [`Transfer::request`].
    StartOver,
    /// Drop what was written, then read on.
    Rewind,
    /// Read the next bytes.
    Read,
    /// Wait for so many milliseconds.
    Wait(u64),
    /// Close the file.
    Close,
    /// Drop the connection and what was written.
    Discard,
    /// Drop the connection and keep the place open.
    Rest,
}

/// A request for a file, or the rest of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRequest {
    /// The address.
    pub url: String,
    /// The first byte that is wanted, counted from 0 (`Range: bytes=0-`, which also asks for bytes as they are); all if nothing.
    pub from: Option<u64>,
}

/// A download.
#[derive(Clone, Debug)]
pub struct Transfer {
    file: TransferFile,
    pub(super) state: State,
    pub(super) received: u64,
    /// Bytes of the whole file, as the mirror says.
    pub(super) announced: Option<u64>,
    pub(super) version: Version,
    /// Which source is asked.
    pub(super) source: usize,
    /// Whether what was received came from several sources.
    pub(super) is_mixed: bool,
    pub(super) hasher: md5::Md5,
    /// Whether bytes as they are were asked for, as the length of the packed ones says nothing.
    is_plain: bool,
    /// The most bytes that ever were there: only more are progress, and not the same ones again.
    farthest: u64,
    /// Failures since there was progress.
    failures: u32,
    /// Those of this source.
    failures_here: u32,
    /// How often it began again with this source.
    restarts: u32,
    /// Why sources are asked no more.
    given_up: Vec<Option<TransferError>>,
    /// Checksums of wrong bytes, and who sent them.
    wrong: Vec<(usize, Md5)>,
    pub(super) notes: Vec<Note>,
    rate: Rate,
}

impl Transfer {
    /// Makes a transfer that waits for its turn.
    pub fn new(file: TransferFile) -> Self {
        Self {
            given_up: vec![None; file.sources.len()],
            file,
            state: State::Queued,
            received: 0,
            announced: None,
            version: Version::default(),
            source: 0,
            is_mixed: false,
            hasher: md5::Md5::new(),
            is_plain: false,
            farthest: 0,
            failures: 0,
            failures_here: 0,
            restarts: 0,
            wrong: Vec::new(),
            notes: Vec::new(),
            rate: Rate::default(),
        }
    }

    /// Returns the file.
    pub fn file(&self) -> &TransferFile {
        &self.file
    }

    /// Returns the state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the number of bytes received.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Returns the total size in bytes; `None` if not known exactly.
    pub fn total(&self) -> Option<u64> {
        self.file.exact_size().or(self.announced)
    }

    /// Returns the speed.
    pub fn rate(&self) -> &Rate {
        &self.rate
    }

    /// Returns what happened on the way.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Returns the source that is asked.
    pub fn source(&self) -> Option<&Source> {
        self.file.sources.get(self.source)
    }

    /// Returns the next request.
    pub fn request(&self) -> FileRequest {
        FileRequest {
            url: self
                .source()
                .map_or_else(String::new, |source| source.url.clone()),
            from: (self.received > 0 || self.is_plain).then_some(self.received),
        }
    }

    /// Applies an event at time `now` (milliseconds) and returns the next action.
    ///
    /// After the end every event is ignored: a late response changes nothing.
    pub fn on(&mut self, event: Event<'_>, now: u64) -> Effect {
        match self.state {
            State::Cancelled => return Effect::Discard,
            State::Paused => return Effect::Rest,
            _ if self.state.is_finished() => return Effect::Rest,
            _ => {}
        }
        match event {
            Event::Start { is_open: true } | Event::Opened | Event::Waited | Event::Interrupted => {
                self.connect(now)
            }
            Event::Start { is_open: false } => {
                self.state = State::Connecting;
                Effect::Open
            }
            Event::Answered(head, other_host) => self.answered(head, other_host, now),
            Event::Bytes(bytes) => self.bytes(bytes, now),
            Event::Ended => self.ended(now),
            Event::FetchFailed(_)
                if self.state == State::Receiving && self.total() == Some(self.received) =>
            {
                self.ended(now)
            }
            Event::FetchFailed(error) => self.fetch_failed(error, now),
            Event::Closed => self.closed(),
            Event::SaveFailed(error) => self.fail(TransferError::Save(error)),
        }
    }

    /// Pauses it, unless it is over or being closed; returns whether it did.
    pub fn pause(&mut self) -> bool {
        let can = self.state.can_be_cancelled() && self.state != State::Paused;
        if can {
            self.state = State::Paused;
        }
        can
    }

    /// Lets one that is paused, or that failed, wait for its turn again; returns whether it did.
    pub fn resume(&mut self) -> bool {
        let can = matches!(
            self.state,
            State::Paused | State::Failed(_) | State::Cancelled
        );
        if can {
            self.state = State::Queued;
            (
                self.farthest,
                self.failures,
                self.failures_here,
                self.restarts,
            ) = (0, 0, 0, 0);
            self.wrong.clear();
            self.given_up.fill(None);
            self.rate = Rate::default();
        }
        can
    }

    /// Cancels it, unless it is over or being closed; returns whether it did.
    pub fn cancel(&mut self) -> bool {
        let can = self.state.can_be_cancelled();
        if can {
            self.state = State::Cancelled;
        }
        can
    }

    /// Forgets what was received, after it has been dropped.
    pub fn forget(&mut self) {
        self.received = 0;
        self.announced = None;
        self.version = Version::default();
        self.is_mixed = false;
        self.hasher = md5::Md5::new();
    }

    fn connect(&mut self, now: u64) -> Effect {
        // It was paused, or the connection broke, when all bytes were there.
        if self.received > 0 && self.total() == Some(self.received) {
            return self.ended(now);
        }
        self.state = State::Connecting;
        Effect::Request
    }

    fn fail(&mut self, failure: TransferError) -> Effect {
        self.state = State::Failed(failure);
        self.forget();
        Effect::Discard
    }
}
