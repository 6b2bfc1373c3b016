//! The app natively: pages rendered to HTML, and what they do with scripted ports.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browse;
#[path = "../support/engine_search.rs"]
mod engine_search;
mod expansion;
mod fake_ports;
mod files;
#[path = "../support/open_snapshot.rs"]
mod open_snapshot;
#[path = "../support/path.rs"]
mod path;
mod populations;
mod render;
mod state;
#[path = "../support/tree_snapshot.rs"]
mod tree_snapshot;
#[path = "../support/virtual_time.rs"]
mod virtual_time;
