//! The worker client's transport: web workers.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker};

use crate::worker::{RunningWorker, StartWorker, WorkerEvent};

/// Starts the web worker of a script.
#[derive(Debug)]
pub struct BrowserWorker {
    address: String,
}

/// Ends its worker when it is dropped.
struct BrowserRunningWorker {
    worker: Worker,
    _listeners: [EventListener; 3],
}

impl BrowserWorker {
    /// Takes the address of the script.
    pub fn new(address: String) -> Self {
        Self { address }
    }
}

impl StartWorker for BrowserWorker {
    fn start(&self, listener: Rc<dyn Fn(WorkerEvent)>) -> Result<Box<dyn RunningWorker>, String> {
        let worker = Worker::new(&self.address).map_err(|error| words_of(&error))?;
        let listen = |name: &'static str, read: fn(&Event) -> WorkerEvent| {
            let listener = Rc::clone(&listener);
            EventListener::new(&worker, name, move |event| listener(read(event)))
        };
        let failed = |event: &Event| WorkerEvent::Failed(words_of(event));
        let listeners = [
            listen("message", read_message),
            listen("error", failed),
            listen("messageerror", failed),
        ];
        Ok(Box::new(BrowserRunningWorker {
            worker,
            _listeners: listeners,
        }))
    }
}

impl RunningWorker for BrowserRunningWorker {
    fn post(&self, message: &[u8]) -> Result<(), String> {
        let message = js_sys::Uint8Array::from(message);
        let transfer = js_sys::Array::of1(&message.buffer());
        self.worker
            .post_message_with_transfer(&message, &transfer)
            .map_err(|error| words_of(&error))
    }
}

impl Drop for BrowserRunningWorker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// Bytes are a message of the program; text is why its script could not go on.
fn read_message(event: &Event) -> WorkerEvent {
    let data = event.unchecked_ref::<MessageEvent>().data();
    match data.dyn_ref::<js_sys::Uint8Array>() {
        Some(bytes) => WorkerEvent::Message(bytes.to_vec()),
        None => WorkerEvent::Failed(words_of(&data)),
    }
}

/// Returns the browser's words for an error, an event of an error, or the text of one.
fn words_of(error: &JsValue) -> String {
    error
        .as_string()
        .or_else(|| {
            let message = js_sys::Reflect::get(error, &"message".into());
            message.ok()?.as_string().filter(|words| !words.is_empty())
        })
        .unwrap_or_else(|| "its files could not be loaded".to_owned())
}
