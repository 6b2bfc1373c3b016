//! The `SearchFiles` port on a worker.

use std::ops::Range;
use std::rc::Rc;

use url::Url;

use super::{Request, Response};
use crate::mirror::HostPath;
use crate::port::{LocalFuture, SearchFiles};
use crate::search::{
    Expanded, FileDetails, FoundFile, ListedDirectory, OpenFrom, OpenProgress, SearchError,
    SearchResult, Tally, View,
};
use crate::snapshot::SnapshotFacts;
use crate::worker::{Job, StartWorker, WorkerClient};

/// Searches in a worker, which starts when a list is first opened, and anew, with the same list, after it has failed.
pub struct SearchClient {
    worker: WorkerClient<Request>,
    /// The address of the page; the worker's own is another.
    page: Option<Url>,
}

impl SearchClient {
    /// Takes what starts the worker, and the address to which those of lists may be relative.
    pub fn new(starter: impl StartWorker + 'static, page: &str) -> Self {
        Self {
            worker: WorkerClient::new(Box::new(starter)),
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

    fn absolute_source(&self, from: OpenFrom) -> OpenFrom {
        let absolute = |address| self.absolute(address);
        match from {
            OpenFrom::Snapshot(folder) => OpenFrom::Snapshot(absolute(folder)),
            OpenFrom::Tree {
                tree,
                samples,
                indexes,
            } => OpenFrom::Tree {
                tree: absolute(tree),
                samples: samples.into_iter().map(absolute).collect(),
                indexes: indexes.into_iter().map(absolute).collect(),
            },
            OpenFrom::Kept => OpenFrom::Kept,
        }
    }
}

/// Waits for a response; one of another kind is a fault of the worker.
async fn wait<T>(job: Job<Request>, of: fn(Response) -> Option<T>) -> Result<T, SearchError> {
    let failed = |reason: String| SearchError::WorkerFailed { reason };
    match job.response().await {
        Ok(Response::Failed(error)) => Err(error),
        Ok(response) => {
            of(response).ok_or_else(|| failed("its response is to another request".to_owned()))
        }
        Err(error) => Err(failed(error.to_string())),
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
        let on_progress = Rc::new(move |response| {
            if let Response::Progress(step) = response {
                progress(step);
            }
        });
        let request = Request::Open(self.absolute_source(from));
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
