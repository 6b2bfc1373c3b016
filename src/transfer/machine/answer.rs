//! What the head of a response means for a transfer.

use super::{Effect, Transfer};
use crate::port::{FetchError, Head};
use crate::transfer::version::{ContentRange, Version};
use crate::transfer::web_page::is_web_page_name;
use crate::transfer::{Note, State, TransferError};

/// How often a transfer begins again with one source before that is given up.
const MOST_RESTARTS: u32 = 5;

impl Transfer {
    pub(super) fn answered(&mut self, head: &Head, other_host: Option<&str>, now: u64) -> Effect {
        match head.status {
            200 | 206 => {}
            // There is no such part: what came before is of another version.
            416 if self.received > 0 => return self.begin_again(Note::Changed),
            _ => return self.fetch_failed(head.refusal(), now),
        }
        if head.is_html() && !is_web_page_name(self.file.path.name()) {
            return self.give_up_source(TransferError::WebPage);
        }
        self.note_host(other_host);
        let version = Version::of(head);
        // With bytes of several sources each has a version of its own, and the checksum judges.
        if self.received > 0 && !self.is_mixed && self.version.differs(&version) {
            return self.begin_again(Note::Changed);
        }
        let range = ContentRange::of(head);
        let first = match head.status {
            206 => range.map_or(self.received, |range| range.first),
            _ => 0,
        };
        let mut next = Effect::Read;
        if first != self.received {
            if first > 0 {
                return self.begin_again(Note::CannotContinue);
            }
            self.notes.push(Note::CannotContinue);
            self.forget();
            next = Effect::Rewind;
        }
        let rest = head.body_length().map(|rest| rest + self.received);
        let announced = range.and_then(|range| range.total).or(rest);
        if let Some(instead) = self.judge_length(head.status, announced, now) {
            return instead;
        }
        self.version = version;
        self.state = State::Receiving;
        self.rate.note(self.received, now);
        next
    }

    /// Compares the length that the mirror announces with what is known; returns what to do if they differ.
    fn judge_length(&mut self, status: u16, announced: Option<u64>, now: u64) -> Option<Effect> {
        let (least, most) = self.file.bounds();
        let before = std::mem::replace(&mut self.announced, announced);
        let announced = announced?;
        if (least..=most).contains(&announced) {
            let is_other = self.received > 0 && before.is_some_and(|before| before != announced);
            return is_other.then(|| self.begin_again(Note::Changed));
        }
        self.announced = None;
        if status == 200 && !self.is_plain {
            // It may be the length of the body as it is packed on the way, which a page of another site cannot see.
            self.is_plain = true;
            return Some(self.connect(now));
        }
        // Packed bytes are fewer; the end will tell.
        let can_be_packed = status == 200 && announced > 0 && announced < least;
        (!can_be_packed).then(|| {
            self.give_up_source(TransferError::OtherSize {
                least,
                most,
                announced,
            })
        })
    }

    /// Notes that another host sends the bytes than the one that was asked.
    fn note_host(&mut self, other_host: Option<&str>) {
        let Some(host) = other_host else {
            return;
        };
        let note = Note::MovedTo(host.to_owned());
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Drops what came and asks anew.
    pub(super) fn begin_again(&mut self, why: Note) -> Effect {
        self.restarts += 1;
        if self.restarts > MOST_RESTARTS {
            let got = self.received;
            return self.give_up_source(TransferError::Fetch(FetchError::Broken { got }));
        }
        self.notes.push(why);
        self.forget();
        self.state = State::Connecting;
        Effect::StartOver
    }
}
