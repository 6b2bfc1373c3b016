//! The index of what the catalogue names: releases, data collections, populations, and their main files.

mod documents;
mod highlight;
mod search_index;
mod target;
mod words;

pub use documents::documents;
pub use highlight::{Piece, highlight};
pub use search_index::{Document, Field, Hit, SearchIndex};
pub use target::Target;
pub use words::Query;
