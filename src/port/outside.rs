//! Small ports: clipboard, clock, store, tasks.

use futures_util::future::AbortHandle;

use super::LocalFuture;

/// Tells time.
pub trait Clock {
    /// Returns milliseconds since 1970, UTC.
    fn now(&self) -> u64;

    /// Returns after that many milliseconds.
    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()>;
}

/// The system's clipboard.
pub trait Clipboard {
    /// Puts text there. Needs a user's action just before, and may be denied.
    fn write(&self, text: &str) -> LocalFuture<'static, Result<(), ClipboardError>>;
}

/// The clipboard was denied, or there is none (a page without HTTPS has none).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser does not allow this page to use the clipboard")]
pub struct ClipboardError;

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

/// Runs futures of this thread.
pub trait Spawner {
    /// Starts a future, which runs until it ends or the task is dropped.
    #[must_use = "a dropped task is stopped"]
    fn spawn(&self, future: LocalFuture<'static, ()>) -> Task;
}

/// A running future; dropping this stops it.
#[derive(Debug)]
pub struct Task(AbortHandle);

impl Task {
    /// Makes a task from the handle that stops it.
    pub fn new(handle: AbortHandle) -> Self {
        Self(handle)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
