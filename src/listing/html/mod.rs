//! Listings in HTML: tokens, tags, the regions of a page, and the rules for links.
//!
//! `docs/listing-rules.md` explains the rules and says which of them is in which file.

mod anchor;
mod columns;
mod further;
mod header;
mod line;
pub(super) mod link;
pub(super) mod page;
mod queried;
mod reference;
mod region;
mod row;
pub(super) mod scanner;
mod scripts;
pub(super) mod select_region;
mod shape;
mod tag;
mod titles;
pub(super) mod tokenizer;
mod words;
