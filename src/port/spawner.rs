//! Tasks of this thread.

use futures_util::future::AbortHandle;

use super::future::LocalFuture;

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
