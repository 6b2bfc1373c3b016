//! How far a walk goes.

/// Bounds of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkLimits {
    /// Most parts of a path below the start: 1 reads the start alone. Links in a circle end here.
    pub depth: usize,
    /// Most files to list.
    pub files: u64,
    /// Most directories to read, those that failed among them.
    pub directories: u64,
    /// Most directories to ask for, or to keep the answers of, while one before them is not answered. What is kept was read in
    /// vain when a limit ends the walk.
    pub ahead: usize,
}

impl Default for WalkLimits {
    /// 64 parts deep, eight directories ahead, no other limit.
    fn default() -> Self {
        Self {
            depth: 64,
            files: u64::MAX,
            directories: u64::MAX,
            ahead: 8,
        }
    }
}

/// Which bound a walk met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum WalkLimit {
    /// Directories lie deeper than [`WalkLimits::depth`].
    #[error("depth")]
    Depth,
    /// There are more files than [`WalkLimits::files`].
    #[error("number of files")]
    Files,
    /// There are more directories than [`WalkLimits::directories`].
    #[error("number of directories")]
    Directories,
    /// Whoever drives the walk had no more time for it.
    #[error("time")]
    Time,
}
