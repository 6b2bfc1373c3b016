//! The ports on the Web's own interfaces: thin files, translation only.
//!
//! No decisions and no words for people are made here.

pub mod effects;
pub mod transfer;

mod handles;
mod save_error;

mod clock;
#[cfg(feature = "web")]
mod dropped;
#[cfg(feature = "web")]
mod fetch;
#[cfg(feature = "web")]
mod local_file;
#[cfg(feature = "web")]
mod open;
#[cfg(feature = "web")]
mod page;
#[cfg(feature = "web")]
mod save;
#[cfg(feature = "web")]
mod storage;
#[cfg(feature = "web")]
mod sys;
#[cfg(feature = "web")]
mod worker;

pub use clock::{BrowserClock, BrowserSpawner};
#[cfg(feature = "web")]
pub use fetch::BrowserFetch;
#[cfg(feature = "web")]
pub use open::BrowserOpen;
#[cfg(feature = "web")]
pub use page::{BrowserPage, FragmentListener};
#[cfg(feature = "web")]
pub use save::BrowserSave;
#[cfg(feature = "web")]
pub use storage::{BrowserClipboard, BrowserStore, BrowserVisit};
#[cfg(feature = "web")]
pub use worker::BrowserWorker;
