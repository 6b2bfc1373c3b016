//! The worker's global scope: posting to the page, and letting messages in.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, throw_val};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel};

pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Posts a message to the page.
pub fn post(message: &[u8]) {
    let message = Uint8Array::from(message);
    let transfer = Array::of1(&message.buffer());
    if let Err(error) = scope().post_message_with_transfer(&message, &transfer) {
        // The page hears of it and ends this worker.
        throw_val(error);
    }
}

/// Waits until messages that have come are taken: they stand in the same queue as this channel's. A timer would wait
/// 4 ms, as timers that set timers do.
pub(super) async fn next_task() {
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    let (receiver, sender) = (channel.port1(), channel.port2());
    let received = Promise::new(&mut |resolve, _| {
        receiver.set_onmessage(Some(&resolve));
        // A message without objects can always be posted.
        let _ = sender.post_message(&JsValue::NULL);
    });
    // It is never rejected.
    let _ = JsFuture::from(received).await;
    receiver.close();
}
