//! The site of the tests: the project's own folder, with the built page in `target/site`.

use igsr_fetch::browser::{BrowserClock, BrowserFetch};
use igsr_fetch::client::{ReadLimits, read_to_end};

/// Returns the address of a file of the project.
pub(crate) fn own_address(path: &str) -> String {
    let window = web_sys::window().expect("a window");
    window.location().origin().expect("an address") + path
}

/// Returns the address of the script of a worker's program, which the built page names.
pub(crate) async fn worker_address(program: &str) -> String {
    // The test runner wraps workers in scripts that lie nowhere; this is the browser's own.
    js_sys::eval("window.Worker = Worker.prototype.constructor").expect("the script runs");
    let page = own_address("/target/site/index.html");
    let response = read_to_end(&BrowserFetch, &BrowserClock, &page, ReadLimits::INDEX)
        .await
        .expect("the page is built");
    let text = String::from_utf8(response.bytes).expect("a page is text");
    let script = format!("/worker-start.js?{program}");
    let (before, _) = text.split_once(&script).expect("the page names the worker");
    let folder = before.rsplit(['=', '"']).next().expect("a folder");
    own_address(&format!("/target/site/{folder}{script}"))
}
