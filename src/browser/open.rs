//! The port for opening files, on the Web's own file chooser and its drag and drop.

use std::any::Any;
use std::rc::Rc;

use futures_util::future::{Either, select};
use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DataTransfer, DragEvent, File, FileList, HtmlInputElement};

use super::dropped::{files_of, items_of};
use super::local_file::local_file;
use super::save_error::words_of;
use crate::port::{LocalFile, LocalFuture, OpenFiles, OpenedFile};

/// Opens files that the user chooses or drops.
#[derive(Debug, Default)]
pub struct BrowserOpen;

impl OpenFiles for BrowserOpen {
    fn pick(&self) -> LocalFuture<'static, Result<Option<OpenedFile>, String>> {
        let chosen = choose(&[("accept", ".json,application/json")]);
        Box::pin(async move {
            match first(chosen.await?) {
                Some(file) => read(file).await.map(Some),
                None => Ok(None),
            }
        })
    }

    fn pick_all(&self, folder: bool) -> LocalFuture<'static, Result<Vec<LocalFile>, String>> {
        let which = if folder {
            "webkitdirectory"
        } else {
            "multiple"
        };
        let chosen = choose(&[(which, "")]);
        Box::pin(async move { Ok(local_files(chosen.await?)) })
    }

    fn watch_all(&self, dropped: Box<dyn Fn(Vec<LocalFile>)>) -> Box<dyn Any> {
        let dropped: Rc<dyn Fn(Vec<LocalFile>)> = dropped.into();
        watch(Rc::new(move |data| {
            let (found, dropped) = (files_of(items_of(data)), dropped.clone());
            spawn_local(async move { dropped(found.await) });
        }))
    }

    fn watch(&self, dropped: Box<dyn Fn(Result<OpenedFile, String>)>) -> Box<dyn Any> {
        let dropped: Rc<dyn Fn(Result<OpenedFile, String>)> = dropped.into();
        watch(Rc::new(move |data| {
            if let Some(file) = first(data.files()) {
                let dropped = dropped.clone();
                spawn_local(async move { dropped(read(file).await) });
            }
        }))
    }
}

/// Calls back with each drop of files on the page.
fn watch(dropped: Rc<dyn Fn(&DataTransfer)>) -> Box<dyn Any> {
    let Some(window) = web_sys::window() else {
        return Box::new(());
    };
    let listen = |name: &'static str, act: Rc<dyn Fn(&DataTransfer)>| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window, name, options, move |event| {
            let dragged = event.dyn_ref::<DragEvent>();
            let Some(data) = dragged.and_then(DragEvent::data_transfer) else {
                return;
            };
            // Text that is dragged into a field stays the browser's.
            if data.types().includes(&JsValue::from_str("Files"), 0) {
                event.prevent_default();
                act(&data);
            }
        })
    };
    Box::new([listen("dragover", Rc::new(|_| {})), listen("drop", dropped)])
}

/// Opens the browser's file chooser with these attributes; nothing if the user chooses none.
///
/// It opens here, within the user's action, not when the future is first polled.
fn choose(
    attributes: &[(&str, &str)],
) -> impl Future<Output = Result<Option<FileList>, String>> + use<> {
    let input = file_input(attributes);
    let chosen = input.as_ref().map(|input| {
        let (change, cancel) = (event(input, "change"), event(input, "cancel"));
        input.click();
        (change, cancel)
    });
    async move {
        let (Some(input), Some((change, cancel))) = (input, chosen) else {
            return Err("there is no document".to_owned());
        };
        Ok(match select(change, cancel).await {
            Either::Left(_) => input.files(),
            Either::Right(_) => None,
        })
    }
}

fn local_files(files: Option<FileList>) -> Vec<LocalFile> {
    let Some(files) = files else {
        return Vec::new();
    };
    let all = (0..files.length()).filter_map(|at| files.get(at));
    all.map(|file| local_file(&file)).collect()
}

fn first(files: Option<FileList>) -> Option<File> {
    files?.get(0)
}

fn file_input(attributes: &[(&str, &str)]) -> Option<HtmlInputElement> {
    let document = web_sys::window()?.document()?;
    let input: HtmlInputElement = document.create_element("input").ok()?.dyn_into().ok()?;
    input.set_type("file");
    for (name, value) in attributes {
        input.set_attribute(name, value).ok()?;
    }
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
