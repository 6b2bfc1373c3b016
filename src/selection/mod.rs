//! What the user has picked: files by name, and rules that stand for many. What is known of them is looked up when a plan is
//! made.

mod files;
mod named;
mod picked;
mod rule;
mod stored;

pub use files::{FileNameError, Files, Picked};
pub use named::{Change, NameError, Selections};
pub use picked::{Action, Selection};
pub use rule::Rule;
pub use stored::StoredError;
