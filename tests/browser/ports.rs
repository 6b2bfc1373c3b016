//! The ports on a real browser's own interfaces.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::site::own_address;
use igsr_fetch::browser::{
    BrowserClock, BrowserFetch, BrowserPage, BrowserSave, BrowserSpawner, BrowserStore,
    BrowserVisit,
};
use igsr_fetch::client::{ReadLimits, Response, read_to_end, with_timeout};
use igsr_fetch::port::{Clock, Fetch, FetchError, Save, SaveError, Spawner, Store};
use igsr_fetch::transfer::HandleId;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// Runs script and waits for its promise.
async fn script(code: &str) -> JsValue {
    let promise: js_sys::Promise = js_sys::eval(code).expect("the script runs").into();
    JsFuture::from(promise)
        .await
        .expect("the script's promise is kept")
}

/// Returns a promise, and what keeps it.
fn promise() -> (js_sys::Promise, js_sys::Function) {
    let mut keep = None;
    let promise = js_sys::Promise::new(&mut |kept, _| keep = Some(kept));
    (promise, keep.expect("a promise says at once what keeps it"))
}

/// Answers the file picker with a file of the page's own storage.
async fn answer_picker(name: &str) {
    script(&format!(
        "(async () => {{
            const root = await navigator.storage.getDirectory();
            await root.removeEntry('{name}').catch(() => {{}});
            window.showSaveFilePicker = () => root.getFileHandle('{name}', {{ create: true }});
        }})()"
    ))
    .await;
}

async fn read(url: &str) -> Result<Response, FetchError> {
    read_to_end(&BrowserFetch, &BrowserClock, url, ReadLimits::INDEX).await
}

#[wasm_bindgen_test]
async fn an_answer_is_read_to_its_end() {
    let url =
        js_sys::eval("URL.createObjectURL(new Blob(['a directory index'], { type: 'text/html' }))");
    let url = url.expect("an address").as_string().expect("text");
    let text = read(&url).await.expect("an answer");
    assert_eq!(text.bytes, b"a directory index");
    assert!(text.head.is_html());
    assert!(!text.cut);
}

#[wasm_bindgen_test]
async fn a_part_of_a_file_is_asked_for_by_its_first_and_last_byte() {
    let url = js_sys::eval("URL.createObjectURL(new Blob(['0123456789']))");
    let url = url.expect("an address").as_string().expect("text");
    let mut body = BrowserFetch.get_range(&url, 3, 5).await.expect("an answer");
    assert_eq!(body.head().status, 206);
    assert_eq!(body.next_chunk().await, Ok(Some(b"345".to_vec())));
    assert_eq!(body.next_chunk().await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_missing_page_is_a_status_and_a_closed_port_is_unreachable() {
    assert_eq!(
        read(&own_address("/no/such/page")).await,
        Err(FetchError::status(404))
    );
    assert_eq!(
        read("http://127.0.0.1:9/").await,
        Err(FetchError::Unreachable)
    );
}

#[wasm_bindgen_test]
async fn an_answer_that_never_comes_times_out() {
    let never = std::future::pending::<Result<(), FetchError>>();
    let waited = with_timeout(&BrowserClock, 20, never).await;
    assert_eq!(waited, Err(FetchError::Timeout { seconds: 0 }));
}

#[wasm_bindgen_test]
async fn a_dropped_body_lets_its_connection_go() {
    // An answer without an end, which tells when nobody reads it any more.
    js_sys::eval(
        "window.letGo = new Promise((resolve) => {
            const own = window.fetch;
            window.fetch = (request, ...rest) => {
                if (!request.url?.endsWith('/endless')) return own(request, ...rest);
                request.signal.addEventListener('abort', () => { window.fetch = own; resolve(true); });
                return Promise.resolve(new Response(new ReadableStream({
                    start(controller) { controller.enqueue(new Uint8Array([1])); },
                })));
            };
        })",
    )
    .expect("the script runs");
    let mut body = BrowserFetch
        .get(&own_address("/endless"))
        .await
        .expect("an answer");
    assert_eq!(body.next_chunk().await, Ok(Some(vec![1])));
    drop(body);
    assert_eq!(script("window.letGo").await, JsValue::TRUE);
}

