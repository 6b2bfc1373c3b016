//! Files that the user gives to the page.

use std::any::Any;

use super::clock::LocalFuture;

/// Opens files of the user's disk.
pub trait OpenFiles {
    /// Asks the user for a file; nothing if none is chosen. Must be called directly from a user's action.
    ///
    /// Fails with the browser's words if the file cannot be read.
    fn pick(&self) -> LocalFuture<'static, Result<Option<OpenedFile>, String>>;

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

/// Opens one file of memory.
#[derive(Debug, Default)]
pub struct MemoryOpen(pub Option<OpenedFile>);

impl OpenFiles for MemoryOpen {
    fn pick(&self) -> LocalFuture<'static, Result<Option<OpenedFile>, String>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }

    fn watch(&self, _: Box<dyn Fn(Result<OpenedFile, String>)>) -> Box<dyn Any> {
        Box::new(())
    }
}
