//! What a desk wants done.

use std::ops::Range;

use super::Answer;
use super::effects::{Action, Get, Store};
use crate::search::{OpenProgress, OpenStep};

/// Collects actions, and numbers them.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    actions: Vec<Action>,
    numbered: u32,
}

impl Outbox {
    /// Takes what was collected.
    pub(super) fn take(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.actions)
    }

    pub(super) fn push(&mut self, action: Action) {
        self.actions.push(action);
    }

    pub(super) fn number(&mut self) -> u32 {
        self.numbered = self.numbered.wrapping_add(1);
        self.numbered
    }

    pub(super) fn tell(&mut self, job: u32, answer: &Answer) {
        self.push(Action::Tell(answer.to_bytes(job)));
    }

    pub(super) fn tell_step(&mut self, job: u32, step: OpenStep, files: u32) {
        let progress = OpenProgress {
            step,
            bytes: 0,
            of: None,
            files,
        };
        self.tell(job, &Answer::Progress(progress));
    }

    /// Asks for a whole file.
    pub(super) fn get(&mut self, address: &str, store: Store, hold: bool) -> u32 {
        self.ask(address, None, store, hold)
    }

    /// Asks for a part of a file.
    pub(super) fn get_range(&mut self, address: &str, range: Range<u64>) -> u32 {
        self.ask(address, Some(range), Store::Web, false)
    }

    fn ask(&mut self, address: &str, range: Option<Range<u64>>, store: Store, hold: bool) -> u32 {
        let number = self.number();
        self.push(Action::Get(Get {
            number,
            address: address.to_owned(),
            range,
            store,
            hold,
        }));
        number
    }

    pub(super) fn go_on(&mut self) -> u32 {
        let number = self.number();
        self.push(Action::GoOn(number));
        number
    }
}

/// Says how far something is, but not at every piece.
#[derive(Debug, Default)]
pub(super) struct ProgressMeter {
    pub(super) bytes: u64,
    pub(super) of: Option<u64>,
    told: u64,
}

impl ProgressMeter {
    /// The fewest bytes between two messages, and the most.
    const STEPS: (u64, u64) = (64 << 10, 1 << 20);

    /// Counts bytes; says it to the page when there are enough.
    pub(super) fn add(&mut self, bytes: usize, job: u32, files: u32, out: &mut Outbox) {
        self.bytes += bytes as u64;
        // A length that is passed was that of the compressed file.
        self.of = self.of.filter(|of| self.bytes <= *of);
        let step = (self.of.unwrap_or(u64::MAX) / 64).clamp(Self::STEPS.0, Self::STEPS.1);
        if self.bytes - self.told >= step || self.of == Some(self.bytes) {
            self.told = self.bytes;
            let progress = OpenProgress {
                step: OpenStep::Fetching,
                bytes: self.bytes,
                of: self.of,
                files,
            };
            out.tell(job, &Answer::Progress(progress));
        }
    }
}
