//! Futures of this thread.

use std::pin::Pin;

/// A future of one thread, as a port returns it.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
