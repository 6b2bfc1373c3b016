//! What runs in the page's web workers, reading directory indexes and searching the list of all files, and how the page asks.
//!
//! Both speak one protocol ([`message`]): a job of the page is a request, further requests where it streams, and responses.
//! The page's end is [`WorkerClient`]; the workers' ends are [`index::IndexServer`] and [`search::SearchServer`].

mod client;
mod job;

pub mod index;
pub mod message;
pub mod search;

pub use client::{Job, WorkerClient};
pub use client::{RunningWorker, StartWorker, WorkerEvent};
pub use job::{OnProgress, Restore, Turn, WorkerRequest};
pub use message::WorkerError;
