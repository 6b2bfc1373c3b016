//! The site's own tables: checksums and `current.tree`, its list of everything.
//!
//! Columns are checked by name or form. A row that cannot be read is counted with line and reason, never dropped in silence.

mod current_tree;
mod md5;

pub use current_tree::{SkippedReason, SkippedRow, TreeReader, TreeRow, TreeSummary};
pub use md5::{Md5, Md5Error};
