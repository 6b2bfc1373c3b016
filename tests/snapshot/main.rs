//! Snapshots: the format of the files, and its laws.

mod collections;
mod format;
mod notes;
#[path = "../support/open_snapshot.rs"]
mod open_snapshot;
mod populations;
mod properties;
