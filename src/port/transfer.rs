//! What downloads need of the outside: bytes of files, places to write them, and a record between visits.
//!
//! These are types rather than trait objects, so that a chunk stays what the browser made it and is not copied on its way to the
//! disk; only the checksum reads it.

use std::future::Future;

use super::{FetchError, Head, SaveError};
use crate::transfer::{FileRequest, Place};

/// Bytes of a response.
pub trait Chunk {
    /// Copies them into a buffer, which grows where they do not fit, and returns them there.
    fn copy_to<'a>(&self, buffer: &'a mut Vec<u8>) -> &'a [u8];
}

/// A response whose body is read in chunks; dropping this ends its connection.
pub trait FileBody {
    /// What it is read in.
    type Chunk: Chunk;

    /// Returns the status and the headers.
    fn head(&self) -> &Head;

    /// Returns the host that sends it, with its port, if it is not the one that was asked.
    fn other_host(&self) -> Option<&str>;

    /// Returns the next chunk; nothing at the end, which means only that the connection closed in order.
    fn next(&mut self) -> impl Future<Output = Result<Option<Self::Chunk>, FetchError>>;
}

/// A place that is being written. Dropping this keeps what a durable place has, and nothing of another.
pub trait FileSink {
    /// What it takes.
    type Chunk: Chunk;

    /// Begins to write a chunk behind the last one.
    fn write(&mut self, chunk: &Self::Chunk);

    /// Waits until the outside has taken all but so many bytes.
    fn settle(&mut self, most_pending: u64) -> impl Future<Output = Result<(), SaveError>>;

    /// Drops all but the first bytes.
    fn truncate(&mut self, length: u64) -> impl Future<Output = Result<(), SaveError>>;

    /// Puts what was written on the disk, as far as the place is durable.
    fn flush(&mut self) -> impl Future<Output = Result<(), SaveError>>;

    /// Completes the file.
    fn close(self) -> impl Future<Output = Result<(), SaveError>>;

    /// Drops what was written.
    fn discard(self) -> impl Future<Output = ()>;
}

/// The outside of the downloads.
pub trait TransferPorts {
    /// What bytes come in.
    type Chunk: Chunk;
    /// A response.
    type Body: FileBody<Chunk = Self::Chunk>;
    /// A place that is being written.
    type Sink: FileSink<Chunk = Self::Chunk>;

    /// Sends a request, without credentials and past the browser's cache.
    fn get(&self, request: &FileRequest) -> impl Future<Output = Result<Self::Body, FetchError>>;

    /// Opens a place with its first `kept` bytes, which only a durable one can have.
    fn open(&self, place: &Place, kept: u64)
    -> impl Future<Output = Result<Self::Sink, SaveError>>;

    /// Removes what a place has that is the page's own.
    fn remove(&self, place: &Place) -> impl Future<Output = ()>;

    /// Keeps records under their numbers, or removes those without one. What cannot be kept is lost with the visit.
    fn keep(&self, records: Vec<(u32, Option<Vec<u8>>)>) -> impl Future<Output = ()>;

    /// Returns all records that were kept, by their numbers; none where another page of this browser has them.
    fn kept(&self) -> impl Future<Output = Kept>;
}

/// What was kept of former visits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The records, by their numbers.
    Records(Vec<(u32, Vec<u8>)>),
    /// Another page of this browser has them, and its downloads.
    Elsewhere,
}
