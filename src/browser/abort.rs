//! A guard that aborts a request when it is dropped.

use web_sys::{AbortController, AbortSignal};

/// Aborts its request on drop; after the request's end that does nothing.
pub(super) struct AbortGuard(Option<AbortController>);

impl AbortGuard {
    /// Makes a guard for one request.
    pub(super) fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// Returns the signal to hand to the request.
    pub(super) fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}

impl Drop for AbortGuard {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            // Without a reason: gloo-net panics on a rejection that is not an Error.
            controller.abort();
        }
    }
}
