//! Paths of the site, for values that a test writes itself.

use igsr_fetch::mirror::RemotePath;

/// Reads a path that is right.
pub(crate) fn path(text: &str) -> RemotePath {
    RemotePath::parse(text).expect("a path")
}
