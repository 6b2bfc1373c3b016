//! Waking a download out of what it waits for.

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::task::{Poll, Waker};

use futures_util::future::{Either, select};

/// Wakes one download.
#[derive(Debug, Default)]
pub(super) struct Interrupt {
    is_set: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Interrupt {
    /// Ends the wait, or the next one.
    pub(super) fn set(&self) {
        self.is_set.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Waits for a future, or for the interruption; nothing if that came first.
    pub(super) async fn or<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        let interrupted = std::future::poll_fn(|context| {
            if self.is_set.take() {
                return Poll::Ready(());
            }
            *self.waker.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        });
        match select(interrupted, pin!(future)).await {
            Either::Left(_) => None,
            Either::Right((value, _)) => Some(value),
        }
    }
}
