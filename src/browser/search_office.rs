//! What is known of the file search's worker, and of the questions that it was or will be asked.
//!
//! One question to find files is with the worker at a time. Others wait here, the newest goes next, and what nobody waits
//! for any more is not asked at all.

use std::cell::RefCell;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::search::{OpenFrom, OpenProgress, SearchError};
use crate::snapshot::SnapshotFacts;
use crate::worker::search::{Answer, Question};

use super::running_worker::{RunningWorker, WorkerOwner, words_of};

/// Who is told how far an opening is.
pub(super) type Progress = Rc<dyn Fn(OpenProgress)>;

/// Starts the worker when it is first asked something, and anew, with the same list, after it has failed.
#[derive(Debug, Default)]
pub(super) struct Office {
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

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job")
            .field("number", &self.number)
            .field("question", &self.question)
            .finish_non_exhaustive()
    }
}

impl Office {
    /// Takes the address of the worker's script.
    pub(super) fn new(address: String) -> Self {
        Self {
            address,
            ..Self::default()
        }
    }

    /// Takes a question; returns its number.
    pub(super) fn ask(
        this: &Rc<RefCell<Self>>,
        question: Question,
        progress: Option<Progress>,
    ) -> u32 {
        let mut office = this.borrow_mut();
        let number = office.job(question, progress);
        office.start(this);
        office.send_next();
        number
    }

    /// Returns the answer to a question, once; remembers who waits for it.
    pub(super) fn poll(&mut self, number: u32, waker: &Waker) -> Poll<Answer> {
        let Some(job) = self.jobs.iter_mut().find(|job| job.number == number) else {
            return Poll::Pending;
        };
        if let Some(answer) = job.answer.take() {
            return Poll::Ready(answer);
        }
        job.waker = Some(waker.clone());
        Poll::Pending
    }

    /// Forgets a question for whose answer nobody waits.
    pub(super) fn end(&mut self, number: u32) {
        let place = self.jobs.iter().position(|job| job.number == number);
        let Some(job) = place.map(|place| self.jobs.remove(place)) else {
            return;
        };
        // The worker takes messages in order: what it finds at once is found before it could hear of this.
        let lasts = matches!(job.question, Question::Open(_) | Question::Expand { .. });
        if job.sent && lasts {
            self.send(number, &Question::Cancel);
        }
        self.send_next();
    }

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
            let fault = SearchError::WorkerFailed {
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
