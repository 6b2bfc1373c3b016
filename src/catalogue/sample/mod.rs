//! Samples: the list, its filters, and the samples that a pasted text names.

pub(super) mod codec;
mod export;
pub(super) mod filter;
pub(super) mod list;
pub(super) mod listed;
mod names;
pub(super) mod paste;
