//! The port for opening files, on the Web's own file chooser and its drag and drop.

use std::any::Any;
use std::rc::Rc;

use futures_util::future::{Either, select};
use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, FileList, HtmlInputElement};

use super::save_error::words_of;
use crate::port::{LocalFuture, OpenFiles, OpenedFile};

/// Opens files that the user chooses or drops.
#[derive(Debug, Default)]
pub struct BrowserOpen;

impl OpenFiles for BrowserOpen {
    fn pick(&self) -> LocalFuture<'static, Result<Option<OpenedFile>, String>> {
        // The chooser opens here, within the user's action, not when the future is first polled.
        let input = file_input();
        let chosen = input.as_ref().map(|input| {
            let (change, cancel) = (event(input, "change"), event(input, "cancel"));
            input.click();
            (change, cancel)
        });
        Box::pin(async move {
            let (Some(input), Some((change, cancel))) = (input, chosen) else {
                return Err("there is no document".to_owned());
            };
            if let Either::Right(_) = select(change, cancel).await {
                return Ok(None);
            }
            match first(input.files()) {
                Some(file) => read(file).await.map(Some),
                None => Ok(None),
            }
        })
    }

    fn watch(&self, dropped: Box<dyn Fn(Result<OpenedFile, String>)>) -> Box<dyn Any> {
        let dropped: Rc<dyn Fn(Result<OpenedFile, String>)> = dropped.into();
        let Some(window) = web_sys::window() else {
            return Box::new(());
        };
        let listen = |name: &'static str, act: Rc<dyn Fn(File)>| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, name, options, move |event| {
                let dragged = event.dyn_ref::<DragEvent>();
                let Some(data) = dragged.and_then(DragEvent::data_transfer) else {
                    return;
                };
                // Text that is dragged into a field stays the browser's.
                if data.types().includes(&JsValue::from_str("Files"), 0) {
                    event.prevent_default();
                    if let Some(file) = first(data.files()) {
                        act(file);
                    }
                }
            })
        };
        let take: Rc<dyn Fn(File)> = Rc::new(move |file| {
            let dropped = dropped.clone();
            spawn_local(async move { dropped(read(file).await) });
        });
        Box::new([listen("dragover", Rc::new(|_| {})), listen("drop", take)])
    }
}

fn first(files: Option<FileList>) -> Option<File> {
    files?.get(0)
}

fn file_input() -> Option<HtmlInputElement> {
    let document = web_sys::window()?.document()?;
    let input: HtmlInputElement = document.create_element("input").ok()?.dyn_into().ok()?;
    input.set_type("file");
    input.set_accept(".json,application/json");
    Some(input)
}

/// Returns the next event of a name.
fn event(input: &HtmlInputElement, name: &'static str) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, _| {
        let listener = EventListener::once(input, name, move |_| {
            // A promise that is resolved takes its value for good.
            let _ = resolve.call0(&JsValue::NULL);
        });
        // It goes with the input.
        listener.forget();
    }))
}

async fn read(file: File) -> Result<OpenedFile, String> {
    let name = file.name();
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|error| words_of(&error))?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    Ok(OpenedFile { name, bytes })
}
