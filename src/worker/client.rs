//! The page's end of a worker: which jobs there are, what is sent next, and who is given which response; and a worker as it sees it.
//!
//! The worker starts with the first request. One that fails ends all its jobs with the reason; the next request starts another,
//! which first gets back the state that the last one had. Nothing here needs a browser: see [`StartWorker`].

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;

use super::WorkerError;
use super::job::{OnProgress, PendingJob, Restore, Turn, WorkerRequest};
use super::message::{Call, decode, encode};

/// Starts web workers of one kind.
pub trait StartWorker {
    /// Starts a worker. `listener` is told what comes of it, though not before this, or [`RunningWorker::post`], has returned.
    ///
    /// # Errors
    ///
    /// The browser's words if it starts none.
    fn start(&self, listener: Rc<dyn Fn(WorkerEvent)>) -> Result<Box<dyn RunningWorker>, String>;
}

impl<S: StartWorker + ?Sized> StartWorker for Rc<S> {
    fn start(&self, listener: Rc<dyn Fn(WorkerEvent)>) -> Result<Box<dyn RunningWorker>, String> {
        (**self).start(listener)
    }
}

/// A worker that was started; dropping this ends it, and its listener is told nothing more.
pub trait RunningWorker {
    /// Sends a message. Messages that are sent while the worker loads are kept for it.
    ///
    /// # Errors
    ///
    /// The browser's words if it takes none.
    fn post(&self, message: &[u8]) -> Result<(), String>;
}

/// What comes of a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerEvent {
    /// A message.
    Message(Vec<u8>),
    /// It could not load, or ended, for this reason in the browser's words.
    Failed(String),
}

/// Sends requests of type `R` to a worker. Clones share the worker.
pub struct WorkerClient<R: WorkerRequest>(Rc<RefCell<State<R>>>);

/// A request whose response has not come; dropping this cancels it.
pub struct Job<R: WorkerRequest> {
    id: u32,
    client: WorkerClient<R>,
}

struct State<R: WorkerRequest> {
    starter: Box<dyn StartWorker>,
    worker: Option<Box<dyn RunningWorker>>,
    jobs: Vec<PendingJob<R>>,
    last_id: u32,
    /// Gives a new worker the state of the one before.
    restore: Option<R>,
    /// The job that does so; until it ends, all others wait.
    restoring: Option<u32>,
}

impl<R: WorkerRequest + 'static> WorkerClient<R> {
    /// Makes a client whose worker is started when it is first needed.
    pub fn new(starter: Box<dyn StartWorker>) -> Self {
        Self(Rc::new(RefCell::new(State {
            starter,
            worker: None,
            jobs: Vec::new(),
            last_id: 0,
            restore: None,
            restoring: None,
        })))
    }

    /// Starts the worker if there is none. Why it could not start is the result of the next job.
    pub fn start(&self) {
        let mut state = self.0.borrow_mut();
        if state.worker.is_some() {
            return;
        }
        let client = Rc::downgrade(&self.0);
        let listener = Rc::new(move |event| {
            if let Some(client) = client.upgrade() {
                Self(client).hear(event);
            }
        });
        match state.starter.start(listener) {
            Ok(worker) => state.worker = Some(worker),
            Err(reason) => return state.fail(&WorkerError::Failed { reason }),
        }
        state.begin_restoring();
    }

    /// Starts a job with a request. `on_progress` is called with each response that is not final.
    pub fn request(&self, request: R, on_progress: Option<OnProgress<R::Response>>) -> Job<R> {
        let id = {
            let mut state = self.0.borrow_mut();
            let id = state.next_id();
            let message = encode(id, &Call::Request(&request));
            let job = PendingJob::new(id, request, message, on_progress);
            state.jobs.push(job);
            id
        };
        self.start();
        self.0.borrow_mut().send_next();
        let client = self.clone();
        Job { id, client }
    }

    fn hear(&self, event: WorkerEvent) {
        let progress = {
            let mut state = self.0.borrow_mut();
            match event {
                WorkerEvent::Message(message) => match decode(&message) {
                    Ok((id, response)) => state.take(id, response),
                    Err(error) => {
                        state.fail(&error);
                        None
                    }
                },
                WorkerEvent::Failed(reason) => {
                    state.fail(&WorkerError::Failed { reason });
                    None
                }
            }
        };
        // Whoever hears of progress may send a request at once.
        if let Some((on_progress, response)) = progress {
            on_progress(response);
        }
    }
}

