//! The system's clipboard.

use std::cell::RefCell;

use super::future::LocalFuture;

/// The system's clipboard.
pub trait Clipboard {
    /// Copies text to the clipboard. Must be called directly from a user's action, and may be denied.
    fn write(&self, text: &str) -> LocalFuture<'static, Result<(), ClipboardError>>;
}

/// The clipboard was denied, or does not exist (on a page without HTTPS).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser does not allow this page to use the clipboard")]
pub struct ClipboardError;

/// A clipboard in memory.
#[derive(Debug, Default)]
pub struct MemoryClipboard(RefCell<String>);

impl MemoryClipboard {
    /// Returns the text that was copied last; empty at first.
    pub fn text(&self) -> String {
        self.0.borrow().clone()
    }
}

impl Clipboard for MemoryClipboard {
    fn write(&self, text: &str) -> LocalFuture<'static, Result<(), ClipboardError>> {
        text.clone_into(&mut self.0.borrow_mut());
        Box::pin(std::future::ready(Ok(())))
    }
}
