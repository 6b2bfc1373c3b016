//! The ports on the Web's own interfaces: one thin file each, translation only.
//!
//! No decisions and no words for people are made here.

mod clipboard;
mod clock;
mod fetch;
mod page;
mod save;
mod store;
mod sys;
mod worker;

pub use clipboard::BrowserClipboard;
pub use clock::{BrowserClock, BrowserSpawner};
pub use fetch::BrowserFetch;
pub use page::{BrowserPage, FragmentListener};
pub use save::BrowserSave;
pub use store::{BrowserStore, BrowserVisit};
pub use worker::BrowserWorker;