#[wasm_bindgen_test]
async fn a_dropped_task_stops() {
    let ran = Rc::new(Cell::new(0));
    let start = |over: js_sys::Function| {
        let ran = Rc::clone(&ran);
        BrowserSpawner.spawn(Box::pin(async move {
            BrowserClock.sleep(1).await;
            ran.set(ran.get() + 1);
            over.call0(&JsValue::NULL).expect("a promise is kept");
        }))
    };
    drop(start(promise().1));
    // It begins later, and so it would end later.
    let (over, keep) = promise();
    let kept = start(keep);
    JsFuture::from(over).await.expect("a promise is kept");
    assert_eq!(ran.get(), 1);
    drop(kept);
}

#[wasm_bindgen_test]
fn the_clock_tells_this_century() {
    let day = 24 * 60 * 60 * 1000;
    assert!((55 * 365 * day..130 * 365 * day).contains(&BrowserClock.now()));
}

#[wasm_bindgen_test]
fn the_store_keeps_a_text() {
    assert_eq!(BrowserStore.get("web_ports.nothing"), None);
    BrowserStore
        .set("web_ports.key", "Küche")
        .expect("the store is open");
    assert_eq!(BrowserStore.get("web_ports.key").as_deref(), Some("Küche"));
    // What lasts for a visit is kept apart.
    assert_eq!(BrowserVisit.get("web_ports.key"), None);
    BrowserVisit
        .set("web_ports.key", "Flur")
        .expect("the store is open");
    assert_eq!(BrowserVisit.get("web_ports.key").as_deref(), Some("Flur"));
    assert_eq!(BrowserStore.get("web_ports.key").as_deref(), Some("Küche"));
}

#[wasm_bindgen_test]
async fn a_picked_file_is_kept_under_a_number_and_may_be_written() {
    answer_picker("web_ports.vcf").await;
    assert!(BrowserSave.ways().picked && BrowserSave.ways().storage);
    let first = BrowserSave
        .pick_file("suggested.vcf")
        .await
        .expect("a place");
    let second = BrowserSave.pick_file("again.vcf").await.expect("a place");
    assert_ne!(first, second);
    assert_eq!(BrowserSave.allow(vec![first, second]).await, Ok(()));
    let never = HandleId(u32::MAX);
    assert_eq!(BrowserSave.allow(vec![never]).await, Err(SaveError::Gone));
}

#[wasm_bindgen_test]
async fn a_picker_that_is_closed_missing_or_forbidden_has_a_name() {
    let outcome = |name: &'static str| async move {
        let code = format!(
            "window.showSaveFilePicker = () => Promise.reject(new DOMException('no', '{name}'))"
        );
        js_sys::eval(&code).expect("the script runs");
        BrowserSave.pick_file("file").await.err()
    };
    assert_eq!(outcome("AbortError").await, Some(SaveError::Declined));
    assert_eq!(outcome("SecurityError").await, Some(SaveError::Denied));
    assert_eq!(outcome("QuotaExceededError").await, Some(SaveError::Full));
    js_sys::eval("window.showSaveFilePicker = undefined").expect("the script runs");
    assert!(!BrowserSave.ways().picked);
    assert_eq!(
        BrowserSave.pick_file("file").await.err(),
        Some(SaveError::Unsupported)
    );
}

#[wasm_bindgen_test]
async fn a_new_fragment_is_told_and_a_replaced_one_is_not() {
    let told = Rc::new(RefCell::new(Vec::new()));
    let (browse, help) = (promise(), promise());
    let listener = BrowserPage::on_fragment({
        let told = Rc::clone(&told);
        let keep = [("/browse", browse.1), ("/help", help.1)];
        move |fragment| {
            for (_, keep) in keep.iter().filter(|(awaited, _)| *awaited == fragment) {
                keep.call0(&JsValue::NULL).expect("a promise is kept");
            }
            told.borrow_mut().push(fragment);
        }
    });
    BrowserPage::go("#/browse", false);
    assert_eq!(BrowserPage::fragment(), "/browse");
    JsFuture::from(browse.0).await.expect("a promise is kept");
    BrowserPage::go("#/files?q=chr22", true);
    assert_eq!(BrowserPage::fragment(), "/files?q=chr22");
    // What is told is told in order.
    BrowserPage::go("#/help", false);
    JsFuture::from(help.0).await.expect("a promise is kept");
    assert_eq!(*told.borrow(), ["/browse", "/help"]);
    drop(listener);
    BrowserPage::go("#", true);
}
