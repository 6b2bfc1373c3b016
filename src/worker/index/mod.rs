//! The worker's end of reading directory indexes, and the form in which they travel.

mod server;
mod wire;

pub use server::{IndexServer, Reply, Request};
pub use wire::Outcome;
