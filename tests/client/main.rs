//! What talks to mirrors, on scripted ports and a virtual clock: no browser, no network, no waiting.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod check;
mod checksums;
mod comparison;
mod directory;
#[path = "../support/engine_search.rs"]
mod engine_search;
mod failover;
mod file_details;
mod http;
mod known_directory;
mod listed;
#[path = "../support/open_snapshot.rs"]
mod open_snapshot;
#[path = "../support/path.rs"]
mod path;
mod probe;
mod readme;
mod transfer;
mod transfer_worker;
#[path = "../support/tree_snapshot.rs"]
mod tree_snapshot;
mod tree_walk;
mod world;
