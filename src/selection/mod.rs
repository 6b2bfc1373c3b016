//! What the user has picked: files by name, and rules that stand for many; and the searches that were saved by name. What is
//! known of files is looked up when a plan is made.

mod files;
mod join;
mod link;
mod name;
mod named;
mod picked;
mod searches;
mod stored;

pub use files::{FileNameError, Files, Picked, RowRange};
pub use link::Linked;
pub use name::NameError;
pub use named::{Change, Selections};
pub use picked::{Action, Difference, Rule, Selection};
pub use searches::{SearchChange, Searches};
pub use stored::{StoredError, Write, WriteId};
