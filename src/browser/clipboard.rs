//! The Clipboard port on `navigator.clipboard`.

use wasm_bindgen_futures::JsFuture;

use crate::port::{Clipboard, ClipboardError, LocalFuture};

use super::sys;

/// The browser's clipboard; a page without HTTPS (other than on loopback) has none.
#[derive(Debug, Default)]
pub struct BrowserClipboard;

impl Clipboard for BrowserClipboard {
    fn write(&self, text: &str) -> LocalFuture<'static, Result<(), ClipboardError>> {
        let written = sys::clipboard().map(|clipboard| clipboard.write_text(text));
        Box::pin(async move {
            JsFuture::from(written.ok_or(ClipboardError)?)
                .await
                .map(|_| ())
                .map_err(|_| ClipboardError)
        })
    }
}
