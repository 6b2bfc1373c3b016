//! A time that passes only when all there is to do is to wait: tests of minutes take no time, and no two runs differ.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use igsr_fetch::port::{Clock, LocalFuture};

/// The time, in milliseconds from 0. Clones are the same time.
#[derive(Clone, Default)]
pub(crate) struct Time {
    now: Rc<Cell<u64>>,
    /// When somebody waits for something.
    agenda: Rc<RefCell<BTreeSet<u64>>>,
}

impl Time {
    /// Returns a value once that long has passed.
    pub(crate) fn after<T: 'static>(&self, milliseconds: u64, value: T) -> LocalFuture<'static, T> {
        let (time, until) = (self.clone(), self.now() + milliseconds);
        let mut value = Some(value);
        Box::pin(std::future::poll_fn(move |_| {
            if time.now() < until {
                time.agenda.borrow_mut().insert(until);
                return Poll::Pending;
            }
            value.take().map_or(Poll::Pending, Poll::Ready)
        }))
    }

    /// Runs a future to its end, and lets the time pass when it waits.
    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        loop {
            if let Poll::Ready(value) = future
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()))
            {
                return value;
            }
            let next = self.agenda.borrow_mut().pop_first();
            let next = next.expect("somebody waits for a time, else the test hangs");
            self.now.set(next.max(self.now()));
        }
    }
}

impl Clock for Time {
    fn now(&self) -> u64 {
        self.now.get()
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()> {
        self.after(milliseconds.into(), ())
    }
}
