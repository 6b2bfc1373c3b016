//! How far a download is, and what is to be said of its way.

use serde::{Deserialize, Serialize};

use super::TransferError;
use crate::port::FetchError;
use crate::table::Md5;

/// State of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// It waits for its turn.
    Queued,
    /// The request has been sent.
    Connecting,
    /// Bytes are arriving.
    Receiving,
    /// The mirror failed; it goes on by itself.
    Waiting {
        /// When, in milliseconds since 1970.
        until: u64,
        /// What failed.
        error: FetchError,
    },
    /// The user paused it; what came is kept.
    Paused,
    /// All bytes have arrived and are correct; the file is being closed.
    Finishing {
        /// MD5 of the received bytes.
        found: Md5,
    },
    /// The file is complete; size and checksum agree.
    Verified {
        /// The checksum.
        md5: Md5,
        /// Whether the list has other checksums too.
        is_disputed: bool,
    },
    /// The file is complete; no checksum was known.
    Unverified {
        /// MD5 of the received bytes.
        found: Md5,
    },
    /// The transfer failed.
    Failed(TransferError),
    /// Cancelled by the user; nothing was kept.
    Cancelled,
}

impl State {
    /// Returns whether the transfer is finished, successfully or not.
    pub fn is_finished(&self) -> bool {
        matches!(
            self,
            Self::Verified { .. } | Self::Unverified { .. } | Self::Failed(_) | Self::Cancelled
        )
    }

    /// Returns whether the file is complete.
    pub fn is_complete(&self) -> bool {
        matches!(self, Self::Verified { .. } | Self::Unverified { .. })
    }

    /// Returns whether it has a connection, or is about to have one again.
    pub fn is_running(&self) -> bool {
        matches!(
            self,
            Self::Connecting | Self::Receiving | Self::Waiting { .. } | Self::Finishing { .. }
        )
    }

    /// Returns whether it can be cancelled: not once finished, and not while the file is being closed.
    pub fn can_be_cancelled(&self) -> bool {
        !self.is_finished() && !matches!(self, Self::Finishing { .. })
    }
}

/// Something that happened on the way, which the user is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// The mirror cannot continue a file, so that it began again.
    CannotContinue,
    /// The file on the mirror changed meanwhile, so that it began again.
    Changed,
    /// Another host than the mirror's own sends the bytes.
    MovedTo(String),
    /// This mirror failed, so that the next one was asked.
    NextMirror {
        /// The name of the one that failed.
        from: String,
        /// Why.
        error: TransferError,
    },
    /// The page was closed meanwhile, and what had come was not kept, so that it began again.
    BeganAgain,
}
