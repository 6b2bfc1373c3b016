//! Listings in HTML: tokens, tags, the parts of a page, the rules for links.

pub(super) mod choose;
mod columns;
pub(super) mod link;
pub(super) mod page;
mod reference;
mod region;
mod row;
mod run;
mod tag;
mod titles;
pub(super) mod token;
