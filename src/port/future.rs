//! Futures on one thread.

use std::pin::Pin;

/// A future on one thread, as a port returns it.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
