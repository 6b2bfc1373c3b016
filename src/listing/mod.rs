//! One directory index page of a mirror, read into its entries.
//!
//! Owns the HTML dialects, the rules for links, rounded sizes and dates. It follows no link and does not know what a
//! release is. A row that cannot be read is counted with its reason; it never fails the page.

mod bytes;
mod date;
mod desk;
mod href;
mod index;
mod page;
mod read;
mod reference;
mod region;
mod row;
mod size;
mod sort;
mod tag;
mod token;
mod wire;

pub use date::{Modified, Precision};
pub use desk::{Desk, Reply, Request};
pub use href::RefusedReason;
pub use index::{DirectoryIndex, EntryKind, IndexEntry, NotAnIndex, RefusedLink};
pub use read::{Asked, IndexReader, read};
pub use size::{ApproxSize, Size};
pub use sort::{SortKey, find_by_name, order, sort_by_name};
#[doc(hidden)]
pub use token::{Token, tokens};
pub use wire::{Outcome, WireError};
