//! What follows when a source fails: another request, another source, or the end.

use super::{Effect, Transfer};
use crate::port::FetchError;
use crate::table::Md5;
use crate::transfer::retry::{BEFORE_NEXT_MIRROR, delay, is_enough, is_lasting};
use crate::transfer::{Note, State, TransferError};

impl Transfer {
    pub(super) fn fetch_failed(&mut self, error: FetchError, now: u64) -> Effect {
        if is_lasting(&error) {
            return self.give_up_source(TransferError::Fetch(error));
        }
        self.failures += 1;
        self.failures_here += 1;
        if is_enough(self.failures, &error) {
            // What came is kept: the user can go on from there.
            self.state = State::Failed(TransferError::Fetch(error));
            return Effect::Rest;
        }
        if self.failures_here >= BEFORE_NEXT_MIRROR
            && let Some(next) = self.other_source()
        {
            return self.change_to(next, TransferError::Fetch(error));
        }
        let wait = delay(self.failures, &error);
        let until = now + wait;
        self.state = State::Waiting { until, error };
        Effect::Wait(wait)
    }

    /// Asks this source no more: the next one, or none.
    pub(super) fn give_up_source(&mut self, error: TransferError) -> Effect {
        self.given_up[self.source] = Some(error.clone());
        match self.other_source() {
            Some(next) => self.change_to(next, error),
            None => self.fail(error),
        }
    }

    /// All bytes came, and they are not those of the list.
    pub(super) fn wrong_bytes(&mut self, expected: Md5, found: Md5) -> Effect {
        if self.is_mixed {
            // Two mirrors with different files give such bytes: this one alone may be right.
            return self.begin_again(Note::Changed);
        }
        let same = self.wrong.iter().find(|(_, other)| *other == found);
        if let Some((first, _)) = same {
            let mirrors = [*first, self.source].map(|at| self.file.sources[at].name.clone());
            return self.fail(TransferError::MirrorsAgree {
                expected,
                found,
                mirrors: mirrors.to_vec(),
            });
        }
        let error = TransferError::Checksum { expected, found };
        self.wrong.push((self.source, found));
        // A file that was wrong twice is not fetched a third time.
        if self.wrong.len() > 1 {
            return self.fail(error);
        }
        self.give_up_source(error)
    }

    /// The next source that can be asked, after this one in the order of the list.
    fn other_source(&self) -> Option<usize> {
        let sources = self.file.sources.len();
        (1..sources)
            .map(|step| (self.source + step) % sources)
            .find(|at| self.given_up[*at].is_none())
    }

    fn change_to(&mut self, source: usize, error: TransferError) -> Effect {
        let from = self
            .source()
            .map(|source| source.name.clone())
            .unwrap_or_default();
        let is_wrong = !matches!(error, TransferError::Fetch(_));
        self.notes.push(Note::NextMirror { from, error });
        self.source = source;
        (self.failures_here, self.restarts, self.is_plain) = (0, 0, false);
        self.state = State::Connecting;
        // Without a checksum nothing would tell whether two mirrors have the same file.
        if self.received > 0 && (is_wrong || self.file.md5.is_none()) {
            self.forget();
            return Effect::StartOver;
        }
        self.is_mixed = self.received > 0;
        Effect::Request
    }
}
