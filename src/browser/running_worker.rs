//! A web worker, and who listens to it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker};

/// Ends its worker when it is dropped.
#[derive(Debug)]
pub(super) struct RunningWorker {
    pub(super) worker: Worker,
    _listeners: [EventListener; 3],
}

/// Who started a worker.
pub(super) trait WorkerOwner: 'static {
    /// Takes a message: bytes.
    fn take(this: &Rc<RefCell<Self>>, bytes: Vec<u8>);

    /// Hears in the browser's words that the worker failed.
    fn fail(this: &Rc<RefCell<Self>>, reason: String);
}

impl RunningWorker {
    /// Starts the worker of a script.
    pub(super) fn start<O: WorkerOwner>(
        address: &str,
        owner: &Weak<RefCell<O>>,
    ) -> Result<Self, JsValue> {
        let worker = Worker::new(address)?;
        let listen = |name: &'static str, act: fn(&Rc<RefCell<O>>, &Event)| {
            let owner = owner.clone();
            EventListener::new(&worker, name, move |event| {
                if let Some(owner) = owner.upgrade() {
                    act(&owner, event);
                }
            })
        };
        let listeners = [
            listen("message", |owner, event| {
                let data = event.unchecked_ref::<MessageEvent>().data();
                match data.dyn_ref::<js_sys::Uint8Array>() {
                    Some(bytes) => O::take(owner, bytes.to_vec()),
                    None => O::fail(owner, words_of(&data)),
                }
            }),
            listen("error", |owner, event| O::fail(owner, words_of(event))),
            listen("messageerror", |owner, event| {
                O::fail(owner, words_of(event));
            }),
        ];
        Ok(Self {
            worker,
            _listeners: listeners,
        })
    }
}

impl Drop for RunningWorker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// Returns the browser's words for an error, an event of an error, or the text of one.
pub(super) fn words_of(error: &JsValue) -> String {
    error
        .as_string()
        .or_else(|| {
            let message = js_sys::Reflect::get(error, &"message".into());
            message.ok()?.as_string().filter(|words| !words.is_empty())
        })
        .unwrap_or_else(|| "its files could not be loaded".to_owned())
}
