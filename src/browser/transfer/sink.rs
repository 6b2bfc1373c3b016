//! Places that are written: a stream into a picked file, or a file of the page's own storage, written in place.

use std::collections::VecDeque;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemReadWriteOptions, FileSystemSyncAccessHandle, FileSystemWritableFileStream,
};

use super::body::BrowserChunk;
use super::folder;
use crate::browser::save_error::save_error;
use crate::port::{FileSink, SaveError};

/// A place that is being written.
pub enum BrowserSink {
    /// A picked file: the browser writes a file of its own, and puts it in its place on closing.
    Stream(Streaming),
    /// A file of the page's own storage.
    Storage(Stored),
}

/// A stream into a picked file; dropped before it is closed, it leaves nothing.
pub struct Streaming {
    stream: FileSystemWritableFileStream,
    /// Writes that the browser has not confirmed, and their bytes.
    pending: VecDeque<(Promise, u64)>,
    pending_bytes: u64,
    /// Why a write could not begin.
    error: Option<SaveError>,
    is_closed: bool,
}

/// A file of the page's own storage; dropped, it keeps what it has.
pub struct Stored {
    name: String,
    file: FileSystemSyncAccessHandle,
    length: u64,
    error: Option<SaveError>,
}

impl Streaming {
    pub(super) fn new(stream: FileSystemWritableFileStream) -> Self {
        Self {
            stream,
            pending: VecDeque::new(),
            pending_bytes: 0,
            error: None,
            is_closed: false,
        }
    }

    async fn settle(&mut self, most_pending: u64) -> Result<(), SaveError> {
        while self.pending_bytes > most_pending
            && let Some((written, bytes)) = self.pending.pop_front()
        {
            JsFuture::from(written)
                .await
                .map_err(|error| save_error(&error))?;
            self.pending_bytes -= bytes;
        }
        self.error.clone().map_or(Ok(()), Err)
    }
}

impl Drop for Streaming {
    fn drop(&mut self) {
        if !self.is_closed {
            // Nothing is kept either way.
            let _ = self.stream.abort();
        }
    }
}

impl Stored {
    pub(super) fn new(name: String, file: FileSystemSyncAccessHandle, length: u64) -> Self {
        Self {
            name,
            file,
            length,
            error: None,
        }
    }

    fn write(&mut self, chunk: &BrowserChunk) -> Result<(), JsValue> {
        let wanted = f64::from(chunk.0.length());
        let options = FileSystemReadWriteOptions::new();
        options.set_at(as_number(self.length));
        let written = self
            .file
            .write_with_js_u8_array_and_options(&chunk.0, &options)?;
        if written < wanted {
            return Err(JsValue::from(quota_exceeded()?));
        }
        self.length += u64::from(chunk.0.length());
        Ok(())
    }

    fn truncate(&mut self, length: u64) -> Result<(), SaveError> {
        self.length = length;
        self.file
            .truncate_with_f64(as_number(length))
            .map_err(|error| save_error(&error))
    }
}

impl Drop for Stored {
    fn drop(&mut self) {
        self.file.close();
    }
}

/// The error of a browser that writes less than it was given.
fn quota_exceeded() -> Result<web_sys::DomException, JsValue> {
    web_sys::DomException::new_with_message_and_name("no space is left", "QuotaExceededError")
}

/// Opens a file of the page's own storage with its first bytes.
pub(super) fn stored(
    name: &str,
    file: FileSystemSyncAccessHandle,
    kept: u64,
) -> Result<BrowserSink, SaveError> {
    let length = file.get_size().map_err(|error| save_error(&error))?;
    let mut stored = Stored::new(name.to_owned(), file, kept);
    if length < as_number(kept) {
        return Err(SaveError::Gone);
    }
    stored.truncate(kept)?;
    Ok(BrowserSink::Storage(stored))
}

#[expect(clippy::cast_precision_loss, reason = "files are far below 2^53 bytes")]
fn as_number(bytes: u64) -> f64 {
    bytes as f64
}

impl FileSink for BrowserSink {
    type Chunk = BrowserChunk;

    fn write(&mut self, chunk: &BrowserChunk) {
        match self {
            Self::Stream(to) => match to.stream.write_with_js_u8_array(&chunk.0) {
                Ok(written) => {
                    let bytes = u64::from(chunk.0.length());
                    to.pending_bytes += bytes;
                    to.pending.push_back((written, bytes));
                }
                Err(error) => to.error = Some(save_error(&error)),
            },
            Self::Storage(to) => {
                if let Err(error) = to.write(chunk) {
                    to.error = Some(save_error(&error));
                }
            }
        }
    }

    async fn settle(&mut self, most_pending: u64) -> Result<(), SaveError> {
        match self {
            Self::Stream(to) => to.settle(most_pending).await,
            Self::Storage(to) => to.error.clone().map_or(Ok(()), Err),
        }
    }

    async fn truncate(&mut self, length: u64) -> Result<(), SaveError> {
        match self {
            Self::Stream(to) => {
                let cut = to.stream.truncate_with_f64(as_number(length));
                let cut = cut.map_err(|error| save_error(&error))?;
                JsFuture::from(cut)
                    .await
                    .map(|_| ())
                    .map_err(|error| save_error(&error))
            }
            Self::Storage(to) => to.truncate(length),
        }
    }

    async fn flush(&mut self) -> Result<(), SaveError> {
        match self {
            Self::Stream(_) => Ok(()),
            Self::Storage(to) => to.file.flush().map_err(|error| save_error(&error)),
        }
    }

    async fn close(mut self) -> Result<(), SaveError> {
        self.flush().await?;
        self.settle(0).await?;
        match &mut self {
            Self::Stream(to) => {
                to.is_closed = true;
                let closed = JsFuture::from(to.stream.close()).await;
                closed.map(|_| ()).map_err(|error| save_error(&error))
            }
            Self::Storage(_) => Ok(()),
        }
    }

    async fn discard(self) {
        match self {
            // Dropping it is all.
            Self::Stream(_) => {}
            Self::Storage(to) => {
                let name = to.name.clone();
                drop(to);
                remove(&name).await;
            }
        }
    }
}

/// Removes a file of the page's own storage.
pub(super) async fn remove(name: &str) {
    if let Ok(storage) = folder::storage().await {
        // What is not there need not be removed; what cannot be takes room and does no harm.
        let _ = JsFuture::from(storage.remove_entry(name)).await;
    }
}
