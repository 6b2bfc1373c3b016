//! Downloads in the browser: each as a state machine, and the queue that says which runs next.
//!
//! Nothing here waits, reads or writes: events come in, and what is to be done next goes out. `client::transfer` does it.

mod check;
mod checkpoint;
mod error;
mod file;
mod line;
mod machine;
mod place;
mod queue;
mod rate;
mod retry;
mod state;
mod version;
mod web_page;

pub use check::{HashedFile, Verdict};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use error::TransferError;
pub use file::{Source, TransferFile};
pub use machine::{Effect, Event, FileRequest, Transfer};
pub use place::{HandleId, Place};
pub use queue::{Entry, NewTransfer, Queue, QueueTotals};
pub use rate::Rate;
pub use state::{Note, State};
