//! What the user has picked: files by name, and rules that stand for many. What is known of them is looked up when a plan is
//! made.

mod files;
mod link;
mod named;
mod picked;
mod range;
mod rule;
mod stored;

pub use files::{FileNameError, Files, Picked};
pub use link::{Difference, Linked, LinkedRule};
pub use named::{Change, NameError, Selections};
pub use picked::{Action, Selection};
pub use range::Stretch;
pub use rule::Rule;
pub use stored::StoredError;
