//! The ends of all workers, and what a page and its workers tell each other.

mod client;
#[path = "../support/engine_search.rs"]
mod engine_search;
mod index_messages;
#[path = "../support/open_snapshot.rs"]
mod open_snapshot;
mod plan;
mod search;
mod search_messages;
#[path = "../support/tree_snapshot.rs"]
mod tree_snapshot;
