//! Listings in HTML: tokens, tags, the regions of a page, and the rules for links.
//!
//! `docs/listing-rules.md` explains the rules and says which of them is in which file.

mod columns;
pub(super) mod link;
pub(super) mod page;
mod reference;
mod region;
mod row;
mod scanner;
pub(super) mod select_region;
mod tag;
mod titles;
pub(super) mod token;
pub(super) mod tokenizer;
