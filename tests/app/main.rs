//! The app natively: pages rendered to HTML, and what they do with scripted ports.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browse;
mod expansion;
mod fake_ports;
mod fake_search;
mod files;
#[path = "../support/path.rs"]
mod path;
mod populations;
mod render;
mod state;
#[path = "../support/virtual_time.rs"]
mod virtual_time;
