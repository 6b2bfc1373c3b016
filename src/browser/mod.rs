//! The ports on the Web's own interfaces: one thin file each, translation only.
//!
//! No decisions and no words for people are made here.

mod abort;
mod clipboard;
mod clock;
mod fetch;
mod file_search;
mod index_reader;
mod page;
mod running_worker;
mod save;
mod search_office;
mod spawn;
mod store;
mod sys;

pub use clipboard::BrowserClipboard;
pub use clock::BrowserClock;
pub use fetch::BrowserFetch;
pub use file_search::BrowserFileSearch;
pub use index_reader::BrowserIndexReader;
pub use page::{BrowserPage, FragmentListener};
pub use save::BrowserSave;
pub use spawn::BrowserSpawner;
pub use store::{BrowserStore, BrowserVisit};
