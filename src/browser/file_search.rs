//! The `SearchFiles` port on a web worker, which runs `src/bin/search-worker.rs`.
//!
//! One question to find files is with the worker at a time. Others wait here, the newest goes next, and what nobody waits
//! for any more is not asked at all.

use std::cell::RefCell;
use std::future::poll_fn;
use std::ops::Range;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::port::{LocalFuture, SearchFiles};
use crate::search::{
    Answer, Expanded, Found, FoundFile, OpenFrom, OpenProgress, Question, SearchFault, Tally, View,
};
use crate::snapshot::SnapshotFacts;

use super::running_worker::{RunningWorker, WorkerOwner, words_of};

/// Searches in a worker, which is started when a list is first opened, and anew, with the same list, after it has failed.
#[derive(Debug)]
pub struct BrowserFileSearch(Rc<RefCell<Office>>);

type Progress = Rc<dyn Fn(OpenProgress)>;

#[derive(Debug, Default)]
struct Office {
    /// Where the worker's script lies.
    address: String,
    worker: Option<RunningWorker>,
    jobs: Vec<Job>,
    /// How many jobs there were.
    numbered: u32,
    /// What the worker last opened.
    opened: Option<OpenFrom>,
    /// The job by which a new worker opens what the one before had open; until it ends, questions wait.
    reopening: Option<u32>,
}

/// A question, and who waits for its answer.
struct Job {
    number: u32,
    question: Question,
    progress: Option<Progress>,
    sent: bool,
    answer: Option<Answer>,
    waker: Option<Waker>,
}

/// Ends its job when it is dropped.
struct Waiting {
    number: u32,
    office: Rc<RefCell<Office>>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job")
            .field("number", &self.number)
            .field("question", &self.question)
            .finish_non_exhaustive()
    }
}

impl BrowserFileSearch {
    /// Takes the address of the worker's script.
    pub fn new(worker_address: String) -> Self {
        Self(Rc::new(RefCell::new(Office {
            address: worker_address,
            ..Office::default()
        })))
    }

    /// Asks, and makes what is waited for of the answer; one of another kind is a fault of the worker.
    fn ask<T: 'static>(
        &self,
        question: Question,
        progress: Option<Progress>,
        of: fn(Answer) -> Option<T>,
    ) -> LocalFuture<'static, Result<T, SearchFault>> {
        let number = {
            let mut office = self.0.borrow_mut();
            let number = office.job(question, progress);
            office.start(&self.0);
            office.send_next();
            number
        };
        let waiting = Waiting {
            number,
            office: Rc::clone(&self.0),
        };
        Box::pin(async move {
            match poll_fn(|context| waiting.poll(context.waker())).await {
                Answer::Fault(fault) => Err(fault),
                answer => of(answer).ok_or_else(|| SearchFault::WorkerFailed {
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
    ) -> LocalFuture<'static, Result<Rc<SnapshotFacts>, SearchFault>> {
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
    ) -> LocalFuture<'static, Result<Found, SearchFault>> {
        let (view, rules) = (view.clone(), rules.to_vec());
        self.ask(Question::Find { view, rules, rows }, None, only!(Found))
    }

    fn rows(
        &self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<Vec<FoundFile>, SearchFault>> {
        let (view, rules) = (view.clone(), rules.to_vec());
        self.ask(Question::Rows { view, rules, rows }, None, only!(Rows))
    }

    fn expand(
        &self,
        query: &str,
        most: u32,
    ) -> LocalFuture<'static, Result<Expanded, SearchFault>> {
        let query = query.to_owned();
        self.ask(Question::Expand { query, most }, None, only!(Expanded))
    }

    fn tally(&self, query: &str) -> LocalFuture<'static, Result<Tally, SearchFault>> {
        let query = query.to_owned();
        self.ask(Question::Tally { query }, None, only!(Tally))
    }

    fn samples(&self) -> LocalFuture<'static, Result<Vec<u8>, SearchFault>> {
        self.ask(Question::Samples, None, only!(Samples))
    }
}

impl Waiting {
    fn poll(&self, waker: &Waker) -> Poll<Answer> {
        let mut office = self.office.borrow_mut();
        let Some(job) = office.jobs.iter_mut().find(|job| job.number == self.number) else {
            return Poll::Pending;
        };
        if let Some(answer) = job.answer.take() {
            return Poll::Ready(answer);
        }
        job.waker = Some(waker.clone());
        Poll::Pending
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut office = self.office.borrow_mut();
        let place = office.jobs.iter().position(|job| job.number == self.number);
        let Some(job) = place.map(|place| office.jobs.remove(place)) else {
            return;
        };
        // The worker takes messages in order: what it finds at once is found before it could hear of this.
        let lasts = matches!(job.question, Question::Open(_) | Question::Expand { .. });
        if job.sent && lasts {
            office.send(self.number, &Question::Cancel);
        }
        office.send_next();
    }
}

