//! Time.

use super::future::LocalFuture;

/// Tells time.
pub trait Clock {
    /// Returns milliseconds since 1970, UTC.
    fn now(&self) -> u64;

    /// Returns after that many milliseconds.
    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()>;
}
