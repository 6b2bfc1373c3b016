//! Places that are written: a stream into a picked file, or a file of the page's own storage, written in place.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemReadWriteOptions, FileSystemSyncAccessHandle, FileSystemWritableFileStream,
};

use super::body::BrowserChunk;
use super::folder;
use crate::browser::save_error::save_error;
use crate::port::{FileSink, SaveError};

/// Bytes of a write into a picked file: each has a cost of its own, so that small ones take longer.
const WRITE: u32 = 2 << 20;

/// Buffers of writes that are over, for the next ones of any file.
pub(super) type Buffers = Rc<RefCell<Vec<Uint8Array>>>;

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
    buffers: Buffers,
    /// The next write, and how many of its bytes have come.
    next: Option<(Uint8Array, u32)>,
    /// Writes that the browser has not confirmed, their buffers and how many bytes they have.
    pending: VecDeque<(Promise, Uint8Array, u32)>,
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
    pub(super) fn new(stream: FileSystemWritableFileStream, buffers: Buffers) -> Self {
        Self {
            stream,
            buffers,
            next: None,
            pending: VecDeque::new(),
            pending_bytes: 0,
            error: None,
            is_closed: false,
        }
    }

    fn write(&mut self, chunk: &Uint8Array) {
        let mut rest = chunk.clone();
        while rest.length() > 0 {
            let (buffer, filled) = self.next.take().unwrap_or_else(|| {
                let buffer = self.buffers.borrow_mut().pop();
                (
                    buffer.unwrap_or_else(|| Uint8Array::new_with_length(WRITE)),
                    0,
                )
            });
            let fits = rest.length().min(WRITE - filled);
            buffer.set(&rest.subarray(0, fits), filled);
            rest = rest.subarray(fits, rest.length());
            self.next = Some((buffer, filled + fits));
            if filled + fits == WRITE {
                self.begin();
            }
        }
    }

    /// Begins to write what has come.
    fn begin(&mut self) {
        let Some((buffer, filled)) = self.next.take() else {
            return;
        };
        match self
            .stream
            .write_with_js_u8_array(&buffer.subarray(0, filled))
        {
            Ok(written) => {
                self.pending_bytes += u64::from(filled);
                self.pending.push_back((written, buffer, filled));
            }
            Err(error) => self.error = Some(save_error(&error)),
        }
    }

    async fn settle(&mut self, most_pending: u64) -> Result<(), SaveError> {
        if most_pending == 0 {
            self.begin();
        }
        while self.pending_bytes > most_pending
            && let Some((written, buffer, bytes)) = self.pending.pop_front()
        {
            JsFuture::from(written)
                .await
                .map_err(|error| save_error(&error))?;
            self.pending_bytes -= u64::from(bytes);
            self.buffers.borrow_mut().push(buffer);
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
            Self::Stream(to) => to.write(&chunk.0),
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
