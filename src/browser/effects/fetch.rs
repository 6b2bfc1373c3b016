//! Fetches files, and tells the server of each piece as it comes.

use std::cell::RefCell;
use std::collections::BTreeMap;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestInit, Response, ResponseInit,
};

use super::cache;
use super::scope::{next_task, scope};
use crate::worker::{Event, FetchFile, GetError, Source};

/// Seconds without a byte after which a file is given up.
const PATIENCE: u32 = 30;

/// Milliseconds of work after which messages are taken.
const STINT: f64 = 20.0;

thread_local! {
    /// The files that the server wants.
    static FETCHES: RefCell<BTreeMap<u32, Fetching>> = const { RefCell::new(BTreeMap::new()) };
}

/// Is given the events of a file.
type Handle = fn(u32, Event<'_>);

/// A file that is being fetched; dropping this ends its connection.
struct Fetching {
    control: AbortController,
    is_held: bool,
    /// What came while it is held.
    response: Option<Response>,
}

/// Why a wait ended without what was waited for.
enum Stop {
    Silence,
    Error(JsValue),
}

impl Drop for Fetching {
    fn drop(&mut self) {
        self.control.abort();
    }
}

/// Starts to fetch a file.
pub(super) fn start(file: FetchFile, handle: Handle) {
    let number = file.number;
    let Ok(control) = AbortController::new() else {
        return handle(number, Event::Failed(GetError::Unreachable));
    };
    let init = request(&file, &control);
    let fetching = Fetching {
        control,
        is_held: file.hold,
        response: None,
    };
    FETCHES.with_borrow_mut(|fetches| fetches.insert(number, fetching));
    spawn_local(async move {
        let response = match file.source {
            Source::Kept => in_time(Box::pin(kept(&file.address))).await,
            Source::Web | Source::Fresh => {
                let response =
                    JsFuture::from(scope().fetch_with_str_and_init(&file.address, &init));
                in_time(response).await.map(JsCast::unchecked_into)
            }
        };
        match (response, file.source) {
            (Ok(response), _) => receive(number, response, handle),
            (Err(stop), source) => {
                let error = match (stop, source) {
                    (Stop::Silence, _) => GetError::Timeout { seconds: PATIENCE },
                    (Stop::Error(error), Source::Kept) => GetError::Store(words_of(&error)),
                    (Stop::Error(_), _) => GetError::Unreachable,
                };
                end(number, Event::Failed(error), handle);
            }
        }
    });
}

/// Reads a file that was held.
pub(super) fn release(number: u32, handle: Handle) {
    let response = FETCHES.with_borrow_mut(|fetches| {
        let fetching = fetches.get_mut(&number)?;
        fetching.is_held = false;
        fetching.response.take()
    });
    if let Some(response) = response {
        spawn_local(read(number, response, handle));
    }
}

/// Ends a fetch.
pub(super) fn abort(number: u32) {
    FETCHES.with_borrow_mut(|fetches| fetches.remove(&number));
}

fn request(file: &FetchFile, control: &AbortController) -> RequestInit {
    let init = RequestInit::new();
    init.set_signal(Some(&control.signal()));
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_cache(match file.source {
        Source::Fresh => RequestCache::NoCache,
        Source::Web | Source::Kept => RequestCache::Default,
    });
    if let (Some(range), Ok(headers)) = (&file.range, Headers::new()) {
        let bytes = format!("bytes={}-{}", range.start, range.end - 1);
        // The name and the value are such as headers have.
        let _ = headers.set("range", &bytes);
        init.set_headers(&headers);
    }
    init
}

/// Returns a file of the browser's own store, or what a server answers that has none.
async fn kept(file: &str) -> Result<Response, JsValue> {
    if let Some(response) = cache::get(file).await? {
        return Ok(response);
    }
    let missing = ResponseInit::new();
    missing.set_status(404);
    Response::new_with_opt_str_and_init(None, &missing)
}

/// Waits, but not longer than a file may be silent.
async fn in_time<T>(future: impl Future<Output = Result<T, JsValue>> + Unpin) -> Result<T, Stop> {
    match select(future, TimeoutFuture::new(PATIENCE * 1000)).await {
        Either::Left((result, _)) => result.map_err(Stop::Error),
        Either::Right(_) => Err(Stop::Silence),
    }
}

/// Reads a response, unless it is held.
fn receive(number: u32, response: Response, handle: Handle) {
    let response = FETCHES.with_borrow_mut(|fetches| {
        let fetching = fetches.get_mut(&number)?;
        if fetching.is_held {
            fetching.response = Some(response);
            None
        } else {
            Some(response)
        }
    });
    if let Some(response) = response {
        spawn_local(read(number, response, handle));
    }
}

async fn read(number: u32, response: Response, handle: Handle) {
    if !is_wanted(number) {
        return;
    }
    let (status, length) = (response.status(), body_length(&response));
    handle(number, Event::Head { status, length });
    if let Some(body) = response.body() {
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let (mut got, mut since) = (0, Date::now());
        while is_wanted(number) {
            let bytes = match in_time(JsFuture::from(reader.read())).await {
                Ok(chunk) if is_done(&chunk) => break,
                Ok(chunk) => bytes_of(&chunk),
                Err(Stop::Silence) => {
                    let seconds = PATIENCE;
                    let stalled = GetError::Stalled { got, seconds };
                    return end(number, Event::Failed(stalled), handle);
                }
                Err(Stop::Error(_)) => {
                    return end(number, Event::Failed(GetError::Broken), handle);
                }
            };
            if !is_wanted(number) {
                return;
            }
            got += bytes.len() as u64;
            handle(number, Event::Bytes(&bytes));
            if Date::now() - since > STINT {
                next_task().await;
                since = Date::now();
            }
        }
    }
    end(number, Event::End, handle);
}

/// The length of the body as it will be read, if a server says so.
fn body_length(response: &Response) -> Option<u64> {
    let headers = response.headers();
    match headers.get("content-encoding") {
        Ok(None) => headers.get("content-length").ok()??.parse().ok(),
        _ => None,
    }
}

fn is_done(chunk: &JsValue) -> bool {
    Reflect::get(chunk, &"done".into()).is_ok_and(|done| done.is_truthy())
}

fn bytes_of(chunk: &JsValue) -> Vec<u8> {
    let value = Reflect::get(chunk, &"value".into()).unwrap_or_default();
    Uint8Array::new(&value).to_vec()
}

fn is_wanted(number: u32) -> bool {
    FETCHES.with_borrow(|fetches| fetches.contains_key(&number))
}

/// Gives the last event of a file, if it is still wanted.
fn end(number: u32, event: Event<'_>, handle: Handle) {
    if FETCHES
        .with_borrow_mut(|fetches| fetches.remove(&number))
        .is_some()
    {
        handle(number, event);
    }
}

/// Returns the browser's words for an error.
fn words_of(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok();
    let message = message.and_then(|message| message.as_string());
    message.unwrap_or_else(|| "it failed".to_owned())
}
