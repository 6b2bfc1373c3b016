//! Snapshots: the format of the files, and its laws.

mod format;
mod properties;
