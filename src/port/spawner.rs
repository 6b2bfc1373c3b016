//! Tasks on the current thread.

use std::cell::RefCell;

use futures_util::future::{AbortHandle, abortable, join_all};

use super::future::LocalFuture;

/// Starts futures on the current thread.
pub trait Spawner {
    /// Starts a future, which runs until it ends or its task is dropped.
    #[must_use = "dropping a task stops it"]
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

/// A spawner that holds its tasks until [`run`](Self::run) drives them.
#[derive(Default)]
pub struct LocalSpawner(RefCell<Vec<LocalFuture<'static, ()>>>);

impl LocalSpawner {
    /// Drives the tasks that were spawned so far, until each has ended or was stopped.
    pub async fn run(&self) {
        let tasks = self.0.take();
        join_all(tasks).await;
    }
}

impl Spawner for LocalSpawner {
    fn spawn(&self, future: LocalFuture<'static, ()>) -> Task {
        let (future, handle) = abortable(future);
        self.0.borrow_mut().push(Box::pin(async {
            // An aborted task has nothing to report.
            let _ = future.await;
        }));
        Task::new(handle)
    }
}
