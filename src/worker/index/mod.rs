//! Reading directory indexes: what the page and its worker say, and both ends.

mod client;
mod protocol;
mod server;

pub use client::IndexClient;
pub use protocol::{Request, Response};
pub use server::IndexServer;
