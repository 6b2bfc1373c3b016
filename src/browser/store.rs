//! The Store port on `localStorage` and `sessionStorage`.

use web_sys::Storage;

use crate::port::{Store, StoreError};

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
