//! The page's end of a worker, with workers that are made up: what is sent when, and who is given which response.

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use igsr_fetch::listing::{DirectoryIndex, PageRequest};
use igsr_fetch::mirror::BaseUrl;
use igsr_fetch::port::{IndexError, ReadIndex, SearchFiles};
use igsr_fetch::search::{
    OpenFrom, OpenProgress, OpenStep, SearchError, SearchResult, Tally, View,
};
use igsr_fetch::snapshot::{OpenError, SnapshotFacts, SnapshotFile};
use igsr_fetch::worker::import::{self, Imported};
use igsr_fetch::worker::index::{self, IndexClient};
use igsr_fetch::worker::message::{Call, decode, encode};
use igsr_fetch::worker::search::{ListSource, Request, Response, SearchClient};
use igsr_fetch::worker::{RunningWorker, StartWorker, WorkerEvent};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Workers that take messages and answer by hand.
#[derive(Clone, Default)]
struct Workers(Rc<Shared>);

type Listener = Rc<dyn Fn(WorkerEvent)>;

#[derive(Default)]
struct Shared {
    started: Cell<u32>,
    running: Cell<u32>,
    /// What a start, or the next message, fails with.
    refuses: RefCell<Option<String>>,
    posted: RefCell<Vec<Vec<u8>>>,
    listener: RefCell<Option<Listener>>,
}

struct Running(Workers);

impl StartWorker for Workers {
    fn start(&self, listener: Rc<dyn Fn(WorkerEvent)>) -> Result<Box<dyn RunningWorker>, String> {
        if let Some(reason) = self.0.refuses.take() {
            return Err(reason);
        }
        self.0.started.set(self.0.started.get() + 1);
        self.0.running.set(self.0.running.get() + 1);
        *self.0.listener.borrow_mut() = Some(listener);
        Ok(Box::new(Running(self.clone())))
    }
}

impl RunningWorker for Running {
    fn post(&self, message: &[u8]) -> Result<(), String> {
        let shared = &self.0.0;
        if let Some(reason) = shared.refuses.take() {
            return Err(reason);
        }
        shared.posted.borrow_mut().push(message.to_vec());
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.0.running.set(self.0.0.running.get() - 1);
    }
}

impl Workers {
    fn search(&self) -> SearchClient {
        self.search_and_import(&Self::default())
    }

    fn search_and_import(&self, importers: &Self) -> SearchClient {
        let page = "https://example.org/app/#/files";
        SearchClient::new(self.clone(), importers.clone(), page)
    }

    /// Takes what was posted.
    fn posted_as<R: DeserializeOwned>(&self) -> Vec<(u32, Call<R>)> {
        let posted = self.0.posted.take();
        posted
            .iter()
            .map(|message| decode(message).expect("a message of this build"))
            .collect()
    }

    fn posted(&self) -> Vec<(u32, Call<Request>)> {
        self.posted_as()
    }

    /// Takes the only request that was posted.
    fn request_as<R: DeserializeOwned + Clone + Debug>(&self) -> (u32, R) {
        match &self.posted_as::<R>()[..] {
            [(job, Call::Request(request))] => (*job, request.clone()),
            posted => panic!("not one request: {posted:?}"),
        }
    }

    fn request(&self) -> (u32, Request) {
        self.request_as()
    }

    fn respond(&self, job: u32, response: &impl Serialize) {
        self.tell(WorkerEvent::Message(encode(job, response)));
    }

    fn tell(&self, event: WorkerEvent) {
        let listener = self.0.listener.borrow().clone();
        listener.expect("a worker was started")(event);
    }

    fn fail(&self) {
        self.tell(WorkerEvent::Failed("out of memory".to_owned()));
    }
}

fn poll<T>(future: &mut Pin<Box<dyn Future<Output = T>>>) -> Poll<T> {
    future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
}

fn ready<T>(mut future: Pin<Box<dyn Future<Output = T>>>) -> T {
    match poll(&mut future) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("it has no response yet"),
    }
}

fn view(query: &str) -> View {
    View {
        query: query.to_owned(),
        ..View::default()
    }
}

fn query_of(request: &Request) -> &str {
    match request {
        Request::Find { view, .. } => &view.query,
        request => panic!("not a search: {request:?}"),
    }
}

fn found(files: u32) -> Response {
    Response::Found(SearchResult {
        files,
        ..SearchResult::default()
    })
}

fn facts(kept: bool) -> SnapshotFacts {
    SnapshotFacts {
        kept,
        ..SnapshotFacts::default()
    }
}

fn snapshot() -> OpenFrom {
    OpenFrom::Snapshot("https://example.org/app/snapshot/".to_owned())
}

