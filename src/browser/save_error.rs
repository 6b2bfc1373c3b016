//! The browser's errors of writing files.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

use crate::port::SaveError;

/// Names the failure of picking a place.
#[cfg(feature = "web")]
pub(super) fn pick_error(error: &JsValue) -> SaveError {
    match name_of(error).as_deref() {
        Some("AbortError") => SaveError::Declined,
        _ => save_error(error),
    }
}

/// Names the failure of writing.
pub(super) fn save_error(error: &JsValue) -> SaveError {
    match name_of(error).as_deref() {
        Some("QuotaExceededError") => SaveError::Full,
        Some("NotAllowedError" | "SecurityError") => SaveError::Denied,
        Some("NotFoundError") => SaveError::Gone,
        Some("NoModificationAllowedError" | "InvalidModificationError") => SaveError::Busy,
        _ => SaveError::Other {
            reason: words_of(error),
        },
    }
}

fn name_of(error: &JsValue) -> Option<String> {
    error.dyn_ref::<DomException>().map(DomException::name)
}

/// Returns the browser's words for an error.
pub(super) fn words_of(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok();
    let message = message.and_then(|message| message.as_string());
    message.unwrap_or_else(|| "unknown cause".to_owned())
}
