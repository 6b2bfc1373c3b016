//! The queue of downloads: which runs next, and how far all are.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::line::Line;
use super::{Place, State, Transfer, TransferError, TransferFile};
use crate::mirror::MirrorId;
use crate::port::SaveError;

/// Most downloads at a time, of all hosts together.
const MOST_AT_ONCE: usize = 6;

/// A download that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTransfer {
    /// The file.
    pub file: TransferFile,
    /// Where it is written.
    pub place: Place,
}

/// A download in the queue.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Numbers downloads in the order in which they were added.
    pub id: u32,
    /// Where it is written.
    pub place: Place,
    /// The download.
    pub transfer: Transfer,
}

/// All downloads.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    entries: BTreeMap<u32, Entry>,
    /// Those that wait for their turn.
    waiting: Line,
    /// Those that had their turn, as far as they may still run.
    begun: BTreeSet<u32>,
    /// Mirrors that asked for fewer requests, and until when, in milliseconds since 1970.
    resting: BTreeMap<MirrorId, u64>,
    last_id: u32,
}

/// Sums over all downloads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueTotals {
    /// How many there are.
    pub files: u32,
    /// How many have a connection, or are about to have one again.
    pub running: u32,
    /// How many wait for their turn.
    pub queued: u32,
    /// How many are paused.
    pub paused: u32,
    /// How many are verified.
    pub verified: u32,
    /// How many are complete without a checksum to compare.
    pub unverified: u32,
    /// How many failed.
    pub failed: u32,
    /// Bytes that came.
    pub received: u64,
    /// Bytes of all files, those of unknown size apart.
    pub bytes: u64,
    /// How many files are of unknown size.
    pub unsized_files: u32,
    /// Bytes per second.
    pub speed: u64,
}

impl Queue {
    /// Adds a download, which then waits for its turn; returns its number.
    pub fn add(&mut self, new: NewTransfer) -> u32 {
        let id = self.last_id + 1;
        self.insert(id, new.place, Transfer::new(new.file));
        self.waiting.push_back(id, self.mirror_of(id));
        id
    }

    /// Adds a download of an earlier visit under its number.
    pub fn insert(&mut self, id: u32, place: Place, transfer: Transfer) {
        self.last_id = self.last_id.max(id);
        self.entries.insert(
            id,
            Entry {
                id,
                place,
                transfer,
            },
        );
    }

    /// Lets a download that was gone on with while it was ending wait for its turn.
    pub fn wait_again(&mut self, id: u32) {
        if !self.waiting.contains(id) {
            self.waiting.push_front(id, self.mirror_of(id));
        }
    }

    /// Returns the mirror that a download asks next.
    fn mirror_of(&self, id: u32) -> Option<MirrorId> {
        let source = self.entries.get(&id)?.transfer.source()?;
        Some(source.mirror.clone())
    }

    /// Returns a download.
    pub fn get(&self, id: u32) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// Returns a download, to be changed.
    pub fn get_mut(&mut self, id: u32) -> Option<&mut Entry> {
        self.entries.get_mut(&id)
    }

    /// Iterates over all downloads in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Takes the next download whose mirror tolerates another connection at time `now`.
    pub fn take_next(&mut self, now: u64) -> Option<u32> {
        let entries = &self.entries;
        let source = |id: u32| entries.get(&id).and_then(|entry| entry.transfer.source());
        self.begun.retain(|id| {
            let entry = entries.get(id);
            entry.is_some_and(|entry| entry.transfer.state().is_running())
        });
        if self.begun.len() >= MOST_AT_ONCE {
            return None;
        }
        let is_free = |id: u32| {
            source(id).is_none_or(|wanted| {
                let running = self.begun.iter().filter_map(|id| source(*id));
                let connections = running.filter(|running| running.mirror == wanted.mirror);
                let until = self.resting.get(&wanted.mirror);
                let is_resting = until.is_some_and(|until| *until > now);
                !is_resting && connections.count() < usize::from(wanted.connections)
            })
        };
        let id = self.waiting.take(is_free)?;
        self.begun.insert(id);
        Some(id)
    }

