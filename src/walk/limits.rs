//! Limits of a walk.

/// Limits of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkLimits {
    /// Largest depth, in path parts below the start: 1 reads the start alone. Cyclic links end here.
    pub depth: usize,
    /// Largest number of files to list.
    pub files: u64,
    /// Largest number of directories to read, failed ones included.
    pub directories: u64,
    /// Largest number of directories to request, or to buffer, ahead of one that is unanswered. Buffered answers are wasted
    /// when a limit ends the walk.
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

/// The limit that ended a walk.
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
    /// The driver's time limit.
    #[error("time")]
    Time,
}
