//! What the client knows of a request, and of a job that waits for its response.

use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::WorkerError;

/// A request of the page, and how the client treats it.
pub trait WorkerRequest: Serialize {
    /// What the worker answers.
    type Response: DeserializeOwned;

    /// Says whether a response ends its job; one that does not reports progress.
    fn is_final(_response: &Self::Response) -> bool {
        true
    }

    /// Says when the request is sent.
    fn turn(&self) -> Turn {
        Turn::Now
    }

    /// Says whether the request sets anew what the worker holds, as [`Restore::With`] tells.
    fn sets_state(&self) -> bool {
        false
    }

    /// Returns what the response changes in how the worker's state is restored.
    fn restore(&self, _response: &Self::Response) -> Restore<Self>
    where
        Self: Sized,
    {
        Restore::Unchanged
    }
}

/// When a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// As soon as there is a worker.
    Now,
    /// One such request is with the worker at a time; of those that wait, the newest is sent next. The worker answers it even
    /// if it is cancelled.
    Newest,
}

/// How a worker that takes the place of a failed one gets its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restore<R> {
    /// As before.
    Unchanged,
    /// By this request, if any, which is sent before all others.
    With(Option<R>),
}

/// Called with each response that is not final.
pub type OnProgress<S> = Rc<dyn Fn(S)>;

/// A job that has not been given its response.
pub(super) struct PendingJob<R: WorkerRequest> {
    pub(super) id: u32,
    pub(super) request: R,
    pub(super) on_progress: Option<OnProgress<R::Response>>,
    /// Messages that wait to be sent.
    pub(super) unsent: Vec<Vec<u8>>,
    /// Nobody waits for it any more, but the worker is busy with it.
    pub(super) is_abandoned: bool,
    is_settled: bool,
    result: Option<Result<R::Response, WorkerError>>,
    waker: Option<Waker>,
}

impl<R: WorkerRequest> PendingJob<R> {
    /// Makes a job of its first request, and of that as a message.
    pub(super) fn new(
        id: u32,
        request: R,
        message: Vec<u8>,
        on_progress: Option<OnProgress<R::Response>>,
    ) -> Self {
        Self {
            id,
            request,
            on_progress,
            unsent: vec![message],
            is_abandoned: false,
            is_settled: false,
            result: None,
            waker: None,
        }
    }

    /// Says whether it has not been sent.
    pub(super) fn is_waiting(&self) -> bool {
        !self.unsent.is_empty()
    }

    /// Says whether the worker is to respond.
    pub(super) fn is_running(&self) -> bool {
        self.unsent.is_empty() && !self.is_settled
    }

    /// Ends it. The first result counts.
    pub(super) fn settle(&mut self, result: Result<R::Response, WorkerError>) {
        self.unsent.clear();
        if !std::mem::replace(&mut self.is_settled, true) {
            self.result = Some(result);
        }
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Gives the result, once.
    pub(super) fn poll(&mut self, context: &Context<'_>) -> Poll<Result<R::Response, WorkerError>> {
        if let Some(result) = self.result.take() {
            return Poll::Ready(result);
        }
        self.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
