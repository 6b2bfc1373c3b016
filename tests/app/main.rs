//! The app natively: pages rendered to HTML, and what they do with scripted ports.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browse;
mod differences;
#[path = "../support/engine_search.rs"]
mod engine_search;
mod expansion;
mod files;
#[path = "../support/open_snapshot.rs"]
mod open_snapshot;
mod populations;
mod render;
#[path = "../support/tree_snapshot.rs"]
mod tree_snapshot;
