//! The `SearchFiles` port on a worker.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use url::Url;

use super::{ListSource, Request, Response};
use crate::mirror::HostPath;
use crate::port::{LocalFuture, SearchFiles};
use crate::search::{
    Expanded, FileDetails, FilePack, FoundFile, ListedDirectory, OpenFrom, OpenProgress,
    SearchError, SearchResult, Tally, View,
};
use crate::snapshot::{OpenError, SnapshotFacts};
use crate::worker::import::{self, Imported};
use crate::worker::{Job, StartWorker, WorkerClient, WorkerError};

/// Searches in a worker, which starts when a list is first opened, and anew, with the same list, after it has failed.
pub struct SearchClient {
    worker: WorkerClient<Request>,
    /// Starts a worker for each list that is made of tables; it ends with its response, and gives back its memory.
    importer: Rc<dyn StartWorker>,
    /// How many lists were to be opened. The newest counts.
    openings: Rc<Cell<u32>>,
    /// The address of the page; the worker's own is another.
    page: Option<Url>,
}

impl SearchClient {
    /// Takes what starts the worker of the search and that which makes lists, and the address to which those of lists may be
    /// relative.
    pub fn new(
        starter: impl StartWorker + 'static,
        importer: impl StartWorker + 'static,
        page: &str,
    ) -> Self {
        Self {
            worker: WorkerClient::new(Box::new(starter)),
            importer: Rc::new(importer),
            openings: Rc::default(),
            page: Url::parse(page).ok(),
        }
    }

    /// Sends a request; `of` takes the response of its kind.
    fn request<T: 'static>(
        &self,
        request: Request,
        of: fn(Response) -> Option<T>,
    ) -> LocalFuture<'static, Result<T, SearchError>> {
        Box::pin(wait(self.worker.request(request, None), of))
    }

    fn absolute(&self, address: String) -> String {
        let url = self.page.as_ref().and_then(|page| page.join(&address).ok());
        url.map_or(address, String::from)
    }

    /// Makes a list in a worker of its own.
    fn import(
        &self,
        request: import::Request,
        progress: Rc<dyn Fn(OpenProgress)>,
    ) -> LocalFuture<'static, Result<Imported, SearchError>> {
        let worker = WorkerClient::new(Box::new(Rc::clone(&self.importer)));
        let on_progress = Rc::new(move |response| {
            if let import::Response::Progress(step) = response {
                progress(step);
            }
        });
        let job = worker.request(request, Some(on_progress));
        Box::pin(async move {
            match job.response().await.map_err(failed)? {
                import::Response::Imported(imported) => Ok(imported),
                import::Response::Failed(error) => Err(error.into()),
                import::Response::Progress(_) => Err(unasked()),
            }
        })
    }
}

fn failed(error: WorkerError) -> SearchError {
    SearchError::WorkerFailed {
        reason: error.to_string(),
    }
}

fn unasked() -> SearchError {
    SearchError::WorkerFailed {
        reason: "its response is to another request".to_owned(),
    }
}

/// Waits for a response; one of another kind is a fault of the worker.
async fn wait<T>(job: Job<Request>, of: fn(Response) -> Option<T>) -> Result<T, SearchError> {
    match job.response().await.map_err(failed)? {
        Response::Failed(error) => Err(error),
        response => of(response).ok_or_else(unasked),
    }
}

/// Takes the field of a response of the right kind.
macro_rules! only {
    ($kind:ident) => {
        |response| match response {
            Response::$kind(value) => Some(value),
            _ => None,
        }
    };
}

impl SearchFiles for SearchClient {
    fn open(
        &self,
        from: OpenFrom,
        progress: Rc<dyn Fn(OpenProgress)>,
    ) -> LocalFuture<'static, Result<Rc<SnapshotFacts>, SearchError>> {
        let opening = self.openings.get().wrapping_add(1);
        self.openings.set(opening);
        let absolute = |address| self.absolute(address);
        let source = match from {
            OpenFrom::Snapshot(folder) => ListSource::Folder(absolute(folder)),
            OpenFrom::Kept => ListSource::Kept,
            OpenFrom::Tree {
                tree,
                samples,
                indexes,
            } => {
                let request = import::Request {
                    tree: absolute(tree),
                    samples: samples.into_iter().map(absolute).collect(),
                    indexes: indexes.into_iter().map(absolute).collect(),
                };
                let imported = self.import(request, progress);
                let (worker, openings) = (self.worker.clone(), Rc::clone(&self.openings));
                return Box::pin(async move {
                    let source = match imported.await? {
                        Imported::Kept => ListSource::Kept,
                        Imported::Files(files) => ListSource::Files(files),
                    };
                    if openings.get() != opening {
                        return Err(OpenError::Cancelled.into());
                    }
                    let job = worker.request(Request::Open(source), None);
                    wait(job, only!(Opened)).await.map(Rc::new)
                });
            }
        };
        let on_progress = Rc::new(move |response| {
            if let Response::Progress(step) = response {
                progress(step);
            }
        });
        let request = Request::Open(source);
        let job = self.worker.request(request, Some(on_progress));
        Box::pin(async move { wait(job, only!(Opened)).await.map(Rc::new) })
    }

    fn find(
        &self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<SearchResult, SearchError>> {
        let (view, rules) = (view.clone(), rules.to_vec());
        self.request(Request::Find { view, rules, rows }, only!(Found))
    }

    fn rows(
        &self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<Vec<FoundFile>, SearchError>> {
        let (view, rules) = (view.clone(), rules.to_vec());
        self.request(Request::Rows { view, rules, rows }, only!(Rows))
    }

    fn expand(
        &self,
        query: &str,
        most: u32,
    ) -> LocalFuture<'static, Result<Expanded, SearchError>> {
        let query = query.to_owned();
        self.request(Request::Expand { query, most }, only!(Expanded))
    }

    fn files(
        &self,
        query: &str,
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<FilePack, SearchError>> {
        let query = query.to_owned();
        self.request(Request::Files { query, rows }, only!(Files))
    }

    fn count(&self, query: &str) -> LocalFuture<'static, Result<Tally, SearchError>> {
        let query = query.to_owned();
        self.request(Request::Count { query }, only!(Tally))
    }

    fn tally(&self, queries: &[String]) -> LocalFuture<'static, Result<Tally, SearchError>> {
        let queries = queries.to_vec();
        self.request(Request::Tally { queries }, only!(Tally))
    }

    fn directory(
        &self,
        at: HostPath,
        most: u32,
    ) -> LocalFuture<'static, Result<Option<ListedDirectory>, SearchError>> {
        self.request(Request::Directory { at, most }, only!(Directory))
    }

    fn file(
        &self,
        at: HostPath,
    ) -> LocalFuture<'static, Result<Option<Box<FileDetails>>, SearchError>> {
        self.request(Request::File(at), only!(File))
    }

    fn samples(&self) -> LocalFuture<'static, Result<Vec<u8>, SearchError>> {
        self.request(Request::Samples, only!(Samples))
    }
}
