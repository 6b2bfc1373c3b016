//! The Clock port on `Date` and `setTimeout`.

use gloo_timers::future::TimeoutFuture;

use crate::port::{Clock, LocalFuture};

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
