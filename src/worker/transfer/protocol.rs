//! What a page asks the worker that downloads, and what it answers.

use serde::{Deserialize, Serialize};

use crate::mirror::RemotePath;
use crate::port::FetchError;
use crate::table::Md5;
use crate::transfer::{Entry, NewTransfer, Note, Place, QueueTotals, State};
use crate::worker::WorkerRequest;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Tell of all downloads, those of earlier visits too, and from now on of every change: any number of
    /// [`Response::Update`].
    Watch,
    /// Add downloads: [`Response::Done`].
    Add(Vec<NewTransfer>),
    /// Pause: [`Response::Done`].
    Pause(Target),
    /// Go on with what is paused, and try again what failed: [`Response::Done`].
    Resume(Target),
    /// Cancel: [`Response::Done`].
    Cancel(Target),
    /// Let a download that waits be the next: [`Response::Done`].
    PutFirst(u32),
    /// Take finished downloads off the list: [`Response::Done`].
    Clear(Target),
    /// Compute the MD5 of a local file by its `blob:` URL: any number of [`Response::Read`], then [`Response::Hashed`].
    Hash(String),
}

/// Which downloads a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// One.
    One(u32),
    /// All that it can be done with; of finished ones, only the failed are tried again.
    All,
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Response {
    /// Downloads have changed.
    Update(Box<Update>),
    /// It was done.
    Done,
    /// So many bytes were read.
    Read(u64),
    /// The checksum of what was read, or why it could not be read to its end.
    Hashed(Result<Md5, FetchError>),
}

/// What has changed since the last update.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// Downloads that are new, or have changed.
    pub changed: Vec<TransferView>,
    /// Those that were taken off the list.
    pub removed: Vec<u32>,
    /// Sums over all.
    pub totals: QueueTotals,
    /// Whether another page of this browser has the downloads of earlier visits.
    pub is_elsewhere: bool,
}

/// A download as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferView {
    /// Its number.
    pub id: u32,
    /// Path on its host's site.
    pub path: RemotePath,
    /// Where it is written.
    pub place: Place,
    /// How far it is.
    pub state: State,
    /// Bytes that came.
    pub received: u64,
    /// Bytes of the whole file, if known exactly.
    pub total: Option<u64>,
    /// Bytes per second, while they come.
    pub speed: Option<u64>,
    /// The name of the mirror that is asked.
    pub mirror: String,
    /// What happened on the way.
    pub notes: Vec<Note>,
}

impl TransferView {
    /// Describes a download.
    pub fn of(entry: &Entry) -> Self {
        let transfer = &entry.transfer;
        let is_receiving = *transfer.state() == State::Receiving;
        Self {
            id: entry.id,
            path: transfer.file().path.clone(),
            place: entry.place.clone(),
            state: transfer.state().clone(),
            received: transfer.received(),
            total: transfer.total(),
            speed: transfer.rate().per_second().filter(|_| is_receiving),
            mirror: transfer
                .source()
                .map(|source| source.name.clone())
                .unwrap_or_default(),
            notes: transfer.notes().to_vec(),
        }
    }

    /// Returns the seconds that are left at this speed, rounded up.
    pub fn seconds_left(&self) -> Option<u64> {
        let speed = self.speed.filter(|speed| *speed > 0)?;
        Some(self.total?.saturating_sub(self.received).div_ceil(speed))
    }
}

impl WorkerRequest for Request {
    type Response = Response;

    fn is_final(response: &Response) -> bool {
        matches!(response, Response::Done | Response::Hashed(_))
    }
}
