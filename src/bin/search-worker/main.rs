//! The web worker of the file search: carries out the effects of `worker::search::SearchServer` in the browser.
//! `static/search-worker-start.js` starts it and hands it the page's messages.

mod cache;
mod fetch;
mod scope;

use std::cell::RefCell;

use igsr_fetch::worker::search::{Effect, Event, SearchServer};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

thread_local! {
    static SERVER: RefCell<SearchServer> = RefCell::default();
}

/// Takes a message of the page.
#[wasm_bindgen]
pub fn take(message: &[u8]) -> Result<(), JsError> {
    run(SERVER.with_borrow_mut(|server| server.take(message))?);
    Ok(())
}

/// Gives the server an event, and does what it then wants.
fn handle(number: u32, event: Event<'_>) {
    run(SERVER.with_borrow_mut(|server| server.event(number, event)));
}

fn run(effects: Vec<Effect>) {
    for effect in effects {
        match effect {
            Effect::Respond(message) => scope::post(&message),
            Effect::Fetch(file) => fetch::start(file),
            Effect::Release(number) => fetch::release(number),
            Effect::Abort(number) => fetch::abort(number),
            Effect::Keep {
                number,
                file,
                bytes,
            } => spawn_local(async move {
                // A private window, or no room: the page says that nothing is kept.
                let kept = cache::put(&file, &bytes).await.is_ok();
                handle(number, Event::Kept(kept));
            }),
            Effect::KeepOnly(files) => spawn_local(async move {
                // What cannot be removed takes room and does no harm.
                let _ = cache::retain(&files).await;
            }),
            Effect::Yield(number) => spawn_local(async move {
                scope::next_task().await;
                handle(number, Event::Resume);
            }),
        }
    }
}

fn main() {}
