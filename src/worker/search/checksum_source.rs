//! Gets the checksums of chosen files: which pieces to ask for, and what to take of them.

use std::ops::Range;

use md5::{Digest, Md5 as Hasher};

use super::protocol::Response;
use crate::search::{Expanded, FileDetails, FilePack, ListedDirectory, ListedFile};
use crate::snapshot::{OpenError, Part};
use crate::table::Md5;
use crate::worker::effects::EffectQueue;
use crate::worker::{Effect, Event, GetError, Source};

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

impl Unfinished {
    fn response(self) -> Response {
        match self {
            Self::Expanded(expanded) => Response::Expanded(expanded),
            Self::Files(files) => Response::Files(FilePack::new(&files)),
            Self::Directory(directory) => Response::Directory(Some(directory)),
            Self::File(details) => Response::File(Some(details)),
        }
    }
}

/// How many pieces are asked for at a time, as many as browsers ask a server of the first form of HTTP.
const AT_A_TIME: usize = 6;

/// A response whose files wait for their checksums.
#[derive(Debug)]
pub(super) enum Unfinished {
    /// All files of a query.
    Expanded(Expanded),
    /// A window of them.
    Files(Vec<ListedFile>),
    /// What is in a directory.
    Directory(ListedDirectory),
    /// A file.
    File(Box<FileDetails>),
}

/// The answer to a question for all files, which waits for checksums.
#[derive(Debug)]
pub(super) struct Expanding {
    pub(super) job: u32,
    unfinished: Unfinished,
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
    /// Begins to get the checksums of files, which are those of `unfinished`, in order.
    pub(super) fn start(
        job: u32,
        unfinished: Unfinished,
        wanted: Vec<u32>,
        (part, source): (&Part, &ChecksumSource),
        out: &mut EffectQueue,
    ) -> Self {
        let mut expanding = Self {
            job,
            sums: vec![[0; 16]; wanted.len()],
            unfinished,
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
    pub(super) fn finish(mut self) -> Response {
        let md5s: Vec<&mut Option<Md5>> = match &mut self.unfinished {
            Unfinished::Expanded(expanded) => {
                let files = expanded.files.iter_mut();
                files.map(|file| &mut file.md5).collect()
            }
            Unfinished::Files(files) => files.iter_mut().map(|file| &mut file.md5).collect(),
            Unfinished::Directory(directory) => {
                let files = directory.files.iter_mut();
                files.map(|file| &mut file.md5).collect()
            }
            Unfinished::File(details) => vec![&mut details.md5],
        };
        for (md5, sum) in md5s.into_iter().zip(self.sums) {
            *md5 = (sum != [0; 16]).then_some(Md5(sum));
        }
        self.unfinished.response()
    }

    /// Returns the answer where the checksums could not be had: a file or what is in a directory is worth showing without.
    pub(super) fn fail(self, error: OpenError) -> Response {
        match self.unfinished {
            Unfinished::Expanded(_) | Unfinished::Files(_) => Response::Failed(error.into()),
            Unfinished::Directory(_) | Unfinished::File(_) => self.unfinished.response(),
        }
    }
}

/// Bytes of a checksum.
const SUM: u64 = 16;

/// The most pieces; above that, neighbours become one though nobody asks for what lies between them.
const MOST_PIECES: usize = 48;

/// The fewest checksums between two pieces: 4 KB are quicker read than asked for.
const LEAST_GAP: u32 = 256;

/// Returns the pieces of files that cover the wanted ones, which are in order; nothing if all is as good.
pub(super) fn pieces(wanted: &[u32], files: u32) -> Option<Vec<Range<u32>>> {
    let mut gap = LEAST_GAP;
    loop {
        let pieces = joined(wanted, gap);
        if pieces.len() <= MOST_PIECES {
            let covered: u32 = pieces.iter().map(|piece| piece.end - piece.start).sum();
            return (covered <= files / 2).then_some(pieces);
        }
        gap = gap.saturating_mul(2);
    }
}

fn joined(wanted: &[u32], gap: u32) -> Vec<Range<u32>> {
    let mut pieces: Vec<Range<u32>> = Vec::new();
    for file in wanted {
        match pieces.last_mut() {
            Some(last) if file - last.end.min(*file) <= gap => last.end = file + 1,
            _ => pieces.push(*file..file + 1),
        }
    }
    pieces
}

/// Takes the wanted checksums out of bytes that begin at a place of the part.
pub(super) fn take(wanted: &[u32], sums: &mut [[u8; 16]], at: u64, bytes: &[u8]) {
    let end = at + bytes.len() as u64;
    let first = wanted.partition_point(|file| (u64::from(*file) + 1) * SUM <= at);
    for (file, sum) in wanted.iter().zip(sums).skip(first) {
        let begin = u64::from(*file) * SUM;
        if begin >= end {
            break;
        }
        for (byte, place) in sum.iter_mut().zip(begin..) {
            let known = place
                .checked_sub(at)
                .and_then(|place| usize::try_from(place).ok());
            if let Some(known) = known.and_then(|place| bytes.get(place)) {
                *byte = *known;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_piece_and_much_is_all() {
        assert_eq!(pieces(&[], 1_000), Some(vec![]));
        assert_eq!(
            pieces(&[7, 200, 999], 3_000),
            Some(vec![7..201, 999..1_000])
        );
        assert_eq!(pieces(&[7, 200], 300), None);
        let far: Vec<u32> = (0..2_000).map(|place| place * 300).collect();
        assert_eq!(pieces(&far, 700_000), None, "one piece of nearly all");
        let near: Vec<u32> = (0..60).map(|place| place * 300).collect();
        let near = pieces(&near, 700_000).expect("a part of all");
        assert_eq!((near.len(), near[0].clone()), (1, 0..17_701));
    }

    #[test]
    fn checksums_come_out_of_any_cuts() {
        let part: Vec<u8> = (0..160).collect();
        let wanted = [1, 2, 9];
        for step in [1, 7, 16, 100, 160] {
            let mut sums = [[0; 16]; 3];
            let mut at = 0;
            for chunk in part.chunks(step) {
                take(&wanted, &mut sums, at, chunk);
                at += chunk.len() as u64;
            }
            assert_eq!(sums.map(|sum| sum[0]), [16, 32, 144], "{step}");
            assert_eq!(sums.map(|sum| sum[15]), [31, 47, 159], "{step}");
        }
    }
}
