//! Files on the user's disk.

use std::cell::RefCell;
use std::rc::Rc;

use super::clock::LocalFuture;

/// Creates files on the user's disk.
pub trait Save {
    /// Returns whether the browser can stream to a file that the user picks (File System Access).
    fn can_stream(&self) -> bool;

    /// Asks the user where to save. Must be called directly from a user's action.
    ///
    /// Fails with [`SaveError::Declined`] if the user picks no file.
    fn pick(&self, suggested_name: &str) -> LocalFuture<'static, Result<Box<dyn Sink>, SaveError>>;

    /// Begins a file that is saved through the browser's own download.
    fn begin(&self) -> Box<dyn SavedFile>;

    /// Saves a text through the browser's own download.
    fn save_text(&self, name: &str, text: &str) -> Result<(), SaveError> {
        let mut file = self.begin();
        file.push(text.as_bytes());
        file.save(name)
    }
}

/// A file that the browser holds in memory until it is saved.
pub trait SavedFile {
    /// Appends bytes.
    fn push(&mut self, bytes: &[u8]);

    /// Saves it through the browser's own download.
    fn save(self: Box<Self>, name: &str) -> Result<(), SaveError>;
}

/// A file that is being written. It appears under its name on [`Sink::close`]; if dropped before, nothing of it is kept.
pub trait Sink {
    /// Returns the name that the user gave.
    fn name(&self) -> &str;

    /// Appends bytes; returns when the browser has taken them.
    fn write(&mut self, bytes: Vec<u8>) -> LocalFuture<'_, Result<(), SaveError>>;

    /// Completes the file.
    fn close(self: Box<Self>) -> LocalFuture<'static, Result<(), SaveError>>;

    /// Drops what was written. The browser has emptied or created the file when it was picked, so an empty file may be left.
    fn discard(self: Box<Self>) -> LocalFuture<'static, ()>;
}

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
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
    /// Any other failure.
    #[error("the file could not be written: {reason}")]
    Other {
        /// The browser's message.
        reason: String,
    },
}

/// Saves one file to memory, and fails as its fields say.
#[derive(Debug, Default)]
pub struct MemorySave {
    /// The file that was picked last.
    pub file: Rc<RefCell<MemoryFile>>,
    /// What picking a file fails with.
    pub pick_error: Option<SaveError>,
    /// The number of bytes after which the disk is full.
    pub capacity: Option<usize>,
    /// What closing the file fails with.
    pub close_error: Option<SaveError>,
}

/// A file of [`MemorySave`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryFile {
    /// The name that was suggested.
    pub name: String,
    /// The bytes that were written.
    pub bytes: Vec<u8>,
    /// What became of it.
    pub state: FileState,
}

/// What became of a [`MemoryFile`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileState {
    /// It was never picked.
    #[default]
    Absent,
    /// It is being written.
    Open,
    /// [`Sink::close`] completed it.
    Closed,
    /// [`Sink::discard`] removed it, or the sink was dropped.
    Discarded,
}

struct MemorySink {
    file: Rc<RefCell<MemoryFile>>,
    name: String,
    capacity: Option<usize>,
    close_error: Option<SaveError>,
}

impl Save for MemorySave {
    fn can_stream(&self) -> bool {
        true
    }

    fn pick(&self, suggested_name: &str) -> LocalFuture<'static, Result<Box<dyn Sink>, SaveError>> {
        if let Some(error) = &self.pick_error {
            return Box::pin(std::future::ready(Err(error.clone())));
        }
        *self.file.borrow_mut() = MemoryFile {
            name: suggested_name.to_owned(),
            bytes: Vec::new(),
            state: FileState::Open,
        };
        let sink: Box<dyn Sink> = Box::new(MemorySink {
            file: self.file.clone(),
            name: suggested_name.to_owned(),
            capacity: self.capacity,
            close_error: self.close_error.clone(),
        });
        Box::pin(std::future::ready(Ok(sink)))
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

impl Sink for MemorySink {
    fn name(&self) -> &str {
        &self.name
    }

    fn write(&mut self, bytes: Vec<u8>) -> LocalFuture<'_, Result<(), SaveError>> {
        let mut file = self.file.borrow_mut();
        let is_full = |capacity| file.bytes.len() + bytes.len() > capacity;
        if self.capacity.is_some_and(is_full) {
            return Box::pin(std::future::ready(Err(SaveError::Full)));
        }
        file.bytes.extend(bytes);
        Box::pin(std::future::ready(Ok(())))
    }

    fn close(self: Box<Self>) -> LocalFuture<'static, Result<(), SaveError>> {
        if let Some(error) = &self.close_error {
            return Box::pin(std::future::ready(Err(error.clone())));
        }
        self.file.borrow_mut().state = FileState::Closed;
        Box::pin(std::future::ready(Ok(())))
    }

    fn discard(self: Box<Self>) -> LocalFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

impl Drop for MemorySink {
    fn drop(&mut self) {
        let mut file = self.file.borrow_mut();
        if file.state == FileState::Open {
            file.bytes.clear();
            file.state = FileState::Discarded;
        }
    }
}
