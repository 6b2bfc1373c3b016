//! A transfer as it is kept between visits.

use md5::digest::common::hazmat::SerializableState;
use serde::{Deserialize, Serialize};

use super::version::Version;
use super::{Note, State, Transfer, TransferFile};

/// What is kept of a transfer: enough to go on after the page was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    file: TransferFile,
    state: State,
    notes: Vec<Note>,
    source: usize,
    /// Whether bytes had come.
    has_begun: bool,
    /// They, where they are kept.
    part: Option<Part>,
}

/// The bytes that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Part {
    received: u64,
    announced: Option<u64>,
    version: Version,
    is_mixed: bool,
    /// The state of the hash after them.
    hash: Vec<u8>,
}

/// A checkpoint that this build cannot use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the state of the checksum cannot be read")]
pub struct CheckpointError;

impl Transfer {
    /// Returns what is kept of it. `is_durable` says whether all bytes that were received are on the disk, and stay there.
    pub fn checkpoint(&self, is_durable: bool) -> Checkpoint {
        let part = (is_durable && self.received > 0).then(|| Part {
            received: self.received,
            announced: self.announced,
            version: self.version.clone(),
            is_mixed: self.is_mixed,
            hash: self.hasher.serialize().to_vec(),
        });
        Checkpoint {
            file: self.file().clone(),
            state: self.state.clone(),
            notes: self.notes.clone(),
            source: self.source,
            has_begun: self.received > 0,
            part,
        }
    }

    /// Makes a transfer of what was kept. One that was under way is paused.
    ///
    /// # Errors
    ///
    /// [`CheckpointError`] if the state of its checksum is not one.
    pub fn restore(kept: Checkpoint) -> Result<Self, CheckpointError> {
        let mut transfer = Self::new(kept.file);
        transfer.source = kept
            .source
            .min(transfer.file().sources.len().saturating_sub(1));
        transfer.notes = kept.notes;
        transfer.state = match kept.state {
            state if state.is_finished() => state,
            _ => State::Paused,
        };
        if kept.has_begun && kept.part.is_none() && !transfer.state.is_finished() {
            transfer.notes.push(Note::BeganAgain);
        }
        if let Some(part) = kept.part {
            let hash = part
                .hash
                .as_slice()
                .try_into()
                .map_err(|_| CheckpointError)?;
            transfer.hasher = md5::Md5::deserialize(hash).map_err(|_| CheckpointError)?;
            transfer.received = part.received;
            transfer.announced = part.announced;
            transfer.version = part.version;
            transfer.is_mixed = part.is_mixed;
        }
        Ok(transfer)
    }
}
