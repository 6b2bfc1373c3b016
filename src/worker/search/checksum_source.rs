//! Gets the checksums of chosen files.

use std::ops::Range;

use md5::{Digest, Md5 as Hasher};

use super::effects::{Effect, Event, GetError, Source};
use super::io::EffectQueue;
use super::range_planner::{SUM, pieces, take};
use crate::search::Expanded;
use crate::snapshot::{OpenError, Part};
use crate::table::Md5;

/// Where the checksums of a list are.
#[derive(Debug)]
pub(super) enum ChecksumSource {
    /// At this address.
    Web(String),
    /// In the browser's own store, by this name.
    Kept(String),
    /// Here.
    Here(Vec<u8>),
}

/// How many pieces are asked for at a time, as many as browsers ask a server of the first form of HTTP.
const AT_A_TIME: usize = 6;

/// The answer to a question for all files, which waits for checksums.
#[derive(Debug)]
pub(super) struct Expanding {
    pub(super) job: u32,
    expanded: Expanded,
    /// The files, in order.
    wanted: Vec<u32>,
    sums: Vec<[u8; 16]>,
    part: Part,
    address: String,
    /// Pieces that are not asked for yet, the last first.
    waiting: Vec<Range<u32>>,
    running: Vec<Piece>,
}

/// A piece that comes.
#[derive(Debug)]
struct Piece {
    get: u32,
    /// Where the next byte lies in the part.
    at: u64,
    end: u64,
    /// Of a whole part, of which alone the digest is known.
    whole: Option<Hasher>,
}

impl Piece {
    fn whole(get: u32, part: &Part) -> Self {
        Self {
            get,
            at: 0,
            end: part.bytes,
            whole: Some(Hasher::new()),
        }
    }
}

impl Expanding {
    /// Begins to get the checksums of files, which are those of `expanded`, in order.
    pub(super) fn start(
        job: u32,
        expanded: Expanded,
        wanted: Vec<u32>,
        (part, source): (&Part, &ChecksumSource),
        out: &mut EffectQueue,
    ) -> Self {
        let mut expanding = Self {
            job,
            sums: vec![[0; 16]; wanted.len()],
            expanded,
            wanted,
            part: part.clone(),
            address: String::new(),
            waiting: Vec::new(),
            running: Vec::new(),
        };
        match source {
            ChecksumSource::Here(bytes) => take(&expanding.wanted, &mut expanding.sums, 0, bytes),
            ChecksumSource::Kept(file) if !expanding.wanted.is_empty() => {
                expanding.address.clone_from(file);
                let get = out.fetch(file, Source::Kept, false);
                expanding.running.push(Piece::whole(get, part));
            }
            ChecksumSource::Kept(_) => {}
            ChecksumSource::Web(address) => {
                expanding.address.clone_from(address);
                let files = u32::try_from(part.bytes / SUM).unwrap_or(u32::MAX);
                if let Some(mut pieces) = pieces(&expanding.wanted, files) {
                    pieces.reverse();
                    expanding.waiting = pieces;
                    expanding.ask(out);
                } else {
                    let get = out.fetch(address, Source::Web, false);
                    expanding.running.push(Piece::whole(get, part));
                }
            }
        }
        expanding
    }

    fn ask(&mut self, out: &mut EffectQueue) {
        while self.running.len() < AT_A_TIME {
            let Some(piece) = self.waiting.pop() else {
                return;
            };
            let (at, end) = (u64::from(piece.start) * SUM, u64::from(piece.end) * SUM);
            let get = out.fetch_range(&self.address, at..end);
            self.running.push(Piece {
                get,
                at,
                end,
                whole: None,
            });
        }
    }

    /// Says whether an event is meant for it.
    pub(super) fn owns(&self, number: u32) -> bool {
        self.running.iter().any(|piece| piece.get == number)
    }

    /// Says whether all has come.
    pub(super) fn is_done(&self) -> bool {
        self.running.is_empty() && self.waiting.is_empty()
    }

    /// Ends it.
    pub(super) fn stop(&mut self, out: &mut EffectQueue) {
        self.waiting.clear();
        for piece in self.running.drain(..) {
            out.push(Effect::Abort(piece.get));
        }
    }

    /// Takes an event that it [owns](Self::owns).
    pub(super) fn take(
        &mut self,
        number: u32,
        event: Event<'_>,
        out: &mut EffectQueue,
    ) -> Result<(), OpenError> {
        let Some(place) = self.running.iter().position(|piece| piece.get == number) else {
            return Ok(());
        };
        let is_whole = self.running[place].whole.is_some();
        match event {
            Event::Head { status: 206, .. } if !is_whole => {}
            Event::Head { status: 200, .. } => {
                if !is_whole {
                    self.take_whole(place, out);
                }
            }
            Event::Head { status, .. } => return Err(GetError::Status(status).of(&self.address)),
            Event::Failed(failure) => return Err(failure.of(&self.address)),
            Event::Bytes(bytes) => {
                let piece = &mut self.running[place];
                take(&self.wanted, &mut self.sums, piece.at, bytes);
                piece.at += bytes.len() as u64;
                if let Some(hasher) = &mut piece.whole {
                    hasher.update(bytes);
                }
                if piece.at > piece.end {
                    return Err(self.length_fault(place));
                }
            }
            Event::End if self.running[place].at < self.running[place].end => {
                return Err(self.length_fault(place));
            }
            Event::End => {
                let piece = self.running.swap_remove(place);
                if let Some(hasher) = piece.whole
                    && Md5(hasher.finalize().into()) != self.part.md5
                {
                    let part = self.part.file.clone();
                    return Err(OpenError::Digest { part });
                }
                self.ask(out);
            }
            Event::Kept(_) | Event::Resume => {}
        }
        Ok(())
    }

    /// The server sends the whole part where a piece was asked for: one such answer does for all pieces.
    fn take_whole(&mut self, place: usize, out: &mut EffectQueue) {
        let piece = self.running.swap_remove(place);
        self.stop(out);
        self.running.push(Piece::whole(piece.get, &self.part));
    }

    fn length_fault(&self, place: usize) -> OpenError {
        let piece = &self.running[place];
        OpenError::Length {
            part: self.part.file.clone(),
            found: piece.at,
            expected: piece.end,
        }
    }

    /// Returns the answer.
    pub(super) fn finish(mut self) -> Expanded {
        for (file, sum) in self.expanded.files.iter_mut().zip(self.sums) {
            file.md5 = (sum != [0; 16]).then_some(Md5(sum));
        }
        self.expanded
    }
}
