//! The page's end: asks the worker to download, and hears how far it is.

use std::rc::Rc;

use super::protocol::{Request, Response, Update};
use crate::port::FetchError;
use crate::table::Md5;
use crate::worker::{StartWorker, WorkerClient, WorkerError};

/// Downloads in a worker, which starts when something is first downloaded.
pub struct TransferClient(WorkerClient<Request>);

impl TransferClient {
    /// Takes what starts the worker.
    pub fn new(starter: impl StartWorker + 'static) -> Self {
        Self(WorkerClient::new(Box::new(starter)))
    }

    /// Hears of all downloads and of every change, until the worker fails. To drop the future is to hear no more.
    pub async fn watch(&self, listener: impl Fn(Update) + 'static) -> WorkerError {
        let on_progress = Rc::new(move |response| {
            if let Response::Update(update) = response {
                listener(*update);
            }
        });
        match self
            .0
            .request(Request::Watch, Some(on_progress))
            .response()
            .await
        {
            Ok(_) => WorkerError::Failed {
                reason: "the program that downloads tells no more".to_owned(),
            },
            Err(error) => error,
        }
    }

    /// Computes the MD5 of a local file by its `blob:` URL; [`FetchError`] if the file cannot be read to its end.
    ///
    /// `on_read` is called with the number of bytes read so far. Dropping the future cancels the request.
    ///
    /// # Errors
    ///
    /// [`WorkerError`] if the worker fails.
    pub async fn hash(
        &self,
        url: String,
        on_read: impl Fn(u64) + 'static,
    ) -> Result<Result<Md5, FetchError>, WorkerError> {
        let on_progress = Rc::new(move |response| {
            if let Response::Read(bytes) = response {
                on_read(bytes);
            }
        });
        let job = self.0.request(Request::Hash(url), Some(on_progress));
        match job.response().await? {
            Response::Hashed(md5) => Ok(md5),
            _ => Err(WorkerError::Failed {
                reason: "the program that reads files answered something else".to_owned(),
            }),
        }
    }

    /// Sends a request, and returns when it was done.
    ///
    /// # Errors
    ///
    /// [`WorkerError`] if the worker fails.
    pub async fn ask(&self, request: Request) -> Result<(), WorkerError> {
        self.0.request(request, None).response().await.map(|_| ())
    }
}