fn tree() -> OpenFrom {
    OpenFrom::Tree {
        tree: "https://example.org/current.tree".to_owned(),
        samples: Vec::new(),
        indexes: Vec::new(),
    }
}

/// What a worker is to open for [`snapshot`].
fn folder() -> ListSource {
    ListSource::Folder("https://example.org/app/snapshot/".to_owned())
}

/// Opens the snapshot and lets the worker say that it is open.
fn open(workers: &Workers, search: &SearchClient) {
    let opening = search.open(snapshot(), Rc::new(|_| ()));
    let (job, _) = workers.request();
    workers.respond(job, &Response::Opened(facts(false)));
    assert_eq!(ready(opening).map(|facts| facts.kept), Ok(false));
}

fn out_of_memory<T>() -> Result<T, SearchError> {
    Err(SearchError::WorkerFailed {
        reason: "out of memory".to_owned(),
    })
}

#[test]
fn a_worker_starts_with_the_first_request_and_answers_each_by_its_job() {
    let workers = Workers::default();
    let search = workers.search();
    assert_eq!(workers.0.started.get(), 0);
    let (tally, samples) = (search.tally(&[]), search.samples());
    assert_eq!(workers.0.started.get(), 1);
    let jobs: Vec<u32> = workers.posted().iter().map(|(job, _)| *job).collect();
    workers.respond(jobs[1], &Response::Samples(vec![7]));
    workers.respond(jobs[0], &Response::Tally(Tally::default()));
    assert_eq!(ready(samples), Ok(vec![7]));
    assert_eq!(ready(tally), Ok(Tally::default()));
    assert!(workers.posted().is_empty(), "nothing is left to cancel");
    drop(search);
    assert_eq!(workers.0.running.get(), 0);
}

#[test]
fn addresses_are_those_of_the_page() {
    let workers = Workers::default();
    let opening = workers
        .search()
        .open(OpenFrom::Snapshot("snapshot/".to_owned()), Rc::new(|_| ()));
    assert_eq!(workers.request().1, Request::Open(folder()));
    drop(opening);
}

#[test]
fn progress_is_told_until_the_last_response() {
    let workers = Workers::default();
    let told = Rc::new(RefCell::new(Vec::new()));
    let hears = Rc::clone(&told);
    let opening = workers.search().open(
        snapshot(),
        Rc::new(move |progress: OpenProgress| hears.borrow_mut().push(progress.files)),
    );
    let (job, _) = workers.request();
    for files in [1, 2] {
        let progress = OpenProgress {
            step: OpenStep::Fetching,
            bytes: 0,
            of: None,
            files,
        };
        workers.respond(job, &Response::Progress(progress));
    }
    workers.respond(job, &Response::Failed(OpenError::NothingKept.into()));
    assert_eq!(told.take(), [1, 2]);
    assert_eq!(ready(opening), Err(OpenError::NothingKept.into()));
}

#[test]
fn a_dropped_request_is_cancelled() {
    let workers = Workers::default();
    let search = workers.search();
    let opening = search.open(snapshot(), Rc::new(|_| ()));
    let (job, _) = workers.request();
    drop(opening);
    assert_eq!(workers.posted(), [(job, Call::Cancel)]);
    workers.respond(job, &Response::Opened(facts(false)));
}

#[test]
fn one_search_is_with_the_worker_and_the_newest_goes_next() {
    let workers = Workers::default();
    let search = workers.search();
    let finds = ["a", "ab", "abc"].map(|query| search.find(&view(query), &[], 0..1));
    let (job, request) = workers.request();
    assert_eq!(query_of(&request), "a");
    let tally = search.tally(&[]);
    assert!(
        matches!(workers.request().1, Request::Tally { .. }),
        "others do not wait"
    );
    let [first, second, third] = finds;
    // Nobody waits for the first any more, but the worker is busy with it.
    drop(first);
    assert!(workers.posted().is_empty());
    workers.respond(job, &found(1));
    let (job, request) = workers.request();
    assert_eq!(query_of(&request), "abc");
    // Nobody waits for the second any more either: it is never sent.
    drop(second);
    workers.respond(job, &found(3));
    assert_eq!(ready(third).map(|found| found.files), Ok(3));
    assert!(workers.posted().is_empty());
    drop(tally);
}

#[test]
fn a_worker_that_fails_fails_its_jobs_and_the_next_request_starts_another() {
    let workers = Workers::default();
    let search = workers.search();
    let (find, waits) = (
        search.find(&view("a"), &[], 0..1),
        search.find(&view("b"), &[], 0..1),
    );
    workers.posted();
    workers.fail();
    assert_eq!(workers.0.running.get(), 0);
    assert_eq!(ready(find), out_of_memory());
    assert_eq!(ready(waits), out_of_memory());
    let find = search.find(&view("c"), &[], 0..1);
    assert_eq!(workers.0.started.get(), 2);
    let (job, request) = workers.request();
    assert_eq!(query_of(&request), "c", "what failed is not sent again");
    workers.respond(job, &found(1));
    assert_eq!(ready(find).map(|found| found.files), Ok(1));
}

