//! The index of what the catalogue names: releases, data collections, populations, and their main files.

mod documents;
mod highlight;
mod search_index;
mod words;

pub use documents::{Target, documents};
pub use highlight::{Piece, highlight};
pub use search_index::{Document, Field, Hit, SearchIndex};
pub use words::Query;
