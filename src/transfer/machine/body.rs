//! The bytes of a transfer: they are counted, hashed, and judged at their end.

use md5::Digest;

use super::{Effect, Transfer};
use crate::port::FetchError;
use crate::table::Md5;
use crate::transfer::web_page::{is_web_page, is_web_page_name};
use crate::transfer::{State, TransferError};

impl Transfer {
    pub(super) fn bytes(&mut self, bytes: &[u8], now: u64) -> Effect {
        if self.received == 0 && is_web_page(bytes) && !is_web_page_name(self.file.path.name()) {
            return self.give_up_source(TransferError::WebPage);
        }
        self.hasher.update(bytes);
        self.received += bytes.len() as u64;
        self.rate.note(self.received, now);
        if self.received > self.farthest {
            self.farthest = self.received;
            (self.failures, self.failures_here) = (0, 0);
        }
        let most = self.total().unwrap_or(self.file.bounds().1);
        if self.received > most {
            let got = self.received;
            return self.give_up_source(TransferError::TooLong { most, got });
        }
        Effect::Read
    }

    pub(super) fn ended(&mut self, now: u64) -> Effect {
        // An empty answer that announces nothing is no file.
        let least = self.total().unwrap_or_else(|| self.file.bounds().0.max(1));
        if self.received < least {
            let got = self.received;
            return self.fetch_failed(FetchError::Broken { got }, now);
        }
        let found = Md5(self.hasher.clone().finalize().into());
        match self.file.md5 {
            Some(expected) if !self.file.accepts(found) => self.wrong_bytes(expected, found),
            _ => {
                self.state = State::Finishing { found };
                Effect::Close
            }
        }
    }

    pub(super) fn closed(&mut self) -> Effect {
        if let State::Finishing { found } = self.state {
            self.state = if self.file.accepts(found) {
                State::Verified {
                    md5: found,
                    is_disputed: !self.file.other_md5s.is_empty(),
                }
            } else {
                State::Unverified { found }
            };
        }
        Effect::Rest
    }
}
