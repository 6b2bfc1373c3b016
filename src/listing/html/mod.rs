//! Listings in HTML: tokens, tags, the regions of a page, and the rules for links.
//!
//! `docs/listing-rules.md` explains the rules and says which of them is in which file.

mod columns;
mod header;
mod line;
pub(super) mod link;
pub(super) mod page;
mod queried;
mod reference;
mod region;
mod row;
pub(super) mod scanner;
pub(super) mod select_region;
mod tag;
mod titles;
pub(super) mod tokenizer;
mod words;
