//! The worker's end of reading directory indexes: several pages at a time.

use std::collections::BTreeMap;

use super::{Request, Response};
use crate::listing::{IndexReader, sort_by_name};
use crate::worker::WorkerError;
use crate::worker::message::{Call, decode, encode};

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
                    Response::Index(index)
                }
                Err(reason) => Response::NotAnIndex(reason),
            }),
        }
    }
}