    /// Notes that a mirror asked for fewer requests, as a download of it says.
    pub fn note_rest(&mut self, id: u32) {
        let Some(entry) = self.entries.get(&id) else {
            return;
        };
        if let (State::Waiting { until, error }, Some(source)) =
            (entry.transfer.state(), entry.transfer.source())
            && error.is_throttled()
        {
            self.resting.insert(source.mirror.clone(), *until);
        }
    }

    /// Returns when the next mirror may be asked again, if any waits and downloads wait for it.
    pub fn wakes_at(&self, now: u64) -> Option<u64> {
        let rests = self.resting.values().copied().filter(|until| *until > now);
        if self.waiting.is_empty() {
            None
        } else {
            rests.min()
        }
    }

    /// Pauses the downloads that wait to be written where nothing can be, as one that failed shows: all where the disk is full, and
    /// those of its folder where that is gone or not allowed. Each would be fetched in vain. Returns them.
    pub fn pause_like(&mut self, failed: u32) -> Vec<u32> {
        let Some(entry) = self.entries.get(&failed) else {
            return Vec::new();
        };
        let State::Failed(TransferError::Save(error)) = entry.transfer.state() else {
            return Vec::new();
        };
        let handle = entry.place.handle();
        let is_like = |place: &Place| match error {
            SaveError::Full => true,
            SaveError::Denied | SaveError::Gone => handle.is_some() && place.handle() == handle,
            _ => false,
        };
        let is_like = |id: &u32| {
            let entry = self.entries.get(id);
            entry.is_some_and(|entry| is_like(&entry.place))
        };
        let mut like: Vec<u32> = self.waiting.ids().filter(is_like).collect();
        like.retain(|id| self.pause(*id));
        like
    }

    /// Pauses a download; returns whether it did.
    pub fn pause(&mut self, id: u32) -> bool {
        self.waiting.remove(id);
        self.entries
            .get_mut(&id)
            .is_some_and(|entry| entry.transfer.pause())
    }

    /// Lets a download that is paused, failed or cancelled wait for its turn; returns whether it did.
    pub fn resume(&mut self, id: u32) -> bool {
        let did = self
            .entries
            .get_mut(&id)
            .is_some_and(|entry| entry.transfer.resume());
        if did {
            self.waiting.push_back(id, self.mirror_of(id));
        }
        did
    }

    /// Cancels a download; returns whether it did.
    pub fn cancel(&mut self, id: u32) -> bool {
        self.waiting.remove(id);
        self.entries
            .get_mut(&id)
            .is_some_and(|entry| entry.transfer.cancel())
    }

    /// Lets a download that waits be the next.
    pub fn put_first(&mut self, id: u32) {
        self.waiting.put_first(id);
    }

    /// Takes a finished download off the list; returns it if there was one.
    pub fn remove_finished(&mut self, id: u32) -> Option<Entry> {
        let is_finished = self.entries.get(&id)?.transfer.state().is_finished();
        if is_finished {
            self.entries.remove(&id)
        } else {
            None
        }
    }

    /// Returns the sums.
    pub fn totals(&self) -> QueueTotals {
        let mut totals = QueueTotals::default();
        for entry in self.entries.values() {
            let transfer = &entry.transfer;
            let place = match transfer.state() {
                State::Cancelled => continue,
                State::Queued => &mut totals.queued,
                State::Paused => &mut totals.paused,
                State::Verified { .. } => &mut totals.verified,
                State::Unverified { .. } => &mut totals.unverified,
                State::Failed(_) => &mut totals.failed,
                _ => &mut totals.running,
            };
            *place += 1;
            totals.files += 1;
            totals.received += transfer.received();
            match transfer.total() {
                Some(bytes) => totals.bytes += bytes,
                None => totals.unsized_files += 1,
            }
            if *transfer.state() == State::Receiving {
                totals.speed += transfer.rate().per_second().unwrap_or_default();
            }
        }
        totals
    }
}
