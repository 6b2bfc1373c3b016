//! What the user has picked: paths, not files. What is known of them is looked up when a plan is made.

mod picked;

pub use picked::{Action, Selection};