impl<R: WorkerRequest> Job<R> {
    /// Sends a further request of the job; nothing if it has failed.
    pub fn send(&self, request: &impl WorkerRequest<Response = R::Response>) {
        let mut state = self.client.0.borrow_mut();
        let Some(job) = state.job(self.id) else {
            return;
        };
        let is_running = job.is_running();
        if is_running || job.is_waiting() {
            let message = encode(self.id, &Call::Request(request));
            if is_running {
                state.post(&message);
            } else {
                job.unsent.push(message);
            }
        }
    }

    /// Waits for the final response.
    ///
    /// # Errors
    ///
    /// [`WorkerError`] if the worker fails before.
    ///
    /// # Panics
    ///
    /// Never: the client keeps a job as long as its handle.
    pub async fn response(self) -> Result<R::Response, WorkerError> {
        poll_fn(|context| {
            let mut state = self.client.0.borrow_mut();
            let job = state
                .job(self.id)
                .expect("a job is there while somebody waits for it");
            job.poll(context)
        })
        .await
    }
}

impl<R: WorkerRequest> State<R> {
    fn next_id(&mut self) -> u32 {
        self.last_id = self.last_id.wrapping_add(1);
        self.last_id
    }

    fn job(&mut self, id: u32) -> Option<&mut PendingJob<R>> {
        self.jobs.iter_mut().find(|job| job.id == id)
    }

    /// Gives a worker that has just started the state of the one before, unless a job that waits sets another.
    fn begin_restoring(&mut self) {
        if self
            .jobs
            .iter()
            .any(|job| job.is_waiting() && job.request.sets_state())
        {
            self.restore = None;
        }
        let id = self.next_id();
        if let Some(request) = &self.restore {
            let message = encode(id, &Call::Request(request));
            self.restoring = Some(id);
            self.post(&message);
        }
    }

    /// Sends what need not wait.
    fn send_next(&mut self) {
        if self.worker.is_none() || self.restoring.is_some() {
            return;
        }
        let mut ready = Vec::new();
        let mut is_busy = false;
        for job in &mut self.jobs {
            match job.request.turn() {
                Turn::Now => ready.append(&mut job.unsent),
                Turn::Newest => is_busy |= job.is_running(),
            }
        }
        let mut waiting = self.jobs.iter_mut().filter(|job| job.is_waiting());
        if let Some(newest) = waiting.next_back().filter(|_| !is_busy) {
            ready.append(&mut newest.unsent);
        }
        for message in ready {
            self.post(&message);
        }
    }

    /// Sends a message; a worker that takes none has failed.
    fn post(&mut self, message: &[u8]) {
        if let Some(worker) = &self.worker
            && let Err(reason) = worker.post(message)
        {
            self.fail(&WorkerError::Failed { reason });
        }
    }

    /// Takes a response; returns one that is not final, with who is to hear of it.
    fn take(
        &mut self,
        id: u32,
        response: R::Response,
    ) -> Option<(OnProgress<R::Response>, R::Response)> {
        let is_final = R::is_final(&response);
        if self.restoring == Some(id) {
            if is_final {
                // What could not be restored is not tried again.
                self.restore =
                    self.restore
                        .take()
                        .and_then(|request| match request.restore(&response) {
                            Restore::With(next) => next,
                            Restore::Unchanged => None,
                        });
                self.restoring = None;
                self.send_next();
            }
            return None;
        }
        let place = self.jobs.iter().position(|job| job.id == id)?;
        let job = &mut self.jobs[place];
        if !is_final {
            return Some((job.on_progress.clone()?, response));
        }
        if let Restore::With(request) = job.request.restore(&response) {
            self.restore = request;
        }
        if job.is_abandoned {
            self.jobs.remove(place);
        } else {
            job.settle(Ok(response));
        }
        self.send_next();
        None
    }

    /// Cancels a job, unless its response has been given.
    fn cancel(&mut self, id: u32) {
        let Some(place) = self.jobs.iter().position(|job| job.id == id) else {
            return;
        };
        let job = &mut self.jobs[place];
        let is_running = job.is_running();
        if is_running && job.request.turn() == Turn::Newest {
            job.is_abandoned = true;
            return;
        }
        self.jobs.remove(place);
        if is_running {
            self.post(&encode(id, &Call::<R>::Cancel));
        }
        self.send_next();
    }

    /// Ends the worker and all its jobs; the next request starts another.
    fn fail(&mut self, error: &WorkerError) {
        self.worker = None;
        if self.restoring.take().is_some() {
            self.restore = None;
        }
        self.jobs.retain(|job| !job.is_abandoned);
        for job in &mut self.jobs {
            job.settle(Err(error.clone()));
        }
    }
}

impl<R: WorkerRequest> Clone for WorkerClient<R> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<R: WorkerRequest> Drop for Job<R> {
    fn drop(&mut self) {
        self.client.0.borrow_mut().cancel(self.id);
    }
}
