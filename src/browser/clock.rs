//! The clock and the tasks of the browser.

use futures_util::future::{AbortHandle, Abortable};
use gloo_timers::future::TimeoutFuture;

use crate::port::{Clock, LocalFuture, Spawner, Task};

/// The browser's clock.
#[derive(Debug, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds since 1970 are a positive whole number below 2^53"
    )]
    fn now(&self) -> u64 {
        js_sys::Date::now() as u64
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()> {
        Box::pin(TimeoutFuture::new(milliseconds))
    }
}

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
