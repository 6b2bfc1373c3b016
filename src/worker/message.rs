//! The envelope of all messages between a page and its workers: a format version, the job, and a body in postcard's format.
//!
//! Both ends come from one build, so the format has a version but no history. Messages are read without trust: bytes that
//! this build would not write give a [`WorkerError`], and a false length asks for no memory.

use serde::{Deserialize, Serialize};

/// Version of the format. Raise it when a message changes, so that ends of different builds notice.
const FORMAT: u8 = 2;

/// The body of a message to a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Call<R> {
    /// The first request of a job, or a further one.
    Request(R),
    /// The page no longer waits for the job; no response.
    Cancel,
}

/// Why a worker gave no response.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WorkerError {
    /// The other end is of another build.
    #[error("the page and its worker are of different versions")]
    Version,
    /// The bytes are no message.
    #[error("a message cannot be read: {0}")]
    Malformed(postcard::Error),
    /// The message is followed by more bytes.
    #[error("a message goes on after its end")]
    Excess,
    /// The worker could not start, or ended.
    #[error("{reason}")]
    Failed {
        /// The browser's words.
        reason: String,
    },
}

/// Writes a message.
#[expect(clippy::missing_panics_doc, reason = "memory is all that can fail")]
pub fn encode<T: Serialize>(job: u32, body: &T) -> Vec<u8> {
    postcard::to_allocvec(&(FORMAT, job, body)).expect("messages are plain data")
}

/// Reads a message; returns the job and the body, which may borrow from the message.
///
/// # Errors
///
/// [`WorkerError`] if it is not what the other end of this build writes.
pub fn decode<'m, T: Deserialize<'m>>(message: &'m [u8]) -> Result<(u32, T), WorkerError> {
    let Some((&FORMAT, rest)) = message.split_first() else {
        return Err(WorkerError::Version);
    };
    let (read, rest) = postcard::take_from_bytes(rest).map_err(WorkerError::Malformed)?;
    if rest.is_empty() {
        Ok(read)
    } else {
        Err(WorkerError::Excess)
    }
}
