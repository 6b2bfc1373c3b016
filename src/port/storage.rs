//! Small texts that outlive the page.

/// A few small texts that outlive the page, by key.
pub trait Store {
    /// Returns the text under a key; nothing if there is none or the store is closed to the page.
    fn get(&self, key: &str) -> Option<String>;

    /// Keeps a text.
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError>;
}

/// The browser keeps nothing for this page (a private window, a full store).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser does not keep settings for this page")]
pub struct StoreError;
