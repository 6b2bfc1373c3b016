//! A walk over a whole tree of directories: which directory is next, what was found, when to stop.
//!
//! Owns the order of the walk and its limits. It has no clock and makes no requests: its driver reads the directories that
//! it names and returns the answers.

mod limits;
mod machine;

pub use limits::{WalkLimit, WalkLimits};
pub use machine::{Failed, ListedDirectory, Walk, WalkProgress};
