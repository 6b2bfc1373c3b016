//! What the user has picked: files by name, and rules that stand for many. What is known of them is looked up when a plan is
//! made.

mod files;
mod join;
mod link;
mod named;
mod picked;
mod stored;

pub use files::{FileNameError, Files, Picked, Stretch};
pub use link::Linked;
pub use named::{Change, NameError, Selections};
pub use picked::{Action, Difference, Rule, Selection};
pub use stored::{StoredError, Write, WriteId};
