//! The outside world as traits: contracts in prose, implementations elsewhere.
//!
//! Whatever a port starts is stopped by dropping it: a dropped future, [`Body`], [`IndexJob`] or [`Task`] makes no more calls and holds no
//! connection. Nothing here may panic, and no error of the outside is lost: each has a variant.

mod clipboard;
mod clock;
mod fetch;
mod future;
mod index_reader;
mod read;
mod retry;
mod save;
mod search_files;
mod spawner;
mod storage;

pub use crate::search::{OpenFrom, OpenProgress, OpenStep, SearchError};
pub use clipboard::{Clipboard, ClipboardError};
pub use clock::Clock;
pub use fetch::{Body, Fetch, FetchError, Head};
pub use future::LocalFuture;
pub use index_reader::{IndexError, IndexJob, ReadIndex};
pub use read::{ReadLimits, Text, ask, open, read_chunks, read_text, same_site, with_timeout};
pub use retry::retry_after;
pub use save::{Save, SaveError, Sink};
pub use search_files::SearchFiles;
pub use spawner::{Spawner, Task};
pub use storage::{Store, StoreError};
