//! Listings in HTML: tokens, tags, the parts of a page, the rules for links.

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
