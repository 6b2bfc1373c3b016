//! Time, timers, and tasks on the current thread.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::StreamExt;
use futures_util::future::{AbortHandle, abortable};
use futures_util::stream::FuturesUnordered;

/// The time of day, and timers.
pub trait Clock {
    /// Returns the time in milliseconds since 1970, UTC.
    fn now(&self) -> u64;

    /// Waits for a number of milliseconds.
    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()>;
}

/// A clock that moves only when told to, or when all that [`run`](Self::run) drives is waiting.
///
/// It begins at 0. Clones share the time.
#[derive(Clone, Debug, Default)]
pub struct VirtualClock {
    now: Rc<Cell<u64>>,
    /// Sleepers by the time at which they wake.
    alarms: Rc<RefCell<BTreeMap<u64, Vec<Waker>>>>,
}

/// Remembers whether a future asked to be polled again.
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl VirtualClock {
    /// Moves the time forward by a number of milliseconds.
    pub fn advance(&self, milliseconds: u64) {
        self.now.set(self.now.get() + milliseconds);
    }

    /// Runs a future to its end; whenever it waits, the time jumps to the next alarm.
    ///
    /// # Panics
    ///
    /// Panics if the future waits for something else than this clock: it would never end.
    pub fn run<T>(&self, future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        let woken = Arc::new(Woken(AtomicBool::new(false)));
        let waker = Waker::from(woken.clone());
        loop {
            if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                return value;
            }
            if woken.0.swap(false, Ordering::Relaxed) {
                continue;
            }
            let next = self.alarms.borrow_mut().pop_first();
            let (at, sleepers) = next.expect("a future that waits has set an alarm");
            self.now.set(at.max(self.now.get()));
            sleepers.into_iter().for_each(Waker::wake);
        }
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> u64 {
        self.now.get()
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()> {
        let clock = self.clone();
        let until = self.now() + u64::from(milliseconds);
        Box::pin(std::future::poll_fn(move |context| {
            if clock.now() >= until {
                return Poll::Ready(());
            }
            let mut alarms = clock.alarms.borrow_mut();
            let sleepers = alarms.entry(until).or_default();
            sleepers.push(context.waker().clone());
            Poll::Pending
        }))
    }
}

/// Starts futures on the current thread.
pub trait Spawner {
    /// Starts a future, which runs until it ends or its task is dropped.
    #[must_use = "dropping a task stops it"]
    fn spawn(&self, future: LocalFuture<'static, ()>) -> Task;
}

/// A running future; dropping this stops it.
#[derive(Debug)]
pub struct Task(Option<AbortHandle>);

impl Task {
    /// Makes a task from the handle that stops it.
    pub fn new(handle: AbortHandle) -> Self {
        Self(Some(handle))
    }

    /// Lets it run to its end on its own.
    pub fn detach(mut self) {
        self.0 = None;
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        if let Some(handle) = &self.0 {
            handle.abort();
        }
    }
}

/// A spawner that holds its tasks until [`run`](Self::run) drives them.
#[derive(Default)]
pub struct LocalSpawner(RefCell<Vec<LocalFuture<'static, ()>>>);

impl LocalSpawner {
    /// Drives the tasks that were spawned, and those that they spawn, until each has ended or was stopped.
    pub async fn run(&self) {
        let mut running = FuturesUnordered::new();
        std::future::poll_fn(|context| {
            loop {
                running.extend(self.0.take());
                match running.poll_next_unpin(context) {
                    Poll::Ready(None) if self.0.borrow().is_empty() => return Poll::Ready(()),
                    Poll::Pending if self.0.borrow().is_empty() => return Poll::Pending,
                    _ => {}
                }
            }
        })
        .await;
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

/// A future on one thread, as a port returns it.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
