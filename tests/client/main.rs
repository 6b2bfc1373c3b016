//! What talks to mirrors, on scripted ports and a virtual clock: no browser, no network, no waiting.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod checksums;
mod comparison;
mod directory;
mod download;
mod failover;
mod http;
#[path = "../support/path.rs"]
mod path;
mod probe;
mod readme;
mod tree_walk;
mod world;
