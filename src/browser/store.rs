//! The Store port on `localStorage`.

use crate::port::{Store, StoreError};

/// The browser's store for this site; a private window may have none.
#[derive(Debug, Default)]
pub struct BrowserStore;

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

impl Store for BrowserStore {
    fn get(&self, key: &str) -> Option<String> {
        storage()?.get_item(key).ok()?
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        storage()
            .ok_or(StoreError)?
            .set_item(key, text)
            .map_err(|_| StoreError)
    }
}
