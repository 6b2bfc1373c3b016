//! The ports on the Web's own interfaces: thin files, translation only.
//!
//! No decisions and no words for people are made here.

mod clock;
mod fetch;
mod page;
mod save;
mod storage;
mod sys;
mod worker;

pub use clock::{BrowserClock, BrowserSpawner};
pub use fetch::BrowserFetch;
pub use page::{BrowserPage, FragmentListener};
pub use save::BrowserSave;
pub use storage::{BrowserClipboard, BrowserStore, BrowserVisit};
pub use worker::BrowserWorker;
