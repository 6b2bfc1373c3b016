//! The web worker that plans transfers and writes what each tool needs.

use std::cell::RefCell;

use igsr_fetch::worker::plan::PlanServer;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static SERVER: RefCell<PlanServer> = RefCell::default();
}

/// Takes a message of the page; returns the reply, if there is one.
#[wasm_bindgen]
pub fn take(message: &[u8]) -> Result<Option<Vec<u8>>, JsError> {
    Ok(SERVER.with_borrow_mut(|server| server.take(message))?)
}

fn main() {}
