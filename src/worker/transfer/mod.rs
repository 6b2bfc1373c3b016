//! The worker that downloads: what the page asks of it, and what it tells the page.

mod client;
mod protocol;

pub use client::TransferClient;
pub use protocol::{Request, Response, Target, TransferView, Update};
