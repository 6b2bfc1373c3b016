//! The web worker that searches the list of all files.

use igsr_fetch::browser::effects;
use igsr_fetch::worker::search::SearchServer;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes a message of the page.
#[wasm_bindgen]
pub fn take(message: &[u8]) -> Result<(), JsError> {
    Ok(effects::take::<SearchServer>(message)?)
}

fn main() {}
