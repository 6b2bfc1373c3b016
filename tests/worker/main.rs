//! The ends of both workers, and what a page and its workers tell each other.

mod properties_search_wire;
mod properties_wire;
mod search;
#[path = "../support/tree_snapshot.rs"]
mod tree_snapshot;
