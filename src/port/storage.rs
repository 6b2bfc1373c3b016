//! Small texts: those that outlive the page, and the clipboard.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::clock::LocalFuture;

/// A key-value store for a few small texts that outlive the page.
pub trait Store {
    /// Returns the text under a key, or nothing if there is none or the page may not use the store.
    fn get(&self, key: &str) -> Option<String>;

    /// Stores a text under a key, replacing the old one.
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError>;
}

/// The browser stores nothing for this page (a private window, a full store).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser does not keep settings for this page")]
pub struct StoreError;

/// A store in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    texts: RefCell<BTreeMap<String, String>>,
    read_only: bool,
}

impl MemoryStore {
    /// Makes a store that refuses every change.
    #[must_use]
    pub fn read_only(self) -> Self {
        Self {
            read_only: true,
            ..self
        }
    }
}

impl Store for MemoryStore {
    fn get(&self, key: &str) -> Option<String> {
        self.texts.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        if self.read_only {
            return Err(StoreError);
        }
        self.texts
            .borrow_mut()
            .insert(key.to_owned(), text.to_owned());
        Ok(())
    }
}

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
