//! The worker's end of the file search: opens lists, answers questions, and says what it needs of the outside.
//!
//! It waits for nothing itself. [`FileDesk`] takes messages of the page and events of what was asked for, and returns
//! [`Action`]s; a short script carries them out.

mod desk;
mod means;
mod outbox;
mod piece;
mod snapshot_opening;
mod sums;
mod tables;
mod tree_opening;

pub use desk::FileDesk;
pub use means::{Action, Event, Failure, Get, Store};
