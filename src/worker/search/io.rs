//! Collects effects, and measures progress.

use std::ops::Range;

use super::effects::{Effect, FetchFile, Source};
use super::protocol::Response;
use crate::search::{OpenProgress, OpenStep};
use crate::worker::message::encode;

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

    pub(super) fn respond(&mut self, job: u32, response: &Response) {
        self.push(Effect::Respond(encode(job, response)));
    }

    pub(super) fn report_step(&mut self, job: u32, step: OpenStep, files: u32) {
        let progress = OpenProgress {
            step,
            bytes: 0,
            of: None,
            files,
        };
        self.respond(job, &Response::Progress(progress));
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

/// Counts bytes, and reports progress now and then.
#[derive(Debug, Default)]
pub(super) struct ProgressMeter {
    pub(super) bytes: u64,
    pub(super) of: Option<u64>,
    reported: u64,
}

impl ProgressMeter {
    /// The fewest bytes between two reports, and the most.
    const STEPS: (u64, u64) = (64 << 10, 1 << 20);

    /// Counts bytes; reports them to the page when there are enough.
    pub(super) fn add(&mut self, bytes: usize, job: u32, files: u32, out: &mut EffectQueue) {
        self.bytes += bytes as u64;
        // A length that is passed was that of the compressed file.
        self.of = self.of.filter(|of| self.bytes <= *of);
        let step = (self.of.unwrap_or(u64::MAX) / 64).clamp(Self::STEPS.0, Self::STEPS.1);
        if self.bytes - self.reported >= step || self.of == Some(self.bytes) {
            self.reported = self.bytes;
            let progress = OpenProgress {
                step: OpenStep::Fetching,
                bytes: self.bytes,
                of: self.of,
                files,
            };
            out.respond(job, &Response::Progress(progress));
        }
    }
}
