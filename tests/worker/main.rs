//! The ends of both workers, and what a page and its workers tell each other.

mod client;
mod index_messages;
mod search;
mod search_messages;
#[path = "../support/tree_snapshot.rs"]
mod tree_snapshot;
