//! Files that the user gives to the page.

use std::any::Any;
use std::fmt;
use std::rc::Rc;

use super::clock::LocalFuture;

/// Opens files of the user's disk.
pub trait OpenFiles {
    /// Asks the user for a file; nothing if none is chosen. Must be called directly from a user's action.
    ///
    /// Fails with the browser's words if the file cannot be read.
    fn pick(&self) -> LocalFuture<'static, Result<Option<OpenedFile>, String>>;

    /// Asks the user for any number of files, or for all files of a folder; none if nothing is chosen. Must be called directly from a
    /// user's action.
    ///
    /// Fails with the browser's words.
    fn pick_all(&self, folder: bool) -> LocalFuture<'static, Result<Vec<LocalFile>, String>>;

    /// Calls back with all files that are dropped on the page at a time, until the returned value is dropped.
    fn watch_all(&self, dropped: Box<dyn Fn(Vec<LocalFile>)>) -> Box<dyn Any>;

    /// Calls back with each file that is dropped on the page, or why it cannot be read, until the returned value is dropped.
    fn watch(&self, dropped: Box<dyn Fn(Result<OpenedFile, String>)>) -> Box<dyn Any>;
}

/// A file of the user's disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenedFile {
    /// Its name, without folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A file of the user's disk that is not read yet.
#[derive(Clone)]
pub struct LocalFile {
    /// Its name, without folder.
    pub name: String,
    /// Its bytes.
    pub bytes: u64,
    /// The `blob:` URL at which the page and its workers can read it, valid as long as `keeper`.
    pub url: String,
    /// Revokes the URL when it is dropped.
    pub keeper: Rc<dyn Any>,
}

impl fmt::Debug for LocalFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LocalFile({:?}, {} bytes)", self.name, self.bytes)
    }
}

/// Opens one file of memory.
#[derive(Debug, Default)]
pub struct MemoryOpen(pub Option<OpenedFile>);

impl OpenFiles for MemoryOpen {
    fn pick(&self) -> LocalFuture<'static, Result<Option<OpenedFile>, String>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }

    fn pick_all(&self, _: bool) -> LocalFuture<'static, Result<Vec<LocalFile>, String>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }

    fn watch_all(&self, _: Box<dyn Fn(Vec<LocalFile>)>) -> Box<dyn Any> {
        Box::new(())
    }

    fn watch(&self, _: Box<dyn Fn(Result<OpenedFile, String>)>) -> Box<dyn Any> {
        Box::new(())
    }
}