#[test]
fn a_worker_that_does_not_start_or_takes_no_message_has_failed() {
    let workers = Workers::default();
    let search = workers.search();
    let refuse = || *workers.0.refuses.borrow_mut() = Some("out of memory".to_owned());
    refuse();
    assert_eq!(ready(search.samples()), out_of_memory());
    let waits = search.samples();
    workers.posted();
    refuse();
    assert_eq!(ready(search.samples()), out_of_memory());
    assert_eq!(ready(waits), out_of_memory());
    assert_eq!(workers.0.running.get(), 0);
}

#[test]
fn a_worker_of_another_build_has_failed() {
    let workers = Workers::default();
    let search = workers.search();
    let samples = search.samples();
    workers.tell(WorkerEvent::Message(vec![0, 1, 2]));
    let reason = "the page and its worker are of different versions".to_owned();
    assert_eq!(ready(samples), Err(SearchError::WorkerFailed { reason }));
}

#[test]
fn a_response_to_another_request_is_a_failure() {
    let workers = Workers::default();
    let search = workers.search();
    let samples = search.samples();
    let (job, _) = workers.request();
    workers.respond(job, &found(1));
    assert!(matches!(
        ready(samples),
        Err(SearchError::WorkerFailed { .. })
    ));
}

#[test]
fn a_new_worker_opens_the_same_list_before_it_is_asked() {
    let workers = Workers::default();
    let search = workers.search();
    open(&workers, &search);
    workers.fail();
    let (samples, find) = (search.samples(), search.find(&view("a"), &[], 0..1));
    let (restoring, request) = workers.request();
    assert_eq!(request, Request::Open(folder()));
    workers.respond(restoring, &Response::Opened(facts(false)));
    let jobs: Vec<u32> = workers.posted().iter().map(|(job, _)| *job).collect();
    workers.respond(jobs[0], &Response::Samples(Vec::new()));
    workers.respond(jobs[1], &found(1));
    assert_eq!(ready(samples), Ok(Vec::new()));
    assert_eq!(ready(find).map(|found| found.files), Ok(1));
}

#[test]
fn a_list_that_cannot_be_opened_again_is_not_tried_again() {
    let workers = Workers::default();
    let search = workers.search();
    open(&workers, &search);
    workers.fail();
    let samples = search.samples();
    let (restoring, _) = workers.request();
    workers.respond(restoring, &Response::Failed(OpenError::Cancelled.into()));
    let (job, request) = workers.request();
    assert_eq!(request, Request::Samples);
    workers.respond(job, &Response::Failed(SearchError::NotOpen));
    assert_eq!(ready(samples), Err(SearchError::NotOpen));
    // A worker that fails while it opens does not open it either.
    for fails_while_opening in [true, false] {
        if fails_while_opening {
            open(&workers, &search);
            workers.fail();
        }
        let samples = search.samples();
        let (_, request) = workers.request();
        assert_eq!(matches!(request, Request::Open(_)), fails_while_opening);
        workers.fail();
        assert_eq!(ready(samples), out_of_memory());
    }
}

/// Lets the worker that makes lists answer; returns what the worker of the search is then to open.
fn import(
    (workers, importers): (&Workers, &Workers),
    search: &SearchClient,
    imported: Imported,
) -> ListSource {
    let mut opening = search.open(tree(), Rc::new(|_| ()));
    let (job, request) = importers.request_as::<import::Request>();
    assert_eq!(request.tree, "https://example.org/current.tree");
    let kept = imported == Imported::Kept;
    importers.respond(job, &import::Response::Imported(imported));
    assert!(poll(&mut opening).is_pending());
    assert_eq!(importers.0.running.get(), 0, "it ends with its response");
    let (job, request) = workers.request();
    workers.respond(job, &Response::Opened(facts(kept)));
    assert_eq!(ready(opening).map(|facts| facts.kept), Ok(kept));
    match request {
        Request::Open(source) => source,
        request => panic!("not an opening: {request:?}"),
    }
}

