//! The `SearchFiles` port on a web worker, which runs `src/bin/search-worker.rs`.

use std::cell::RefCell;
use std::future::poll_fn;
use std::ops::Range;
use std::rc::Rc;

use crate::port::{LocalFuture, SearchFiles};
use crate::search::{
    Expanded, FoundFile, OpenFrom, OpenProgress, SearchError, SearchResult, Tally, View,
};
use crate::snapshot::SnapshotFacts;
use crate::worker::search::{Answer, Question};

use super::search_office::{Office, Progress};

/// Searches in a worker, which is started when a list is first opened, and anew, with the same list, after it has failed.
#[derive(Debug)]
pub struct BrowserFileSearch(Rc<RefCell<Office>>);

/// Ends its job when it is dropped.
struct Waiting {
    number: u32,
    office: Rc<RefCell<Office>>,
}

impl BrowserFileSearch {
    /// Takes the address of the worker's script.
    pub fn new(worker_address: String) -> Self {
        Self(Rc::new(RefCell::new(Office::new(worker_address))))
    }

    /// Asks, and makes what is waited for of the answer; one of another kind is a fault of the worker.
    fn ask<T: 'static>(
        &self,
        question: Question,
        progress: Option<Progress>,
        of: fn(Answer) -> Option<T>,
    ) -> LocalFuture<'static, Result<T, SearchError>> {
        let number = Office::ask(&self.0, question, progress);
        let waiting = Waiting {
            number,
            office: Rc::clone(&self.0),
        };
        Box::pin(async move {
            match poll_fn(|context| {
                waiting
                    .office
                    .borrow_mut()
                    .poll(waiting.number, context.waker())
            })
            .await
            {
                Answer::Fault(fault) => Err(fault),
                answer => of(answer).ok_or_else(|| SearchError::WorkerFailed {
                    reason: "it answered another question".to_owned(),
                }),
            }
        })
    }
}

/// Gives the field of an answer of the right kind.
macro_rules! only {
    ($kind:ident) => {
        |answer| match answer {
            Answer::$kind(value) => Some(value),
            _ => None,
        }
    };
}

impl SearchFiles for BrowserFileSearch {
    fn open(
        &self,
        from: OpenFrom,
        progress: Rc<dyn Fn(OpenProgress)>,
    ) -> LocalFuture<'static, Result<Rc<SnapshotFacts>, SearchError>> {
        self.ask(
            Question::Open(absolute(from)),
            Some(progress),
            |answer| match answer {
                Answer::Opened(facts) => Some(Rc::new(facts)),
                _ => None,
            },
        )
    }

    fn find(
        &self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<SearchResult, SearchError>> {
        let (view, rules) = (view.clone(), rules.to_vec());
        self.ask(
            Question::Find { view, rules, rows },
            None,
            only!(SearchResult),
        )
    }

    fn rows(
        &self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<Vec<FoundFile>, SearchError>> {
        let (view, rules) = (view.clone(), rules.to_vec());
        self.ask(Question::Rows { view, rules, rows }, None, only!(Rows))
    }

    fn expand(
        &self,
        query: &str,
        most: u32,
    ) -> LocalFuture<'static, Result<Expanded, SearchError>> {
        let query = query.to_owned();
        self.ask(Question::Expand { query, most }, None, only!(Expanded))
    }

    fn tally(
        &self,
        queries: &[String],
        digest: bool,
    ) -> LocalFuture<'static, Result<Tally, SearchError>> {
        let queries = queries.to_vec();
        self.ask(Question::Tally { queries, digest }, None, only!(Tally))
    }

    fn samples(&self) -> LocalFuture<'static, Result<Vec<u8>, SearchError>> {
        self.ask(Question::Samples, None, only!(Samples))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.office.borrow_mut().end(self.number);
    }
}

/// Addresses are the page's, which lies elsewhere than the worker.
fn absolute(from: OpenFrom) -> OpenFrom {
    let base = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.base_uri().ok()?);
    let absolute = |address: String| match &base {
        Some(base) => {
            let url = web_sys::Url::new_with_base(&address, base);
            url.map_or(address, |url| url.href())
        }
        None => address,
    };
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
