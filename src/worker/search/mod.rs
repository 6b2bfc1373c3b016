//! The worker's end of the file search: opens lists, answers questions, and says what it needs of the outside.
//!
//! It waits for nothing itself. [`SearchServer`] takes messages of the page and events of what was asked for, and returns
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

pub use effects::{Action, Event, Get, GetError, Store};
pub use server::SearchServer;
pub use wire::{Answer, Question};
