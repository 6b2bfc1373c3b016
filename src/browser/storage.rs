//! The Store port on `localStorage` and `sessionStorage`, and the Clipboard port on `navigator.clipboard`.

use std::any::Any;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, Storage, StorageEvent};

use super::sys;
use crate::port::{Clipboard, ClipboardError, LocalFuture, Store, StoreError};

/// The browser's store for this site, which all its tabs share.
#[derive(Debug, Default)]
pub struct BrowserStore;

/// The browser's store for this tab, which ends with it.
#[derive(Debug, Default)]
pub struct BrowserVisit;

fn get(storage: Option<Storage>, key: &str) -> Option<String> {
    storage?.get_item(key).ok()?
}

fn set(storage: Option<Storage>, key: &str, text: &str) -> Result<(), StoreError> {
    let storage = storage.ok_or(StoreError::Denied)?;
    storage.set_item(key, text).map_err(|error| {
        let is_full = error
            .dyn_ref::<DomException>()
            .is_some_and(|error| error.name() == "QuotaExceededError");
        if is_full {
            StoreError::no_room(storage.length() == Ok(0))
        } else {
            StoreError::Denied
        }
    })
}

fn remove(storage: Option<Storage>, key: &str) {
    if let Some(storage) = storage {
        // A store that the page may not use holds nothing of it.
        let _ = storage.remove_item(key);
    }
}

/// Returns a random integer below 2^53.
fn tab() -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number below 2^53"
    )]
    let number = (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64;
    number
}

fn watch(key: &'static str, changed: Box<dyn Fn(String)>) -> Box<dyn Any> {
    let listener = web_sys::window().map(|window| {
        EventListener::new(&window, "storage", move |event| {
            if let Some(event) = event.dyn_ref::<StorageEvent>()
                && event.key().as_deref() == Some(key)
                && let Some(text) = event.new_value()
            {
                changed(text);
            }
        })
    });
    Box::new(listener)
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
        get(Self::storage(), key)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        set(Self::storage(), key, text)
    }

    fn remove(&self, key: &str) {
        remove(Self::storage(), key);
    }

    fn tab(&self) -> u64 {
        tab()
    }

    fn watch(&self, key: &'static str, changed: Box<dyn Fn(String)>) -> Box<dyn Any> {
        watch(key, changed)
    }
}

impl Store for BrowserVisit {
    fn get(&self, key: &str) -> Option<String> {
        get(Self::storage(), key)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        set(Self::storage(), key, text)
    }

    fn remove(&self, key: &str) {
        remove(Self::storage(), key);
    }

    fn tab(&self) -> u64 {
        tab()
    }

    /// Never calls back: no other tab has this store.
    fn watch(&self, _: &'static str, _: Box<dyn Fn(String)>) -> Box<dyn Any> {
        Box::new(())
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
