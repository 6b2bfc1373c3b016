//! The web worker that makes a list of all files of a mirror's own tables.

use igsr_fetch::browser::effects;
use igsr_fetch::worker::import::ImportServer;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes a message of the page.
#[wasm_bindgen]
pub fn take(message: &[u8]) -> Result<(), JsError> {
    Ok(effects::take::<ImportServer>(message)?)
}

fn main() {}
