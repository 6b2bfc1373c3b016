//! Shared helpers that no domain owns.

pub mod calendar;
mod codec;
pub mod edit_distance;
pub(crate) mod json;
mod visible;

pub use codec::WireError;
pub(crate) use codec::{Reader, Writer};
pub use json::JsonError;
pub use visible::{is_hidden, visible, visible_text};
