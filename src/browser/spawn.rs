//! The Spawner port on the browser's microtasks.

use futures_util::future::{AbortHandle, Abortable};

use crate::port::{LocalFuture, Spawner, Task};

/// Runs futures on the page's thread.
#[derive(Debug, Default)]
pub struct BrowserSpawner;

impl Spawner for BrowserSpawner {
    fn spawn(&self, future: LocalFuture<'static, ()>) -> Task {
        let (handle, registration) = AbortHandle::new_pair();
        wasm_bindgen_futures::spawn_local(async move {
            // An aborted task has an owner that no longer wants its result.
            let _ = Abortable::new(future, registration).await;
        });
        Task::new(handle)
    }
}
