//! Responses that are read into a buffer of ours, which is used again for each chunk: the browser's own chunks would be
//! collected so late that a large file takes hundreds of megabytes.

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStream, ReadableStreamByobReader,
    ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit,
    RequestMode, Response, Url,
};

use crate::browser::effects::scope;
use crate::port::{Chunk, FetchError, FileBody, Head, retry_after};
use crate::transfer::FileRequest;

/// Bytes of a chunk at most, and of the buffer of a file whose length is not known.
const CHUNK: u32 = 1 << 20;

/// A view of the body's read buffer, valid until the next chunk is read.
pub struct BrowserChunk(pub(super) Uint8Array);

impl Chunk for BrowserChunk {
    fn copy_to<'a>(&self, buffer: &'a mut Vec<u8>) -> &'a [u8] {
        let length = self.0.length() as usize;
        // It never shrinks: to fill it with zeros again would take longer than to copy.
        if buffer.len() < length {
            buffer.resize(length, 0);
        }
        let copied = &mut buffer[..length];
        self.0.copy_to(copied);
        copied
    }
}

/// A response; dropping this ends its connection.
pub struct BrowserFileBody {
    head: Head,
    other_host: Option<String>,
    /// Nothing for an answer without body.
    reader: Option<Reader>,
    control: AbortController,
}

/// How a body is read.
enum Reader {
    /// Into this buffer. It is `None` before the first read, and after a read that was cancelled.
    Buffer(ReadableStreamByobReader, Option<Uint8Array>),
    /// Into the browser's own chunks, where it has nothing else.
    Chunks(ReadableStreamDefaultReader),
}

impl Reader {
    fn new(body: &ReadableStream) -> Self {
        match ReadableStreamByobReader::new(body) {
            Ok(reader) => Self::Buffer(reader, None),
            Err(_) => Self::Chunks(body.get_reader().unchecked_into()),
        }
    }

    /// Begins to read a chunk of so many bytes at most.
    fn read(&mut self, most: u32) -> Promise {
        match self {
            Self::Buffer(reader, buffer) => {
                let buffer = buffer.take();
                let buffer = buffer.unwrap_or_else(|| Uint8Array::new_with_length(most));
                reader.read_with_array_buffer_view(&buffer)
            }
            Self::Chunks(reader) => reader.read(),
        }
    }

    /// Takes the buffer of a chunk for the next one.
    fn reuse(&mut self, chunk: &Uint8Array) {
        if let Self::Buffer(_, buffer) = self {
            *buffer = Some(Uint8Array::new(&chunk.buffer()));
        }
    }
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
    let reader = response.body().map(|body| Reader::new(&body));
    Ok(BrowserFileBody {
        head: head(&response),
        other_host: other_host(&request.url, &response),
        reader,
        control,
    })
}

fn other_host(asked: &str, response: &Response) -> Option<String> {
    let host = |url: &str| Url::new(url).ok().map(|url| url.host());
    let host_now = host(&response.url())?;
    (response.redirected() && host(asked)? != host_now).then_some(host_now)
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

    fn other_host(&self) -> Option<&str> {
        self.other_host.as_deref()
    }

    async fn next(&mut self) -> Result<Option<BrowserChunk>, FetchError> {
        let Some(reader) = &mut self.reader else {
            return Ok(None);
        };
        let known = self.head.content_length.unwrap_or(u64::from(CHUNK));
        let most = u32::try_from(known).map_or(CHUNK, |known| known.clamp(1, CHUNK));
        // The driver knows how much has come.
        let broken = FetchError::Broken { got: 0 };
        loop {
            let read = JsFuture::from(reader.read(most))
                .await
                .map_err(|_| broken.clone())?;
            if Reflect::get(&read, &"done".into()).is_ok_and(|done| done.is_truthy()) {
                return Ok(None);
            }
            let value = Reflect::get(&read, &"value".into()).map_err(|_| broken.clone())?;
            let chunk: Uint8Array = value.dyn_into().map_err(|_| broken.clone())?;
            reader.reuse(&chunk);
            if chunk.length() > 0 {
                return Ok(Some(BrowserChunk(chunk)));
            }
        }
    }
}
