//! Searching the list of all files: what the page and its worker say, and both ends.
//!
//! The worker's end waits for nothing. [`SearchServer`] takes messages of the page and [`Event`]s, and returns [`Effect`]s,
//! which `src/bin/search-worker` carries out in the browser, and tests on a network and a store that they make up.

mod checksum_source;
mod client;
mod effects;
mod protocol;
mod server;
mod snapshot_loader;
mod tree_importer;

pub use client::SearchClient;
pub use effects::{Effect, Event, FetchFile, GetError, Source};
pub use protocol::{Request, Response};
pub use server::SearchServer;