impl Office {
    fn job(&mut self, question: Question, progress: Option<Progress>) -> u32 {
        self.numbered = self.numbered.wrapping_add(1);
        self.jobs.push(Job {
            number: self.numbered,
            question,
            progress,
            sent: false,
            answer: None,
            waker: None,
        });
        self.numbered
    }

    /// Starts the worker if there is none; it opens first what the one before had open.
    fn start(&mut self, this: &Rc<RefCell<Self>>) {
        if self.worker.is_some() {
            return;
        }
        match RunningWorker::start(&self.address, &Rc::downgrade(this)) {
            Ok(worker) => self.worker = Some(worker),
            Err(error) => return self.fail(&words_of(&error)),
        }
        let opens = |job: &Job| !job.sent && matches!(job.question, Question::Open(_));
        if self.jobs.iter().any(opens) {
            self.opened = None;
        }
        if let Some(from) = self.opened.clone() {
            self.numbered = self.numbered.wrapping_add(1);
            self.reopening = Some(self.numbered);
            self.send(self.numbered, &Question::Open(from));
        }
    }

    /// Sends what need not wait.
    fn send_next(&mut self) {
        if self.worker.is_none() || self.reopening.is_some() {
            return;
        }
        for place in 0..self.jobs.len() {
            if !self.jobs[place].is_find() {
                self.send_job(place);
            }
        }
        let busy = |job: &Job| job.is_find() && job.sent && job.answer.is_none();
        if !self.jobs.iter().any(busy) {
            let newest = self.jobs.iter().rposition(|job| job.is_find() && !job.sent);
            if let Some(place) = newest {
                self.send_job(place);
            }
        }
    }

    fn send_job(&mut self, place: usize) {
        let Some(job) = self.jobs.get_mut(place).filter(|job| !job.sent) else {
            return;
        };
        job.sent = true;
        let message = job.question.to_bytes(job.number);
        self.send_bytes(&message);
    }

    fn send(&mut self, number: u32, question: &Question) {
        self.send_bytes(&question.to_bytes(number));
    }

    /// Sends a message; a worker that takes none has failed.
    fn send_bytes(&mut self, message: &[u8]) {
        let Some(running) = &self.worker else {
            return;
        };
        let message = js_sys::Uint8Array::from(message);
        let transfer = js_sys::Array::of1(&message.buffer());
        let sent = running
            .worker
            .post_message_with_transfer(&message, &transfer);
        if let Err(error) = sent {
            self.fail(&words_of(&error));
        }
    }

    /// Takes an answer; returns what it says of progress, and to whom.
    fn take(&mut self, number: u32, answer: Answer) -> Option<(Progress, OpenProgress)> {
        let reopened = self.reopening == Some(number);
        let job = self.jobs.iter_mut().find(|job| job.number == number);
        match &answer {
            Answer::Progress(progress) => {
                return Some((job?.progress.clone()?, progress.clone()));
            }
            Answer::Opened(facts) if !reopened => {
                self.opened = job.and_then(|job| job.reopens(facts));
            }
            // Once: what cannot be opened again is not tried again.
            Answer::Fault(_) if reopened => self.opened = None,
            _ => {}
        }
        if reopened {
            self.reopening = None;
        }
        self.settle(number, answer);
        self.send_next();
        None
    }

    fn settle(&mut self, number: u32, answer: Answer) {
        if let Some(job) = self.jobs.iter_mut().find(|job| job.number == number) {
            // What was answered first counts.
            job.answer.get_or_insert(answer);
            if let Some(waker) = job.waker.take() {
                waker.wake();
            }
        }
    }

    /// Lets the worker go and fails what it was asked; the next question starts another.
    fn fail(&mut self, reason: &str) {
        self.worker = None;
        if self.reopening.take().is_some() {
            self.opened = None;
        }
        let numbers: Vec<u32> = self.jobs.iter().map(|job| job.number).collect();
        for number in numbers {
            let fault = SearchFault::WorkerFailed {
                reason: reason.to_owned(),
            };
            self.settle(number, Answer::Fault(fault));
        }
    }
}

impl Job {
    fn is_find(&self) -> bool {
        matches!(self.question, Question::Find { .. })
    }

    /// Returns from where a list can be opened again that this job opened; the mirror's own only if it was kept.
    fn reopens(&self, facts: &SnapshotFacts) -> Option<OpenFrom> {
        match &self.question {
            Question::Open(OpenFrom::Tree { .. }) => facts.kept.then_some(OpenFrom::Kept),
            Question::Open(from) => Some(from.clone()),
            _ => None,
        }
    }
}

impl WorkerOwner for Office {
    fn take(this: &Rc<RefCell<Self>>, bytes: Vec<u8>) {
        let told = match Answer::from_bytes(&bytes) {
            Ok((number, answer)) => this.borrow_mut().take(number, answer),
            Err(error) => {
                this.borrow_mut().fail(&error.to_string());
                None
            }
        };
        // Whoever is told may ask at once.
        if let Some((progress, told)) = told {
            progress(told);
        }
    }

    fn fail(this: &Rc<RefCell<Self>>, reason: String) {
        this.borrow_mut().fail(&reason);
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
