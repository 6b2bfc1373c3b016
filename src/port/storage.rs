//! Small texts: those that outlive the page, and the clipboard.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::clock::LocalFuture;

/// A key-value store for a few small texts that outlive the page.
pub trait Store {
    /// Returns the text under a key, or nothing if there is none or the page may not use the store.
    fn get(&self, key: &str) -> Option<String>;

    /// Stores a text under a key, replacing the old one. After an error the old one is still there.
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError>;

    /// Removes the text under a key, if there is one and the page may use the store.
    fn remove(&self, key: &str);

    /// Returns a number that no other tab has.
    fn tab(&self) -> u64;

    /// Calls back with each text that another tab stores under a key, until the returned value is dropped.
    fn watch(&self, key: &'static str, changed: Box<dyn Fn(String)>) -> Box<dyn Any>;
}

/// Why a text was not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser denies the page its store.
    #[error("the browser does not allow this page to store anything")]
    Denied,
    /// The store is full.
    #[error("the browser’s store for this site is full")]
    Full,
    /// The store is empty, and has no room all the same, as that of a private window in some browsers.
    #[error("the browser gives this page no room to store anything")]
    NoRoom,
}

impl StoreError {
    /// Returns the error for a full store: [`Self::NoRoom`] if it has no entries, else [`Self::Full`].
    pub fn no_room(is_empty: bool) -> Self {
        if is_empty { Self::NoRoom } else { Self::Full }
    }
}

/// A store in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    texts: RefCell<BTreeMap<String, String>>,
    /// Most bytes of keys and texts, if they are limited.
    room: Option<usize>,
    tabs: Cell<u64>,
}

impl MemoryStore {
    /// Makes a store that holds this many bytes of keys and texts.
    pub fn with_room(room: usize) -> Self {
        Self {
            room: Some(room),
            ..Self::default()
        }
    }
}

impl Store for MemoryStore {
    fn get(&self, key: &str) -> Option<String> {
        self.texts.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let mut texts = self.texts.borrow_mut();
        let others = texts.iter().filter(|(other, _)| *other != key);
        let held: usize = others.map(|(key, text)| key.len() + text.len()).sum();
        if self
            .room
            .is_some_and(|room| held + key.len() + text.len() > room)
        {
            return Err(StoreError::no_room(texts.is_empty()));
        }
        texts.insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) {
        self.texts.borrow_mut().remove(key);
    }

    fn tab(&self) -> u64 {
        self.tabs.set(self.tabs.get() + 1);
        self.tabs.get()
    }

    /// Never calls back: there is no other tab.
    fn watch(&self, _: &'static str, _: Box<dyn Fn(String)>) -> Box<dyn Any> {
        Box::new(())
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
