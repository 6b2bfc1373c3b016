//! Samples: the list of them, how it is read and filtered, and which of them a pasted text names.

pub(super) mod build;
pub(super) mod codec;
pub(super) mod filter;
pub(super) mod list;
pub(super) mod nearest;
pub(super) mod paste;
