//! Responses that are read in the browser's own chunks.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestInit, RequestMode, Response,
};

use crate::browser::effects::scope;
use crate::port::{Chunk, FetchError, FileBody, Head, retry_after};
use crate::transfer::FileRequest;

/// Bytes as the browser made them.
pub struct BrowserChunk(pub(super) Uint8Array);

impl Chunk for BrowserChunk {
    fn copy_to(&self, buffer: &mut Vec<u8>) {
        buffer.resize(self.0.length() as usize, 0);
        self.0.copy_to(buffer);
    }
}

/// A response; dropping this ends its connection.
pub struct BrowserFileBody {
    head: Head,
    /// Nothing for an answer without body.
    reader: Option<ReadableStreamDefaultReader>,
    control: AbortController,
}

impl Drop for BrowserFileBody {
    fn drop(&mut self) {
        self.control.abort();
    }
}

/// Sends a request.
pub(super) async fn get(request: &FileRequest) -> Result<BrowserFileBody, FetchError> {
    let unreachable = |_: JsValue| FetchError::Unreachable;
    let control = AbortController::new().map_err(unreachable)?;
    let init = RequestInit::new();
    init.set_signal(Some(&control.signal()));
    init.set_mode(RequestMode::Cors);
    init.set_credentials(RequestCredentials::Omit);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_cache(RequestCache::NoStore);
    if let Some(from) = request.from {
        // A range that is open at its end needs no preflight (Fetch standard, "CORS-safelisted request-header").
        let headers = Headers::new().map_err(unreachable)?;
        let range = format!("bytes={from}-");
        headers.set("range", &range).map_err(unreachable)?;
        init.set_headers(&headers);
    }
    let response = scope().fetch_with_str_and_init(&request.url, &init);
    let response: Response = JsFuture::from(response)
        .await
        .map_err(unreachable)?
        .unchecked_into();
    let reader = response
        .body()
        .map(|body| body.get_reader().unchecked_into());
    Ok(BrowserFileBody {
        head: head(&response),
        reader,
        control,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since 1970 are a positive whole number below 2^53"
)]
fn head(response: &Response) -> Head {
    let headers = response.headers();
    let header = |name: &str| headers.get(name).ok().flatten();
    let now = js_sys::Date::now() as u64;
    Head {
        status: response.status(),
        url: response.url(),
        content_type: header("content-type"),
        content_length: header("content-length").and_then(|text| text.trim().parse().ok()),
        content_encoding: header("content-encoding"),
        content_range: header("content-range"),
        etag: header("etag"),
        last_modified: header("last-modified"),
        retry_after: header("retry-after").and_then(|text| retry_after(&text, now)),
    }
}

impl FileBody for BrowserFileBody {
    type Chunk = BrowserChunk;

    fn head(&self) -> &Head {
        &self.head
    }

    async fn next(&mut self) -> Result<Option<BrowserChunk>, FetchError> {
        let Some(reader) = &self.reader else {
            return Ok(None);
        };
        // The driver knows how much has come.
        let broken = FetchError::Broken { got: 0 };
        loop {
            let read = JsFuture::from(reader.read())
                .await
                .map_err(|_| broken.clone())?;
            if Reflect::get(&read, &"done".into()).is_ok_and(|done| done.is_truthy()) {
                return Ok(None);
            }
            let value = Reflect::get(&read, &"value".into()).map_err(|_| broken.clone())?;
            let chunk: Uint8Array = value.dyn_into().map_err(|_| broken.clone())?;
            if chunk.length() > 0 {
                return Ok(Some(BrowserChunk(chunk)));
            }
        }
    }
}
