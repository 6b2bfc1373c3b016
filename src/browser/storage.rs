//! The Store port on `localStorage` and `sessionStorage`, and the Clipboard port on `navigator.clipboard`.

use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

use super::sys;
use crate::port::{Clipboard, ClipboardError, LocalFuture, Store, StoreError};

/// The browser's store for this site; a private window may have none.
#[derive(Debug, Default)]
pub struct BrowserStore;

/// The browser's store for this tab, which ends with it.
#[derive(Debug, Default)]
pub struct BrowserVisit;

fn set(storage: Option<Storage>, key: &str, text: &str) -> Result<(), StoreError> {
    let storage = storage.ok_or(StoreError)?;
    storage.set_item(key, text).map_err(|_| StoreError)
}

impl BrowserStore {
    fn storage() -> Option<Storage> {
        web_sys::window()?.local_storage().ok()?
    }
}

impl BrowserVisit {
    fn storage() -> Option<Storage> {
        web_sys::window()?.session_storage().ok()?
    }
}

impl Store for BrowserStore {
    fn get(&self, key: &str) -> Option<String> {
        Self::storage()?.get_item(key).ok()?
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        set(Self::storage(), key, text)
    }
}

impl Store for BrowserVisit {
    fn get(&self, key: &str) -> Option<String> {
        Self::storage()?.get_item(key).ok()?
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        set(Self::storage(), key, text)
    }
}

/// The browser's clipboard; a page without HTTPS (other than on loopback) has none.
#[derive(Debug, Default)]
pub struct BrowserClipboard;

impl Clipboard for BrowserClipboard {
    fn write(&self, text: &str) -> LocalFuture<'static, Result<(), ClipboardError>> {
        let written = sys::clipboard().map(|clipboard| clipboard.write_text(text));
        Box::pin(async move {
            JsFuture::from(written.ok_or(ClipboardError)?)
                .await
                .map(|_| ())
                .map_err(|_| ClipboardError)
        })
    }
}
