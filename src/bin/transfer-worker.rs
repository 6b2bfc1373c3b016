//! The web worker that downloads: bytes, checksums and files are its own, and the page hears how far it is.

use std::cell::RefCell;
use std::rc::Rc;

use igsr_fetch::browser::transfer::{BrowserTransfers, on_online};
use igsr_fetch::browser::{BrowserClock, BrowserSpawner, effects};
use igsr_fetch::client::TransferServer;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static SERVER: RefCell<TransferServer<BrowserTransfers>> = RefCell::new(start());
}

fn start() -> TransferServer<BrowserTransfers> {
    on_online(|| SERVER.with_borrow(TransferServer::online));
    TransferServer::new(
        BrowserTransfers::default(),
        Rc::new(BrowserClock),
        Rc::new(BrowserSpawner),
        |message| effects::post(&message),
    )
}

/// Takes a message of the page.
#[wasm_bindgen]
pub fn take(message: &[u8]) -> Result<(), JsError> {
    Ok(SERVER.with_borrow(|server| server.take(message))?)
}

fn main() {}
