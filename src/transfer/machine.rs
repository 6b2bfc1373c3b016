//! The states of a download and how events change them.

use md5::Digest;

use crate::listing::Size;
use crate::mirror::RemotePath;
use crate::port::{FetchError, Head, SaveError};
use crate::table::Md5;

use super::Rate;

/// What is to be downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferFile {
    /// Path on the main site.
    pub path: RemotePath,
    /// Where it is read.
    pub url: String,
    /// Size, if known.
    pub size: Option<Size>,
    /// Checksum, if known. Without one, a transfer ends as [`State::Unverified`].
    pub md5: Option<Md5>,
}

/// Where a transfer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The user is choosing a place.
    Choosing,
    /// The request is under way.
    Connecting,
    /// Bytes come.
    Receiving,
    /// All bytes are there and right; the file is being put at its place.
    Finishing {
        /// Checksum of what came.
        found: Md5,
    },
    /// At its place; bytes and checksum agree.
    Verified {
        /// The checksum.
        md5: Md5,
    },
    /// At its place; no checksum was known to compare with.
    Unverified {
        /// Checksum of what came.
        found: Md5,
    },
    /// Ended without a file.
    Failed(TransferError),
    /// Stopped by the user; nothing was kept.
    Cancelled,
}

/// Why a transfer ended without a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    /// Nothing, or not all, came.
    #[error("the file could not be read")]
    Fetch(#[source] FetchError),
    /// A web page came in the place of the file: mirrors answer so for a file that they do not have.
    #[error("a web page came in the place of the file")]
    WebPage,
    /// The mirror announces another size than the catalogue or manifest states: it holds another version.
    #[error("the mirror announces {announced} bytes where {expected} are expected")]
    OtherSize {
        /// Bytes that the catalogue or a manifest states.
        expected: u64,
        /// Bytes that the mirror announces.
        announced: u64,
    },
    /// The stream ended, with another number of bytes than was announced or is known.
    #[error("{got} bytes came where {expected} were expected")]
    Length {
        /// Bytes expected.
        expected: u64,
        /// Bytes that came.
        got: u64,
    },
    /// All bytes came, but they are not the file's.
    #[error("the checksum of what came is {found}, not {expected}")]
    Checksum {
        /// Checksum that is known.
        expected: Md5,
        /// Checksum of what came.
        found: Md5,
    },
    /// The file could not be written.
    #[error("the file could not be written")]
    Save(#[source] SaveError),
}

/// What happened outside.
#[derive(Debug)]
pub enum Event<'a> {
    /// The user chose a place.
    PlaceChosen,
    /// Writing failed, or no place was chosen.
    SaveFailed(SaveError),
    /// The answer began.
    Answered(&'a Head),
    /// Bytes came.
    Chunk(&'a [u8]),
    /// The stream ended in order.
    Ended,
    /// The stream failed.
    FetchFailed(FetchError),
    /// The file is at its place.
    Closed,
    /// The user wants to stop.
    Cancel,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Request the file.
    Request,
    /// Read the next bytes.
    Read,
    /// Write these bytes, then read the next.
    Write,
    /// Put the file at its place.
    Close,
    /// Drop the connection and what was written.
    Discard,
    /// Nothing: the transfer has ended.
    Rest,
}

/// One download.
#[derive(Clone, Debug)]
pub struct Transfer {
    file: TransferFile,
    state: State,
    received: u64,
    announced: Option<u64>,
    rate: Rate,
    hasher: md5::Md5,
}

impl Transfer {
    /// Begins with the choice of a place.
    pub fn new(file: TransferFile) -> Self {
        Self {
            file,
            state: State::Choosing,
            received: 0,
            announced: None,
            rate: Rate::default(),
            hasher: md5::Md5::new(),
        }
    }

    /// Returns what is downloaded.
    pub fn file(&self) -> &TransferFile {
        &self.file
    }

    /// Returns where it stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns how many bytes have come.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Returns how many bytes there are in all; `None` if that is not known exactly.
    pub fn total(&self) -> Option<u64> {
        self.announced.or(match self.file.size {
            Some(Size::Exact(bytes)) => Some(bytes),
            _ => None,
        })
    }

    /// Returns the speed.
    pub fn rate(&self) -> &Rate {
        &self.rate
    }

    /// Returns the seconds left, if that can be known.
    pub fn seconds_left(&self) -> Option<u64> {
        self.rate
            .seconds_for(self.total()?.saturating_sub(self.received))
    }

    /// Returns whether it has ended, well or not.
    pub fn is_finished(&self) -> bool {
        matches!(
            self.state,
            State::Verified { .. } | State::Unverified { .. } | State::Failed(_) | State::Cancelled
        )
    }

    /// Returns whether it can still be stopped: not after its end, and not while the file is being put at its place.
    pub fn can_be_cancelled(&self) -> bool {
        !self.is_finished() && !matches!(self.state, State::Finishing { .. })
    }

    /// Takes an event that happened at `now` (milliseconds), and says what to do.
    ///
    /// After the end every event is ignored: a late answer changes nothing.
    pub fn on(&mut self, event: Event<'_>, now: u64) -> Effect {
        if self.is_finished() {
            return Effect::Rest;
        }
        match event {
            // What is being put at its place can no longer be taken back.
            Event::Cancel if !self.can_be_cancelled() => Effect::Rest,
            Event::Cancel | Event::SaveFailed(SaveError::Declined) => {
                self.state = State::Cancelled;
                Effect::Discard
            }
            Event::SaveFailed(error) => self.fail(TransferError::Save(error)),
            Event::FetchFailed(error) => self.fail(TransferError::Fetch(error)),
            Event::PlaceChosen => {
                self.state = State::Connecting;
                Effect::Request
            }
            Event::Answered(head) => self.answered(head, now),
            Event::Chunk(bytes) => self.chunk(bytes, now),
            Event::Ended => self.ended(),
            Event::Closed => self.closed(),
        }
    }

    fn fail(&mut self, failure: TransferError) -> Effect {
        self.state = State::Failed(failure);
        Effect::Discard
    }

    fn answered(&mut self, head: &Head, now: u64) -> Effect {
        if head.status != 200 {
            return self.fail(TransferError::Fetch(head.refusal()));
        }
        if head.is_html() && !is_web_page_name(self.file.path.name()) {
            return self.fail(TransferError::WebPage);
        }
        self.announced = head.body_length();
        if let (Some(Size::Exact(expected)), Some(announced)) = (self.file.size, self.announced)
            && expected != announced
        {
            return self.fail(TransferError::OtherSize {
                expected,
                announced,
            });
        }
        self.state = State::Receiving;
        self.rate.note(0, now);
        Effect::Read
    }

    fn chunk(&mut self, bytes: &[u8], now: u64) -> Effect {
        self.hasher.update(bytes);
        self.received += bytes.len() as u64;
        self.rate.note(self.received, now);
        match self.total() {
            Some(expected) if self.received > expected => self.fail(TransferError::Length {
                expected,
                got: self.received,
            }),
            _ => Effect::Write,
        }
    }

    fn ended(&mut self) -> Effect {
        if let Some(expected) = self.total()
            && expected != self.received
        {
            return self.fail(TransferError::Length {
                expected,
                got: self.received,
            });
        }
        let found = Md5(std::mem::take(&mut self.hasher).finalize().into());
        match self.file.md5 {
            Some(expected) if expected != found => {
                self.fail(TransferError::Checksum { expected, found })
            }
            _ => {
                self.state = State::Finishing { found };
                Effect::Close
            }
        }
    }

    fn closed(&mut self) -> Effect {
        if let State::Finishing { found } = self.state {
            self.state = match self.file.md5 {
                Some(md5) => State::Verified { md5 },
                None => State::Unverified { found },
            };
        }
        Effect::Rest
    }
}

/// Returns whether a file of that name may itself be a web page.
fn is_web_page_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".html", ".htm", ".xhtml"]
        .iter()
        .any(|end| name.ends_with(end))
}
