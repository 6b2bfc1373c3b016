//! The Save port on the File System Access standard.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DomException, FileSystemFileHandle, FileSystemWritableFileStream,
    HtmlAnchorElement, Url,
};

use crate::port::{LocalFuture, Save, SaveError, SavedFile, Sink};

use super::sys;

/// Writes to files that the user picks.
#[derive(Debug, Default)]
pub struct BrowserSave;

struct BrowserSink {
    name: String,
    /// Taken when the file is closed or discarded; until then a drop discards.
    stream: Option<FileSystemWritableFileStream>,
}

impl Save for BrowserSave {
    fn can_stream(&self) -> bool {
        sys::has_save_picker()
    }

    fn pick(&self, suggested_name: &str) -> LocalFuture<'static, Result<Box<dyn Sink>, SaveError>> {
        // The picker opens here, within the user's action, not when the future is first polled.
        let picked = sys::show_save_picker(suggested_name);
        Box::pin(async move {
            let promise = picked.ok_or(SaveError::Unsupported)?.map_err(pick_error)?;
            let handle: FileSystemFileHandle = JsFuture::from(promise)
                .await
                .map_err(pick_error)?
                .unchecked_into();
            let stream = JsFuture::from(handle.create_writable())
                .await
                .map_err(write_error)?;
            let sink: Box<dyn Sink> = Box::new(BrowserSink {
                name: handle.name(),
                stream: Some(stream.unchecked_into()),
            });
            Ok(sink)
        })
    }

    fn begin(&self) -> Box<dyn SavedFile> {
        Box::new(BrowserSavedFile(js_sys::Array::new()))
    }
}

/// The pieces of a file, in the browser's memory rather than in the program's.
struct BrowserSavedFile(js_sys::Array);

impl SavedFile for BrowserSavedFile {
    fn push(&mut self, bytes: &[u8]) {
        self.0.push(&js_sys::Uint8Array::from(bytes));
    }

    fn save(self: Box<Self>, name: &str) -> Result<(), SaveError> {
        offer_download(name, &self.0).map_err(write_error)
    }
}

fn offer_download(name: &str, parts: &js_sys::Array) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    // A type that no browser adds an extension for.
    options.set_type("application/octet-stream");
    let blob = Blob::new_with_u8_array_sequence_and_options(parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| JsValue::from_str("no document"))?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&url)
}

impl BrowserSink {
    fn take(&mut self) -> Result<FileSystemWritableFileStream, SaveError> {
        self.stream.take().ok_or_else(|| SaveError::Other {
            reason: "the file is closed already".to_owned(),
        })
    }
}

impl Sink for BrowserSink {
    fn name(&self) -> &str {
        &self.name
    }

    fn write(&mut self, bytes: Vec<u8>) -> LocalFuture<'_, Result<(), SaveError>> {
        let written = self.stream.as_ref().map(|stream| {
            // The array has a buffer of its own, so that the browser may read it at leisure.
            stream.write_with_js_u8_array(&js_sys::Uint8Array::from(bytes.as_slice()))
        });
        Box::pin(async move {
            let promise = written
                .ok_or_else(|| SaveError::Other {
                    reason: "the file is closed already".to_owned(),
                })?
                .map_err(write_error)?;
            JsFuture::from(promise)
                .await
                .map(|_| ())
                .map_err(write_error)
        })
    }

    fn close(mut self: Box<Self>) -> LocalFuture<'static, Result<(), SaveError>> {
        Box::pin(async move {
            let stream = self.take()?;
            JsFuture::from(stream.close())
                .await
                .map(|_| ())
                .map_err(write_error)
        })
    }

    fn discard(mut self: Box<Self>) -> LocalFuture<'static, ()> {
        Box::pin(async move {
            if let Some(stream) = self.stream.take() {
                // Nothing is kept either way; an error says only that the stream had failed before.
                let _ = JsFuture::from(stream.abort()).await;
            }
        })
    }
}

impl Drop for BrowserSink {
    fn drop(&mut self) {
        if let Some(stream) = self.stream.take() {
            let _ = stream.abort();
        }
    }
}

fn pick_error(error: JsValue) -> SaveError {
    match name_of(&error).as_deref() {
        Some("AbortError") => SaveError::Declined,
        _ => write_error(error),
    }
}

fn write_error(error: JsValue) -> SaveError {
    match name_of(&error).as_deref() {
        Some("QuotaExceededError") => SaveError::Full,
        Some("NotAllowedError" | "SecurityError" | "NoModificationAllowedError") => {
            SaveError::Denied
        }
        _ => SaveError::Other {
            reason: words_of(&error),
        },
    }
}

fn name_of(error: &JsValue) -> Option<String> {
    error.dyn_ref::<DomException>().map(DomException::name)
}

/// Returns the browser's words for an error.
pub(super) fn words_of(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(
        || "unknown cause".to_owned(),
        |error| String::from(error.message()),
    )
}
