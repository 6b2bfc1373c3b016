//! The ports of downloads on the browser's own interfaces.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FileSystemDirectoryHandle, FileSystemFileHandle};

use super::body::{self, BrowserChunk, BrowserFileBody};
use super::sink::{self, BrowserSink, Buffers, Streaming};
use super::{folder, lock};
use crate::browser::handles;
use crate::browser::save_error::save_error;
use crate::port::{FetchError, Kept, SaveError, TransferPorts};
use crate::transfer::{FileRequest, HandleId, Place};

/// The outside of downloads in a web worker.
#[derive(Clone, Debug, Default)]
pub struct BrowserTransfers {
    /// Whether this page has the downloads of earlier visits, and keeps its own.
    is_keeper: Rc<Cell<bool>>,
    /// Files and folders that were read from the database.
    picked: Rc<RefCell<BTreeMap<HandleId, JsValue>>>,
    buffers: Buffers,
}

impl BrowserTransfers {
    async fn picked(&self, id: HandleId) -> Result<JsValue, SaveError> {
        if let Some(handle) = self.picked.borrow().get(&id) {
            return Ok(handle.clone());
        }
        let found = handles::handle(id).await.ok().flatten();
        let handle = found.ok_or(SaveError::Gone)?;
        self.picked.borrow_mut().insert(id, handle.clone());
        Ok(handle)
    }

    async fn stream(&self, file: FileSystemFileHandle) -> Result<BrowserSink, JsValue> {
        let stream = JsFuture::from(file.create_writable()).await?;
        let stream = Streaming::new(stream.unchecked_into(), Rc::clone(&self.buffers));
        Ok(BrowserSink::Stream(stream))
    }
}

impl TransferPorts for BrowserTransfers {
    type Chunk = BrowserChunk;
    type Body = BrowserFileBody;
    type Sink = BrowserSink;

    async fn get(&self, request: &FileRequest) -> Result<BrowserFileBody, FetchError> {
        body::get(request).await
    }

    async fn open(&self, place: &Place, kept: u64) -> Result<BrowserSink, SaveError> {
        let failed = |error: JsValue| save_error(&error);
        match place {
            Place::File { handle } => {
                let file: FileSystemFileHandle = self.picked(*handle).await?.unchecked_into();
                self.stream(file).await.map_err(failed)
            }
            Place::Folder { handle, path } => {
                let root: FileSystemDirectoryHandle = self.picked(*handle).await?.unchecked_into();
                let file = folder::file(&root, path).await.map_err(failed)?;
                self.stream(file).await.map_err(failed)
            }
            Place::Storage { key, .. } => {
                let storage = folder::storage().await.map_err(failed)?;
                let file = folder::file(&storage, key).await.map_err(failed)?;
                let file = folder::open_in_place(file).await.map_err(failed)?;
                sink::stored(key, file, kept)
            }
        }
    }

    async fn remove(&self, place: &Place) {
        if let Place::Storage { key, .. } = place {
            sink::remove(key).await;
        }
    }

    async fn keep(&self, records: Vec<(u32, Option<Vec<u8>>)>) {
        if self.is_keeper.get() {
            // In a private window there may be no database: downloads then end with the visit.
            let _ = handles::put_records(records).await;
        }
    }

    async fn kept(&self) -> Kept {
        if !lock::take().await {
            return Kept::Elsewhere;
        }
        self.is_keeper.set(true);
        Kept::Records(handles::records().await.unwrap_or_default())
    }
}
