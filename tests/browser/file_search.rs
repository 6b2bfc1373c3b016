//! The file search on the real worker: `scripts/test in_browser` builds the page first, whose snapshot is searched.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Waker};

use crate::site::{own_address, worker_address};
use igsr_fetch::browser::BrowserWorker;
use igsr_fetch::port::{OpenFrom, OpenProgress, OpenStep, SearchError, SearchFiles};
use igsr_fetch::search::{Order, View};
use igsr_fetch::snapshot::{OpenError, SnapshotFacts};
use igsr_fetch::worker::search::SearchClient;
use wasm_bindgen_test::wasm_bindgen_test;

const SNAPSHOT: &str = "/tests/fixtures/main_files/";

/// The site's own list, as a fixture of the project.
const TREE: &str = "/tests/fixtures/table/current.tree";

fn client(search: String, import: String) -> SearchClient {
    let (search, import) = (BrowserWorker::new(search), BrowserWorker::new(import));
    SearchClient::new(search, import, &own_address("/"))
}

/// Returns the search on the workers that the built page names.
async fn search() -> SearchClient {
    let search = worker_address("search-worker").await;
    client(search, worker_address("import-worker").await)
}

fn snapshot() -> OpenFrom {
    OpenFrom::Snapshot(SNAPSHOT.to_owned())
}

fn tree() -> OpenFrom {
    OpenFrom::Tree {
        tree: TREE.to_owned(),
        samples: vec!["/no/such.panel".to_owned()],
        indexes: Vec::new(),
    }
}

async fn open(
    search: &SearchClient,
    from: OpenFrom,
) -> (Result<Rc<SnapshotFacts>, SearchError>, Vec<OpenProgress>) {
    let told = Rc::new(RefCell::new(Vec::new()));
    let progress = Rc::clone(&told);
    let opened = search
        .open(
            from,
            Rc::new(move |progress_now| progress.borrow_mut().push(progress_now)),
        )
        .await;
    (opened, told.take())
}

fn all() -> View {
    View {
        order: Order::Path,
        ..View::default()
    }
}

#[wasm_bindgen_test]
async fn a_snapshot_is_opened_and_answers() {
    let search = search().await;
    assert_eq!(
        search.find(&all(), &[], 0..5).await,
        Err(SearchError::NotOpen)
    );
    let (opened, told) = open(&search, snapshot()).await;
    let facts = opened.expect("the snapshot opens");
    assert!(facts.files > 0);
    assert_eq!(told.last().map(|told| told.step), Some(OpenStep::Ordering));
    let found = search.find(&all(), &[], 0..5).await.expect("an answer");
    assert_eq!((found.files, found.rows.len()), (facts.files, 5));
    let rows = search.rows(&all(), &[], 0..5).await.expect("an answer");
    assert_eq!(rows, found.rows);
    let tally = search.tally(&[String::new()]).await.expect("an answer");
    assert_eq!((tally.files, tally.digest), (facts.files, None));
    let expanded = search.expand("", 1_000_000).await.expect("an answer");
    assert_eq!(expanded.files.len(), facts.files as usize);
    assert!(expanded.tally.digest.is_some());
    let unread = search.expand("size:", 10).await;
    assert_eq!(unread, Err(SearchError::Query));
}

#[wasm_bindgen_test]
async fn the_mirrors_own_list_is_kept_for_the_next_visit() {
    let search = search().await;
    let (opened, told) = open(&search, tree()).await;
    let facts = opened.expect("the list opens");
    assert!(facts.kept, "this browser keeps files");
    assert!(told.iter().any(|told| told.step == OpenStep::Keeping));
    let expanded = search.expand("", 1_000_000).await.expect("an answer");
    assert!(expanded.files.iter().any(|file| file.md5.is_some()));

    let next = self::search().await;
    let again = open(&next, OpenFrom::Kept).await.0.expect("it was kept");
    assert_eq!(*again, *facts);
    assert_eq!(next.expand("", 1_000_000).await, Ok(expanded));
}

#[wasm_bindgen_test]
async fn a_list_that_is_not_there_says_so_and_the_one_before_stays() {
    let search = search().await;
    let files = open(&search, snapshot()).await.0.expect("it opens").files;
    let none = OpenFrom::Snapshot("/no/such/".to_owned());
    let fault = open(&search, none).await.0.expect_err("there is none");
    let part = own_address("/no/such/manifest.json");
    assert!(
        matches!(&fault, SearchError::Open(OpenError::Unreadable { part: of, .. }) if *of == part),
        "{fault}"
    );
    let found = search.find(&all(), &[], 0..1).await.expect("an answer");
    assert_eq!(found.files, files);
}

#[wasm_bindgen_test]
async fn questions_that_nobody_waits_for_do_no_harm() {
    let search = search().await;
    drop(search.open(tree(), Rc::new(|_| ())));
    let files = open(&search, snapshot()).await.0.expect("it opens").files;
    for _ in 0..50 {
        let mut find = pin!(search.find(&all(), &[], 0..1));
        let mut context = Context::from_waker(Waker::noop());
        assert!(find.as_mut().poll(&mut context).is_pending());
    }
    let found = search.find(&all(), &[], 0..1).await.expect("an answer");
    assert_eq!(found.files, files);
}

#[wasm_bindgen_test]
async fn a_worker_that_failed_is_replaced_and_opens_the_same_list() {
    let search = search().await;
    js_sys::eval(
        "const Native = Worker.prototype.constructor;
         window.Worker = class extends Native { constructor(address) { super(address); window.newest = this; } };",
    )
    .expect("the script runs");
    let files = open(&search, snapshot()).await.0.expect("it opens").files;
    js_sys::eval("newest.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }))")
        .expect("the script runs");
    let found = search.find(&all(), &[], 0..1).await.expect("an answer");
    assert_eq!(found.files, files);
}

#[wasm_bindgen_test]
async fn a_worker_that_cannot_start_fails_each_question_and_is_tried_anew() {
    let missing = || own_address("/no/such/worker.js");
    let search = client(missing(), missing());
    for from in [snapshot(), tree(), snapshot(), tree()] {
        let found = open(&search, from).await.0;
        assert!(
            matches!(&found, Err(SearchError::WorkerFailed { reason }) if !reason.is_empty()),
            "{found:?}"
        );
    }
}
