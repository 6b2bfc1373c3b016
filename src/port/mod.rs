//! The outside world as traits, each with an in-memory implementation beside it.
//!
//! Dropping a future, [`Body`], [`IndexJob`] or [`Task`] stops what it started: it makes no more calls and holds no connection.
//! No port panics, and every error of the outside has a variant.

mod clipboard;
mod clock;
mod fetch;
mod future;
mod index_reader;
mod retry;
mod save;
pub mod scripted_fetch;
mod search_files;
mod spawner;
mod storage;

pub use crate::search::{OpenFrom, OpenProgress, OpenStep, SearchError};
pub use clipboard::{Clipboard, ClipboardError, MemoryClipboard};
pub use clock::{Clock, VirtualClock};
pub use fetch::{Body, Fetch, FetchError, Head};
pub use future::LocalFuture;
pub use index_reader::{IndexError, IndexJob, LocalIndexReader, ReadIndex};
pub use retry::retry_after;
pub use save::{FileState, MemoryFile, MemorySave, Save, SaveError, Sink};
pub use scripted_fetch::ScriptedFetch;
pub use search_files::SearchFiles;
pub use spawner::{LocalSpawner, Spawner, Task};
pub use storage::{MemoryStore, Store, StoreError};
