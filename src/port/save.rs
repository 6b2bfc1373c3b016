//! Files on the user's disk.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::clock::LocalFuture;
use crate::transfer::HandleId;

/// Writes to the user's disk, and lets the user pick where.
pub trait Save {
    /// Returns what this browser can do.
    fn ways(&self) -> SaveWays;

    /// Asks the user for a file to write. Must be called directly from a user's action.
    ///
    /// Fails with [`SaveError::Declined`] if the user picks none.
    fn pick_file(&self, suggested_name: &str) -> LocalFuture<'static, Result<HandleId, SaveError>>;

    /// Asks the user for a folder to write to, likewise.
    fn pick_folder(&self) -> LocalFuture<'static, Result<HandleId, SaveError>>;

    /// Asks the user to allow writing to what was picked in an earlier visit, if that must be asked. Must be called directly from a
    /// user's action.
    fn allow(&self, handles: Vec<HandleId>) -> LocalFuture<'static, Result<(), SaveError>>;

    /// Hands a file of the page's own storage to the browser's downloads, under a name.
    fn hand_over(&self, key: &str, name: &str) -> LocalFuture<'static, Result<(), SaveError>>;

    /// Begins a file that is saved through the browser's own download.
    fn begin(&self) -> Box<dyn SavedFile>;

    /// Saves a text through the browser's own download.
    fn save_text(&self, name: &str, text: &str) -> Result<(), SaveError> {
        let mut file = self.begin();
        file.push(text.as_bytes());
        file.save(name)
    }
}

/// Where a browser can write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SaveWays {
    /// To a file or a folder that the user picks.
    pub picked: bool,
    /// To a storage of the page's own.
    pub storage: bool,
}

impl SaveWays {
    /// Returns whether files can be downloaded and checked at all.
    pub fn any(self) -> bool {
        self.picked || self.storage
    }
}

/// A file that the browser holds in memory until it is saved.
pub trait SavedFile {
    /// Appends bytes.
    fn push(&mut self, bytes: &[u8]);

    /// Saves it through the browser's own download.
    fn save(self: Box<Self>, name: &str) -> Result<(), SaveError>;
}

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum SaveError {
    /// The user picked no file.
    #[error("no place was chosen")]
    Declined,
    /// This browser cannot stream to a file.
    #[error("this browser cannot write to a file that you pick")]
    Unsupported,
    /// The disk or the page's share of it is full.
    #[error("the disk is full")]
    Full,
    /// The browser withdrew or refused the permission.
    #[error("the browser does not allow writing there")]
    Denied,
    /// What was picked is no longer there.
    #[error("the file or folder that was picked is no longer there")]
    Gone,
    /// Another page writes there.
    #[error("another page or program is writing there")]
    Busy,
    /// Nothing was taken for a long time.
    #[error("the disk took nothing for {seconds} seconds")]
    Stuck {
        /// How long was waited.
        seconds: u32,
    },
    /// Any other failure.
    #[error("the file could not be written: {reason}")]
    Other {
        /// The browser's message.
        reason: String,
    },
}

/// Saves to memory, and fails as its fields say.
#[derive(Debug, Default)]
pub struct MemorySave {
    /// The file that was saved last.
    pub file: Rc<RefCell<MemoryFile>>,
    /// What picking fails with.
    pub pick_error: Option<SaveError>,
    /// Files of the page's own storage that were handed over: their keys and names.
    pub handed_over: Rc<RefCell<Vec<(String, String)>>>,
    picked: Cell<u32>,
}

/// A file in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryFile {
    /// Its name.
    pub name: String,
    /// The bytes that were written.
    pub bytes: Vec<u8>,
    /// What became of it.
    pub state: FileState,
}

/// What became of a [`MemoryFile`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileState {
    /// It was never saved.
    #[default]
    Absent,
    /// It is being written.
    Open,
    /// It is complete.
    Closed,
}

impl MemorySave {
    fn pick(&self) -> LocalFuture<'static, Result<HandleId, SaveError>> {
        self.picked.set(self.picked.get() + 1);
        let picked = self
            .pick_error
            .clone()
            .map_or(Ok(HandleId(self.picked.get())), Err);
        Box::pin(std::future::ready(picked))
    }
}

impl Save for MemorySave {
    fn ways(&self) -> SaveWays {
        SaveWays {
            picked: true,
            storage: true,
        }
    }

    fn pick_file(&self, _: &str) -> LocalFuture<'static, Result<HandleId, SaveError>> {
        self.pick()
    }

    fn pick_folder(&self) -> LocalFuture<'static, Result<HandleId, SaveError>> {
        self.pick()
    }

    fn allow(&self, _: Vec<HandleId>) -> LocalFuture<'static, Result<(), SaveError>> {
        Box::pin(std::future::ready(
            self.pick_error.clone().map_or(Ok(()), Err),
        ))
    }

    fn hand_over(&self, key: &str, name: &str) -> LocalFuture<'static, Result<(), SaveError>> {
        self.handed_over
            .borrow_mut()
            .push((key.to_owned(), name.to_owned()));
        Box::pin(std::future::ready(Ok(())))
    }

    fn begin(&self) -> Box<dyn SavedFile> {
        Box::new(MemorySavedFile {
            file: self.file.clone(),
            bytes: Vec::new(),
        })
    }
}

struct MemorySavedFile {
    file: Rc<RefCell<MemoryFile>>,
    bytes: Vec<u8>,
}

impl SavedFile for MemorySavedFile {
    fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn save(self: Box<Self>, name: &str) -> Result<(), SaveError> {
        *self.file.borrow_mut() = MemoryFile {
            name: name.to_owned(),
            bytes: self.bytes,
            state: FileState::Closed,
        };
        Ok(())
    }
}
