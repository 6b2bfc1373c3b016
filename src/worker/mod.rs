//! What runs in the page's web workers, and how the page asks: reading directory indexes, making a list of all files of a
//! mirror's own tables, searching it, and planning transfers.
//!
//! All speak one protocol ([`message`]): a job of the page is a request, further requests where it streams, and responses.
//! The page's end is [`WorkerClient`]; the workers' ends are [`index::IndexServer`], [`import::ImportServer`],
//! [`search::SearchServer`] and [`plan::PlanServer`].

mod client;
mod effects;
mod job;

pub mod import;
pub mod index;
pub mod message;
pub mod plan;
pub mod search;
pub mod transfer;

pub use client::{Job, WorkerClient};
pub use client::{RunningWorker, StartWorker, WorkerEvent};
pub use effects::{Effect, EffectServer, Event, FetchFile, GetError, Source};
pub use job::{OnProgress, Restore, Turn, WorkerRequest};
pub use message::WorkerError;
