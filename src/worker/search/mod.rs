//! Searching the list of all files: what the page and its worker say, and both ends.

mod checksum_source;
mod client;
mod md5_lookup;
mod protocol;
mod server;
mod snapshot_loader;

pub use client::SearchClient;
pub use protocol::{ListSource, Request, Response};
pub use server::SearchServer;
