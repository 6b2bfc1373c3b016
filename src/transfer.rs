//! A download in the browser as a state machine: events in, state and effects out.
//!
//! Decides when to start, verify and stop. Time and bytes come in as events; see [`Transfer::on`].

use md5::Digest;

use crate::listing::Size;
use crate::mirror::RemotePath;
use crate::port::{FetchError, Head, SaveError};
use crate::table::Md5;

/// A file to download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferFile {
    /// Path on the main site.
    pub path: RemotePath,
    /// URL to read.
    pub url: String,
    /// Size, if known.
    pub size: Option<Size>,
    /// Checksum, if known. Without one, a transfer ends as [`State::Unverified`].
    pub md5: Option<Md5>,
}

/// State of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The user is choosing a place.
    Choosing,
    /// The request has been sent.
    Connecting,
    /// Bytes are arriving.
    Receiving,
    /// All bytes have arrived and are correct; the file is being closed.
    Finishing {
        /// MD5 of the received bytes.
        found: Md5,
    },
    /// The file is complete; size and checksum agree.
    Verified {
        /// The checksum.
        md5: Md5,
    },
    /// The file is complete; no checksum was known.
    Unverified {
        /// MD5 of the received bytes.
        found: Md5,
    },
    /// The transfer failed.
    Failed(TransferError),
    /// Cancelled by the user; nothing was kept.
    Cancelled,
}

/// Reason why a transfer failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    /// The mirror sent nothing, or not everything.
    #[error("the file could not be read")]
    Fetch(#[source] FetchError),
    /// A web page came instead of the file, as some mirrors answer for files they lack.
    #[error("a web page came in the place of the file")]
    WebPage,
    /// The mirror announces another size than is known: it holds another version.
    #[error("the mirror announces {announced} bytes where {expected} are expected")]
    OtherSize {
        /// Known size in bytes.
        expected: u64,
        /// Announced size in bytes.
        announced: u64,
    },
    /// The stream ended with another number of bytes than announced or known.
    #[error("{got} bytes came where {expected} were expected")]
    Length {
        /// Bytes expected.
        expected: u64,
        /// Bytes received.
        got: u64,
    },
    /// All bytes came, but the checksum differs.
    #[error("the checksum of what came is {found}, not {expected}")]
    Checksum {
        /// Known MD5.
        expected: Md5,
        /// MD5 of the received bytes.
        found: Md5,
    },
    /// The file could not be written.
    #[error("the file could not be written")]
    Save(#[source] SaveError),
}

/// An event from outside.
#[derive(Debug)]
pub enum Event<'a> {
    /// The user chose a place.
    PlaceChosen,
    /// Writing failed, or no place was chosen.
    SaveFailed(SaveError),
    /// The response began.
    Answered(&'a Head),
    /// A chunk arrived.
    Chunk(&'a [u8]),
    /// The stream ended normally.
    Ended,
    /// The stream broke.
    FetchFailed(FetchError),
    /// The file has been closed.
    Closed,
    /// The user cancels.
    Cancel,
}

/// The next action for the driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send the request.
    Request,
    /// Read the next chunk.
    Read,
    /// Write this chunk, then read the next.
    Write,
    /// Close the file.
    Close,
    /// Abort the connection and discard what was written.
    Discard,
    /// Nothing; the transfer is finished.
    Rest,
}

/// A download.
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
    /// Starts with the choice of a place to save.
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
        self.announced.or(match self.file.size {
            Some(Size::Exact(bytes)) => Some(bytes),
            _ => None,
        })
    }

    /// Returns the speed.
    pub fn rate(&self) -> &Rate {
        &self.rate
    }

    /// Returns the estimated seconds left; `None` while unknown.
    pub fn seconds_left(&self) -> Option<u64> {
        self.rate
            .seconds_for(self.total()?.saturating_sub(self.received))
    }

    /// Returns whether the transfer is finished, successfully or not.
    pub fn is_finished(&self) -> bool {
        matches!(
            self.state,
            State::Verified { .. } | State::Unverified { .. } | State::Failed(_) | State::Cancelled
        )
    }

    /// Returns whether the transfer can be cancelled: not once finished, and not while the file is being closed.
    pub fn can_be_cancelled(&self) -> bool {
        !self.is_finished() && !matches!(self.state, State::Finishing { .. })
    }

    /// Applies an event at time `now` (milliseconds) and returns the next action.
    ///
    /// After the end every event is ignored: a late response changes nothing.
    pub fn on(&mut self, event: Event<'_>, now: u64) -> Effect {
        if self.is_finished() {
            return Effect::Rest;
        }
        match event {
            // A file that is being closed can no longer be discarded.
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

/// Shortest time between two samples, in milliseconds.
const SAMPLE: u64 = 250;

/// Weight of the newest sample, in percent.
const WEIGHT: u64 = 25;

/// Moving average of the speed in bytes per second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    since: Option<(u64, u64)>,
    per_second: Option<u64>,
}

impl Rate {
    /// Records that `received` bytes in total had arrived at `now` (milliseconds).
    pub fn note(&mut self, received: u64, now: u64) {
        let Some((bytes, at)) = self.since else {
            self.since = Some((received, now));
            return;
        };
        let elapsed = now.saturating_sub(at);
        if elapsed < SAMPLE {
            return;
        }
        let sample = received.saturating_sub(bytes).saturating_mul(1000) / elapsed;
        self.per_second = Some(match self.per_second {
            None => sample,
            Some(old) => (old.saturating_mul(100 - WEIGHT) + sample.saturating_mul(WEIGHT)) / 100,
        });
        self.since = Some((received, now));
    }

    /// Returns bytes per second; `None` in the first quarter of a second.
    pub fn per_second(&self) -> Option<u64> {
        self.per_second
    }

    /// Returns the seconds for `bytes` more, rounded up; `None` while the speed is unknown.
    pub fn seconds_for(&self, bytes: u64) -> Option<u64> {
        self.per_second
            .filter(|speed| *speed > 0)
            .map(|speed| bytes.div_ceil(speed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_stream_shows_its_speed() {
        let mut rate = Rate::default();
        for tick in 0..20_u64 {
            rate.note(tick * 1000, tick * 500);
        }
        assert_eq!(rate.per_second(), Some(2000));
        assert_eq!(rate.seconds_for(5000), Some(3));
    }

    #[test]
    fn nothing_is_claimed_before_the_first_sample() {
        let mut rate = Rate::default();
        rate.note(0, 0);
        rate.note(10, 100);
        assert_eq!(rate.per_second(), None);
        assert_eq!(rate.seconds_for(1), None);
    }
}
