//! The web worker of the file search: opens the list of all files and searches it beside the page.
//! `static/search-worker-start.js` starts it, carries the messages, and does what it asks for.

use std::cell::RefCell;

use igsr_fetch::worker::search::{Action, Event, GetError, SearchServer, Store};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static DESK: RefCell<SearchServer> = RefCell::default();
}

// Functions of `static/search-worker-start.js`. Numbers of 64 bits are given as those of the language.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = tellPage)]
    fn tell_page(message: Vec<u8>);

    #[wasm_bindgen(js_name = getFile)]
    fn get_file(number: u32, address: &str, range: Option<Vec<f64>>, store: u8, hold: bool);

    #[wasm_bindgen(js_name = readFile)]
    fn read_file(number: u32);

    #[wasm_bindgen(js_name = stopFile)]
    fn stop_file(number: u32);

    #[wasm_bindgen(js_name = keepFile)]
    fn keep_file(number: u32, file: &str, bytes: Vec<u8>);

    #[wasm_bindgen(js_name = keepOnly)]
    fn keep_only(files: Vec<String>);

    #[wasm_bindgen(js_name = goOn)]
    fn go_on(number: u32);
}

/// Takes a message of the page.
#[wasm_bindgen]
pub fn take(message: &[u8]) -> Result<(), JsError> {
    run(DESK.with_borrow_mut(|desk| desk.take(message))?);
    Ok(())
}

/// Takes the beginning of an answer; a negative length is unknown.
#[wasm_bindgen(js_name = fileHead)]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a length is a whole number"
)]
pub fn file_head(number: u32, status: u16, length: f64) {
    let length = (length >= 0.0).then_some(length as u64);
    event(number, Event::Head { status, length });
}

/// Takes the next bytes of an answer.
#[wasm_bindgen(js_name = fileBytes)]
pub fn file_bytes(number: u32, bytes: &[u8]) {
    event(number, Event::Bytes(bytes));
}

/// Takes the end of an answer.
#[wasm_bindgen(js_name = fileEnd)]
pub fn file_end(number: u32) {
    event(number, Event::End);
}

/// Takes the fault of an answer: one before it began if it did not, silence of so many seconds if any, or words of the
/// browser's own store if any.
#[wasm_bindgen(js_name = fileFailed)]
pub fn file_failed(number: u32, begun: bool, silent_seconds: u32, store_words: Option<String>) {
    let failure = match (store_words, silent_seconds, begun) {
        (Some(words), _, _) => GetError::Store(words),
        (None, 0, false) => GetError::Unreachable,
        (None, 0, true) => GetError::Broken,
        (None, seconds, _) => GetError::Silent { seconds },
    };
    event(number, Event::Failed(failure));
}

/// Hears whether a file was kept.
#[wasm_bindgen(js_name = fileKept)]
pub fn file_kept(number: u32, kept: bool) {
    event(number, Event::Kept(kept));
}

/// Hears that messages of the page were taken.
#[wasm_bindgen(js_name = wentOn)]
pub fn went_on(number: u32) {
    event(number, Event::GoOn);
}

fn event(number: u32, event: Event<'_>) {
    run(DESK.with_borrow_mut(|desk| desk.event(number, event)));
}

fn run(actions: Vec<Action>) {
    for action in actions {
        match action {
            Action::Tell(message) => tell_page(message),
            Action::Get(get) => {
                let store = match get.store {
                    Store::Web => 0,
                    Store::Fresh => 1,
                    Store::Kept => 2,
                };
                let range = get
                    .range
                    .map(|range| vec![float(range.start), float(range.end)]);
                get_file(get.number, &get.address, range, store, get.hold);
            }
            Action::Read(number) => read_file(number),
            Action::Stop(number) => stop_file(number),
            Action::Keep {
                number,
                file,
                bytes,
            } => keep_file(number, &file, bytes),
            Action::KeepOnly(files) => keep_only(files),
            Action::GoOn(number) => go_on(number),
        }
    }
}

/// Numbers of bytes are less than 2^53.
#[expect(clippy::cast_precision_loss, reason = "so they are exact")]
fn float(number: u64) -> f64 {
    number as f64
}

fn main() {}
