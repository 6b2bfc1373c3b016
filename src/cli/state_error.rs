//! What can be wrong with the file that lets a walk go on.

use std::io;

/// The form of the file.
pub(super) const VERSION: u32 = 1;

/// Why a state cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum StateError {
    /// The system does not let it be read or written.
    #[error("{0}")]
    File(#[from] io::Error),
    /// Another run has it open.
    #[error("another run is using it")]
    InUse,
    /// It is no state of a walk.
    #[error("it is not a state of igsr-fetch; it is left as it is")]
    Foreign,
    /// Another version of the command wrote it.
    #[error("its form is version {0}, and this command reads version {VERSION}")]
    Version(u32),
    /// It belongs to another start.
    #[error("it belongs to a walk from {0}")]
    OtherStart(String),
    /// A line within it is damaged.
    #[error("line {0} is damaged")]
    Damaged(usize),
}

impl StateError {
    /// Returns whether the file is that of something else, so that the arguments are wrong.
    pub(super) fn is_other_walk(&self) -> bool {
        matches!(
            self,
            Self::Foreign | Self::Version(_) | Self::OtherStart(_) | Self::InUse
        )
    }
}
