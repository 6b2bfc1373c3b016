//! The `ReadIndex` port on a web worker, which runs `src/bin/worker.rs`.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::listing::{DirectoryIndex, PageRequest};
use crate::port::{IndexError, IndexJob, LocalFuture, ReadIndex};
use crate::worker::index::{Reply, Request};

use super::running_worker::{RunningWorker, WorkerOwner, words_of};

/// Reads in a worker, which is started when it is first needed, and anew after it has failed.
#[derive(Debug)]
pub struct BrowserIndexReader(Rc<RefCell<Office>>);

type Found = Result<DirectoryIndex, IndexError>;

#[derive(Debug, Default)]
struct Office {
    /// Where the worker's script lies.
    address: String,
    worker: Option<RunningWorker>,
    /// Few: what is read at a time.
    jobs: Vec<(u32, Job)>,
    /// How many jobs there were.
    numbered: u32,
}

/// What is known of a job, and who waits for it.
#[derive(Debug, Default)]
struct Job {
    found: Option<Found>,
    waker: Option<Waker>,
}

/// Ends its job when it is dropped.
struct BrowserJob {
    number: u32,
    office: Rc<RefCell<Office>>,
}

impl BrowserIndexReader {
    /// Takes the address of the worker's script.
    pub fn new(address: String) -> Self {
        Self(Rc::new(RefCell::new(Office {
            address,
            ..Office::default()
        })))
    }
}

impl ReadIndex for BrowserIndexReader {
    fn prepare(&self) {
        let mut office = self.0.borrow_mut();
        if office.worker.is_none() {
            match RunningWorker::start(&office.address, &Rc::downgrade(&self.0)) {
                Ok(worker) => office.worker = Some(worker),
                Err(error) => office.fail(words_of(&error)),
            }
        }
    }

    fn start(&self, asked: &PageRequest) -> Box<dyn IndexJob> {
        let number = {
            let mut office = self.0.borrow_mut();
            office.numbered = office.numbered.wrapping_add(1);
            let number = office.numbered;
            office.jobs.push((number, Job::default()));
            number
        };
        self.prepare();
        let mut office = self.0.borrow_mut();
        office.send(number, Request::Start(asked));
        Box::new(BrowserJob {
            number,
            office: Rc::clone(&self.0),
        })
    }
}

impl IndexJob for BrowserJob {
    fn push(&mut self, bytes: &[u8]) {
        self.office
            .borrow_mut()
            .send(self.number, Request::Push(bytes));
    }

    fn finish(self: Box<Self>, cut: bool) -> LocalFuture<'static, Found> {
        self.office
            .borrow_mut()
            .send(self.number, Request::Finish { cut });
        Box::pin(poll_fn(move |context| {
            let mut office = self.office.borrow_mut();
            let Some(job) = office.job(self.number) else {
                return Poll::Pending;
            };
            if let Some(found) = job.found.take() {
                return Poll::Ready(found);
            }
            job.waker = Some(context.waker().clone());
            Poll::Pending
        }))
    }
}

impl Drop for BrowserJob {
    fn drop(&mut self) {
        let mut office = self.office.borrow_mut();
        // A job that is done is not there any more in the worker, which then does nothing.
        office.send(self.number, Request::Drop);
        office.jobs.retain(|(number, _)| *number != self.number);
    }
}

impl Office {
    /// Sends a message; a worker that takes none has failed.
    fn send(&mut self, job: u32, request: Request<'_>) {
        let Some(running) = &self.worker else {
            return;
        };
        let (head, body) = request.to_parts(job);
        let message = joined(&head, &body);
        let transfer = js_sys::Array::of1(&message.buffer());
        if let Err(error) = running
            .worker
            .post_message_with_transfer(&message, &transfer)
        {
            self.fail(words_of(&error));
        }
    }

    fn job(&mut self, number: u32) -> Option<&mut Job> {
        let mut jobs = self.jobs.iter_mut();
        jobs.find_map(|(of, job)| (*of == number).then_some(job))
    }

    fn settle(&mut self, number: u32, found: Found) {
        if let Some(job) = self.job(number) {
            // What was found first counts.
            job.found.get_or_insert(found);
            if let Some(waker) = job.waker.take() {
                waker.wake();
            }
        }
    }

    /// Lets the worker go and fails what it was reading; the next job starts another.
    fn fail(&mut self, reason: String) {
        self.worker = None;
        let numbers: Vec<u32> = self.jobs.iter().map(|(number, _)| *number).collect();
        for number in numbers {
            let reason = reason.clone();
            self.settle(number, Err(IndexError::ReaderFailed { reason }));
        }
    }
}

impl WorkerOwner for Office {
    fn take(this: &Rc<RefCell<Self>>, bytes: Vec<u8>) {
        let mut office = this.borrow_mut();
        match Reply::from_bytes(&bytes) {
            Ok(reply) => office.settle(reply.job, reply.outcome.map_err(Into::into)),
            Err(error) => office.fail(error.to_string()),
        }
    }

    fn fail(this: &Rc<RefCell<Self>>, reason: String) {
        this.borrow_mut().fail(reason);
    }
}

/// Makes one array of the browser of two of ours.
#[expect(
    clippy::cast_possible_truncation,
    reason = "32 bits hold all addresses of the program"
)]
fn joined(head: &[u8], body: &[u8]) -> js_sys::Uint8Array {
    let (begin, end) = (head.len() as u32, (head.len() + body.len()) as u32);
    let whole = js_sys::Uint8Array::new_with_length(end);
    whole.subarray(0, begin).copy_from(head);
    whole.subarray(begin, end).copy_from(body);
    whole
}
