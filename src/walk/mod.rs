//! A whole tree of directories, read page by page: which directory is next, what is found, when to stop.
//!
//! Owns the order of the walk and its limits. It has no clock and asks nobody: whoever drives it reads the directories that it
//! names and hands back what came.

mod limits;
mod machine;

pub use limits::{WalkLimit, WalkLimits};
pub use machine::{Failed, ListedDirectory, Walk, WalkProgress};
