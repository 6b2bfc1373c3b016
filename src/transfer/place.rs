//! Where a download is written.

use serde::{Deserialize, Serialize};

/// The number of a file or folder that the user picked, in the browser's own store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HandleId(pub u32);

/// Where a download is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// A file that the user picked; the browser emptied it.
    File {
        /// The file.
        handle: HandleId,
    },
    /// A file in a folder that the user picked. One that is there stays until the new one is verified.
    Folder {
        /// The folder.
        handle: HandleId,
        /// The path below it: relative, `/`-separated, safe on this system.
        path: String,
    },
    /// The browser's own storage for this page, from which it is handed to the browser's downloads at its end.
    Storage {
        /// Its name there, which no other has.
        key: String,
        /// The name with which it is handed over.
        name: String,
    },
}

impl Place {
    /// Returns whether the bytes that were written are there after a reload.
    pub fn is_durable(&self) -> bool {
        matches!(self, Self::Storage { .. })
    }

    /// Returns the file or folder that the user picked.
    pub fn handle(&self) -> Option<HandleId> {
        match self {
            Self::File { handle } | Self::Folder { handle, .. } => Some(*handle),
            Self::Storage { .. } => None,
        }
    }
}
