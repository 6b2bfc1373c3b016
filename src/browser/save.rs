//! The Save port on the File System Access standard and the browser's own downloads.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, FileSystemDirectoryHandle, FileSystemFileHandle, HtmlAnchorElement, Url,
};

use super::save_error::{pick_error, save_error};
use super::transfer::STORAGE_FOLDER;
use super::{handles, sys};
use crate::port::{LocalFuture, Save, SaveError, SaveWays, SavedFile};
use crate::transfer::HandleId;

/// Writes to the user's disk.
#[derive(Debug, Default)]
pub struct BrowserSave;

impl Save for BrowserSave {
    fn ways(&self) -> SaveWays {
        SaveWays {
            picked: sys::has_pickers(),
            storage: sys::storage().is_some(),
        }
    }

    fn pick_file(&self, suggested_name: &str) -> LocalFuture<'static, Result<HandleId, SaveError>> {
        // The picker opens here, within the user's action, not when the future is first polled.
        keep(sys::show_save_picker(suggested_name))
    }

    fn pick_folder(&self) -> LocalFuture<'static, Result<HandleId, SaveError>> {
        keep(sys::show_directory_picker())
    }

    fn allow(&self, wanted: Vec<HandleId>) -> LocalFuture<'static, Result<(), SaveError>> {
        Box::pin(async move {
            for id in wanted {
                let handle = handles::handle(id)
                    .await
                    .ok()
                    .flatten()
                    .ok_or(SaveError::Gone)?;
                let answer =
                    sys::request_permission(&handle).map_err(|error| save_error(&error))?;
                let answer = JsFuture::from(answer)
                    .await
                    .map_err(|error| save_error(&error))?;
                if answer.as_string().as_deref() != Some("granted") {
                    return Err(SaveError::Denied);
                }
            }
            Ok(())
        })
    }

    fn hand_over(&self, key: &str, name: &str) -> LocalFuture<'static, Result<(), SaveError>> {
        let (key, name) = (key.to_owned(), name.to_owned());
        Box::pin(async move {
            let file = stored_file(&key)
                .await
                .map_err(|error| save_error(&error))?;
            offer_download(&name, &file).map_err(|error| save_error(&error))
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
        let options = BlobPropertyBag::new();
        // A type that no browser adds an extension for.
        options.set_type("application/octet-stream");
        let blob = Blob::new_with_u8_array_sequence_and_options(&self.0, &options);
        blob.and_then(|blob| offer_download(name, &blob))
            .map_err(|error| save_error(&error))
    }
}

/// Keeps what the user picks.
fn keep(
    picked: Option<Result<js_sys::Promise, JsValue>>,
) -> LocalFuture<'static, Result<HandleId, SaveError>> {
    Box::pin(async move {
        let promise = picked
            .ok_or(SaveError::Unsupported)?
            .map_err(|error| pick_error(&error))?;
        let handle = JsFuture::from(promise)
            .await
            .map_err(|error| pick_error(&error))?;
        let kept = handles::add_handle(&handle).await;
        kept.map_err(|error| SaveError::Other {
            reason: error.to_string(),
        })
    })
}

/// Returns a file of the page's own storage; its bytes stay on the disk.
async fn stored_file(key: &str) -> Result<Blob, JsValue> {
    let storage = sys::storage().ok_or_else(|| JsValue::from_str("the browser has no storage"))?;
    let root: FileSystemDirectoryHandle = JsFuture::from(storage.get_directory())
        .await?
        .unchecked_into();
    let folder = root.get_directory_handle(STORAGE_FOLDER);
    let folder: FileSystemDirectoryHandle = JsFuture::from(folder).await?.unchecked_into();
    let file: FileSystemFileHandle = JsFuture::from(folder.get_file_handle(key))
        .await?
        .unchecked_into();
    Ok(JsFuture::from(file.get_file()).await?.unchecked_into())
}

fn offer_download(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or_else(|| JsValue::from_str("no document"))?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&url)
}
