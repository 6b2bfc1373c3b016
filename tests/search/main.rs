//! Search: over releases and populations, and over all files.

mod directory;
mod expected;
mod expected_shipped;
mod expected_small;
mod files;
mod index;
#[path = "../support/open_snapshot.rs"]
mod open_snapshot;
mod query;
mod synonyms;
#[path = "../support/tree_snapshot.rs"]
mod tree_snapshot;
mod understood;
