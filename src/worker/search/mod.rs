//! The worker's end of the file search: opens lists, answers questions, and says what it needs of the outside.
//!
//! It waits for nothing itself. [`FileDesk`] takes messages of the page and events of what was asked for, and returns
//! [`Action`]s; a short script carries them out.

mod checksum_source;
mod effects;
mod io;
mod range_planner;
mod server;
mod snapshot_loader;
mod tables;
mod tree_importer;
mod wire;

pub use effects::{Action, Event, Failure, Get, Store};
pub use server::FileDesk;
pub use wire::{Answer, Question};
