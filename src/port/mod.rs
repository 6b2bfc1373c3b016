//! The outside world as traits, each with an in-memory implementation beside it.
//!
//! Dropping a future, [`Body`], [`IndexJob`] or [`Task`] stops what it started: it makes no more calls and holds no connection.
//! No port panics, and every error of the outside has a variant.

mod clock;
mod fetch;
mod index_reader;
mod open;
mod save;
pub mod scripted_fetch;
pub mod scripted_transfer;
mod search_files;
mod storage;
mod transfer;

pub use crate::search::{OpenFrom, OpenProgress, OpenStep, SearchError};
pub use clock::{Clock, LocalFuture, LocalSpawner, Spawner, Task, VirtualClock};
pub use fetch::{Body, Fetch, FetchError, Head, retry_after};
pub use index_reader::{IndexError, IndexJob, LocalIndexReader, ReadIndex};
pub use open::{LocalFile, MemoryOpen, OpenFiles, OpenedFile};
pub use save::{FileState, MemoryFile, MemorySave, Save, SaveError, SaveWays, SavedFile};
pub use scripted_fetch::ScriptedFetch;
pub use scripted_transfer::ScriptedTransfers;
pub use search_files::SearchFiles;
pub use storage::{Clipboard, ClipboardError, MemoryClipboard, MemoryStore, Store, StoreError};
pub use transfer::{Chunk, FileBody, FileSink, Kept, TransferPorts};
