//! Directory indexes of web servers, read into entries.
//!
//! Owns the dialects of servers (HTML, JSON, XML), the rules for links, rounded sizes and dates. It
//! follows no link and knows nothing of releases. A row that cannot be read is counted with its
//! reason and never fails the page. `docs/listing-rules.md` explains the rules.

mod clock;
mod date;
mod date_serde;
mod day;
mod html;
mod index;
mod json;
mod json_beside;
mod json_fields;
mod json_rows;
mod read;
mod readme;
mod s3;
mod size;
mod sort;
mod xml;
mod xml_root;

pub use date::{Modified, Precision};
#[doc(hidden)]
pub use html::scanner::Token;
#[doc(hidden)]
pub use html::tokenizer::tokens;
pub use index::{Continuation, DirectoryIndex, EntryKind, IndexEntry, NotAnIndex, PageRequest};
pub use index::{Refused, RefusedLink, RefusedReason};
pub use read::{IndexReader, read};
pub use readme::readme_names;
pub use size::{ApproxSize, Size};
pub use sort::{SortKey, find_by_name, sort_by_name};
