//! The Fetch port on the Fetch standard.

use gloo_net::http::{Request, RequestBuilder, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestMode,
};

use super::clock::BrowserClock;
use crate::port::{Body, Clock, Fetch, FetchError, Head, LocalFuture, retry_after};

/// Aborts its request on drop; after the request's end that does nothing.
pub(super) struct AbortGuard(Option<AbortController>);

impl AbortGuard {
    /// Makes a guard for one request.
    pub(super) fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// Returns the signal to hand to the request.
    pub(super) fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}

impl Drop for AbortGuard {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            // Without a reason: gloo-net panics on a rejection that is not an Error.
            controller.abort();
        }
    }
}

/// GET by the browser's `fetch`.
#[derive(Debug, Default)]
pub struct BrowserFetch;

struct BrowserBody {
    head: Head,
    /// Nothing for an answer without body.
    reader: Option<ReadableStreamDefaultReader>,
    received: u64,
    _guard: AbortGuard,
}

impl Fetch for BrowserFetch {
    fn get(&self, url: &str) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>> {
        send(Request::get(url))
    }

    fn get_range(
        &self,
        url: &str,
        first: u64,
        last: u64,
    ) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>> {
        send(Request::get(url).header("Range", &format!("bytes={first}-{last}")))
    }
}

fn send(request: RequestBuilder) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>> {
    let guard = AbortGuard::new();
    let request = request
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore)
        .abort_signal(guard.signal().as_ref())
        .build();
    Box::pin(async move {
        let request = request.map_err(|_| FetchError::Unreachable)?;
        let response = request.send().await.map_err(|_| FetchError::Unreachable)?;
        let head = read_head(&response);
        let reader = response
            .body()
            .map(|body| body.get_reader().unchecked_into());
        let body: Box<dyn Body> = Box::new(BrowserBody {
            head,
            reader,
            received: 0,
            _guard: guard,
        });
        Ok(body)
    })
}

fn read_head(response: &Response) -> Head {
    let headers = response.headers();
    Head {
        status: response.status(),
        url: response.url(),
        content_type: headers.get("content-type"),
        content_length: headers
            .get("content-length")
            .and_then(|text| text.trim().parse().ok()),
        content_encoding: headers.get("content-encoding"),
        content_range: headers.get("content-range"),
        etag: headers.get("etag"),
        last_modified: headers.get("last-modified"),
        retry_after: headers
            .get("retry-after")
            .and_then(|text| retry_after(&text, BrowserClock.now())),
    }
}

impl Body for BrowserBody {
    fn head(&self) -> &Head {
        &self.head
    }

    fn next_chunk(&mut self) -> LocalFuture<'_, Result<Option<Vec<u8>>, FetchError>> {
        Box::pin(async move {
            loop {
                let got = self.received;
                let Some(reader) = &self.reader else {
                    return Ok(None);
                };
                let read = JsFuture::from(reader.read())
                    .await
                    .map_err(|_| FetchError::Broken { got })?;
                if member(&read, "done").is_none_or(|done| done.is_truthy()) {
                    self.reader = None;
                    return Ok(None);
                }
                let bytes = member(&read, "value")
                    .and_then(|chunk| chunk.dyn_into::<js_sys::Uint8Array>().ok())
                    .ok_or(FetchError::Broken { got })?
                    .to_vec();
                if !bytes.is_empty() {
                    self.received += bytes.len() as u64;
                    return Ok(Some(bytes));
                }
            }
        })
    }
}

fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(object, &name.into()).ok()
}
