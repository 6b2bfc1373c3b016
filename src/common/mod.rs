//! What several modules need and no domain owns.

mod codec;
pub mod edit_distance;

pub use codec::WireError;
pub(crate) use codec::{Reader, Writer};
