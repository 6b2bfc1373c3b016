//! Reading directory indexes: what the page and its worker say, and both ends.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::message::{Call, decode, encode};
use super::{Job, StartWorker, WorkerClient, WorkerError, WorkerRequest};
use crate::listing::{DirectoryIndex, IndexReader, NotAnIndex, PageRequest, sort_by_name};
use crate::port::{IndexError, IndexJob, LocalFuture, ReadIndex};

/// A request. One job is [`Request::Start`], any number of [`Request::Push`], then [`Request::Finish`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request<'a> {
    /// Begin to read a page.
    Start(PageRequest),
    /// Read its next bytes. They are borrowed, so that they are copied once on each side and no more.
    Push(#[serde(borrow, with = "serde_bytes")] &'a [u8]),
    /// That was all: respond.
    Finish {
        /// Whether the page ended before its end.
        cut: bool,
    },
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Response {
    /// The page's entries, in the order of [`sort_by_name`](crate::listing::sort_by_name).
    Index(Box<DirectoryIndex>),
    /// The page is no directory index.
    NotAnIndex(NotAnIndex),
}

impl WorkerRequest for Request<'_> {
    type Response = Response;
}

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
                Ok(Response::Index(index)) => Ok(*index),
                Ok(Response::NotAnIndex(reason)) => Err(reason.into()),
                Err(error) => Err(IndexError::ReaderFailed {
                    reason: error.to_string(),
                }),
            }
        })
    }
}

/// Reads the pages that messages bring.
#[derive(Debug, Default)]
pub struct IndexServer {
    /// The job of each page that is being read.
    readers: BTreeMap<u32, IndexReader>,
}

impl IndexServer {
    /// Takes a message; returns the message that answers it, if any.
    ///
    /// A message about a job that is not there is no error: the page may have cancelled it.
    ///
    /// # Errors
    ///
    /// [`WorkerError`] if it is not what a page of this build writes.
    pub fn take(&mut self, message: &[u8]) -> Result<Option<Vec<u8>>, WorkerError> {
        let (job, call) = decode(message)?;
        let response = match call {
            Call::Request(request) => self.respond(job, request),
            Call::Cancel => {
                self.readers.remove(&job);
                None
            }
        };
        Ok(response.map(|response| encode(job, &response)))
    }

    fn respond(&mut self, job: u32, request: Request<'_>) -> Option<Response> {
        match request {
            Request::Start(page) => {
                self.readers.insert(job, IndexReader::new(page));
                None
            }
            Request::Push(bytes) => {
                self.readers.get_mut(&job)?.push(bytes);
                None
            }
            Request::Finish { cut } => Some(match self.readers.remove(&job)?.finish(cut) {
                Ok(mut index) => {
                    // A directory is shown by name first; the page's own thread need not sort.
                    sort_by_name(&mut index.entries);
                    Response::Index(Box::new(index))
                }
                Err(reason) => Response::NotAnIndex(reason),
            }),
        }
    }
}
