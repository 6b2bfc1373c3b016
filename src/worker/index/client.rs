//! The `ReadIndex` port on a worker.

use super::{Request, Response};
use crate::listing::{DirectoryIndex, PageRequest};
use crate::port::{IndexError, IndexJob, LocalFuture, ReadIndex};
use crate::worker::{Job, StartWorker, WorkerClient};

/// Reads directory indexes in a worker, which starts when it is first needed, and anew after it has failed.
pub struct IndexClient(WorkerClient<Request<'static>>);

struct ClientJob(Job<Request<'static>>);

impl IndexClient {
    /// Takes what starts the worker.
    pub fn new(starter: impl StartWorker + 'static) -> Self {
        Self(WorkerClient::new(Box::new(starter)))
    }
}

impl ReadIndex for IndexClient {
    fn prepare(&self) {
        self.0.start();
    }

    fn start(&self, asked: &PageRequest) -> Box<dyn IndexJob> {
        Box::new(ClientJob(
            self.0.request(Request::Start(asked.clone()), None),
        ))
    }
}

impl IndexJob for ClientJob {
    fn push(&mut self, bytes: &[u8]) {
        self.0.send(&Request::Push(bytes));
    }

    fn finish(
        self: Box<Self>,
        cut: bool,
    ) -> LocalFuture<'static, Result<DirectoryIndex, IndexError>> {
        self.0.send(&Request::Finish { cut });
        Box::pin(async move {
            match self.0.response().await {
                Ok(Response::Index(index)) => Ok(index),
                Ok(Response::NotAnIndex(reason)) => Err(reason.into()),
                Err(error) => Err(IndexError::ReaderFailed {
                    reason: error.to_string(),
                }),
            }
        })
    }
}