#[test]
fn a_list_of_tables_is_made_by_a_worker_of_its_own_and_opened_again_only_from_the_store() {
    let files = vec![SnapshotFile {
        name: "manifest.json".to_owned(),
        bytes: vec![1, 2, 3],
    }];
    let cases = [
        (Imported::Kept, ListSource::Kept),
        (Imported::Files(files.clone()), ListSource::Files(files)),
    ];
    for (imported, source) in cases {
        let (workers, importers) = (Workers::default(), Workers::default());
        let search = workers.search_and_import(&importers);
        assert_eq!(import((&workers, &importers), &search, imported), source);
        workers.fail();
        let samples = search.samples();
        let expected = match source {
            ListSource::Kept => Request::Open(source),
            _ => Request::Samples,
        };
        assert_eq!(workers.request().1, expected);
        drop(samples);
    }
}

#[test]
fn a_list_that_cannot_be_made_says_why_and_the_open_one_stays() {
    let (workers, importers) = (Workers::default(), Workers::default());
    let search = workers.search_and_import(&importers);
    open(&workers, &search);
    let opening = search.open(tree(), Rc::new(|_| ()));
    let (job, _) = importers.request_as::<import::Request>();
    importers.respond(job, &import::Response::Failed(OpenError::NothingKept));
    assert_eq!(ready(opening), Err(OpenError::NothingKept.into()));
    let opening = search.open(tree(), Rc::new(|_| ()));
    importers.fail();
    assert_eq!(ready(opening), out_of_memory());
    assert_eq!(workers.posted().len(), 0);
}

#[test]
fn a_list_that_is_made_while_another_is_opened_takes_not_its_place() {
    let (workers, importers) = (Workers::default(), Workers::default());
    let search = workers.search_and_import(&importers);
    let made = search.open(tree(), Rc::new(|_| ()));
    open(&workers, &search);
    let (job, _) = importers.request_as::<import::Request>();
    importers.respond(job, &import::Response::Imported(Imported::Kept));
    assert_eq!(ready(made), Err(OpenError::Cancelled.into()));
    assert_eq!(workers.posted().len(), 0);
}

#[test]
fn a_list_that_nobody_waits_for_is_not_made() {
    let importers = Workers::default();
    let search = Workers::default().search_and_import(&importers);
    drop(search.open(tree(), Rc::new(|_| ())));
    assert_eq!(importers.0.running.get(), 0);
}

#[test]
fn a_new_worker_that_is_to_open_another_list_opens_that_at_once() {
    let (workers, importers) = (Workers::default(), Workers::default());
    let search = workers.search_and_import(&importers);
    open(&workers, &search);
    workers.fail();
    let source = import((&workers, &importers), &search, Imported::Kept);
    assert_eq!(source, ListSource::Kept);
}

fn page() -> PageRequest {
    PageRequest {
        page_url: "https://example.org/vol1/ftp/".to_owned(),
        base: BaseUrl::parse("https://example.org/vol1/ftp/").expect("a base URL"),
        directory: None,
        content_type: None,
    }
}

/// Reads what was posted to the worker of directory indexes: `S`tart, `P`ush, `F`inish, `C`ancel.
fn letters(workers: &Workers) -> (Vec<u32>, String) {
    let read = |message: &Vec<u8>| {
        let (job, call) = decode(message).expect("a message of this build");
        let letter = match call {
            Call::Request(index::Request::Start(_)) => 'S',
            Call::Request(index::Request::Push(b"<html>")) => 'P',
            Call::Request(index::Request::Push(_)) => '?',
            Call::Request(index::Request::Finish { .. }) => 'F',
            Call::Cancel => 'C',
        };
        (job, letter)
    };
    workers.0.posted.take().iter().map(read).unzip()
}

#[test]
fn a_page_is_streamed_as_one_job() {
    let workers = Workers::default();
    let reader = IndexClient::new(workers.clone());
    reader.prepare();
    assert_eq!(workers.0.started.get(), 1);
    let mut job = reader.start(&page());
    job.push(b"<html>");
    job.push(b"<html>");
    let index = job.finish(false);
    let (jobs, calls) = letters(&workers);
    assert_eq!(calls, "SPPF");
    assert!(jobs.iter().all(|job| *job == jobs[0]));
    let response = index::Response::Index(Box::default());
    workers.tell(WorkerEvent::Message(encode(jobs[0], &response)));
    assert_eq!(ready(index), Ok(DirectoryIndex::default()));
    drop(reader.start(&page()));
    assert_eq!(letters(&workers).1, "SC");
}

#[test]
fn a_page_whose_worker_fails_says_so_and_sends_the_next_worker_nothing() {
    let workers = Workers::default();
    let reader = IndexClient::new(workers.clone());
    let mut job = reader.start(&page());
    workers.fail();
    let other = reader.start(&page());
    workers.0.posted.take();
    job.push(b"<html>");
    let index = job.finish(false);
    assert!(workers.0.posted.take().is_empty());
    let reason = "out of memory".to_owned();
    assert_eq!(ready(index), Err(IndexError::ReaderFailed { reason }));
    drop(other);
}
