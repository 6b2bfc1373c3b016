//! One directory index page of a mirror, read into its entries.
//!
//! Owns the HTML dialects, the rules for links, rounded sizes and dates. It follows no link and does not know what a
//! release is. A row that cannot be read is counted with its reason; it never fails the page.

mod date;
mod size;

pub use date::{Modified, Precision};
pub use size::{ApproxSize, Size};
