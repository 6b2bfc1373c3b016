//! The web worker: reads directory indexes beside the page. `static/worker-start.js` starts it and carries the messages.

use std::cell::RefCell;

use igsr_fetch::worker::index::IndexServer;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static SERVER: RefCell<IndexServer> = RefCell::default();
}

/// Takes a message of the page; returns the reply, if there is one.
#[wasm_bindgen]
pub fn take(message: &[u8]) -> Result<Option<Vec<u8>>, JsError> {
    Ok(SERVER.with_borrow_mut(|server| server.take(message))?)
}

fn main() {}
