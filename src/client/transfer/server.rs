//! The worker's end: takes messages of the page, and lets the engine do what they say.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::Shared;

use super::engine::TransferEngine;
use crate::port::{Clock, LocalFuture, Spawner, Task, TransferPorts};
use crate::worker::WorkerError;
use crate::worker::message::{Call, decode, encode};
use crate::worker::transfer::{Request, Response, Update};

/// Downloads for one page.
pub struct TransferServer<P: TransferPorts> {
    engine: Rc<TransferEngine<P>>,
    spawner: Rc<dyn Spawner>,
    post: Rc<dyn Fn(Vec<u8>)>,
    /// The job that is told of changes.
    watching: Rc<Cell<Option<u32>>>,
    /// Files that are read for their checksums, by their jobs.
    hashing: Rc<RefCell<BTreeMap<u32, Task>>>,
    /// Ends when the downloads of earlier visits are known. Nothing else is done before: their numbers are taken.
    loaded: Shared<LocalFuture<'static, ()>>,
}

impl<P: TransferPorts + 'static> TransferServer<P> {
    /// Takes the outside, and what posts a message to the page.
    pub fn new(
        ports: P,
        clock: Rc<dyn Clock>,
        spawner: Rc<dyn Spawner>,
        post: impl Fn(Vec<u8>) + 'static,
    ) -> Self {
        let post: Rc<dyn Fn(Vec<u8>)> = Rc::new(post);
        let watching: Rc<Cell<Option<u32>>> = Rc::default();
        let listener = {
            let (post, watching) = (Rc::clone(&post), Rc::clone(&watching));
            move |update: Update| {
                if let Some(job) = watching.get() {
                    post(encode(job, &Response::Update(Box::new(update))));
                }
            }
        };
        let engine = TransferEngine::new(ports, clock, Rc::clone(&spawner), listener);
        let engine = Rc::new(engine);
        let load: LocalFuture<'static, ()> = {
            let engine = Rc::clone(&engine);
            Box::pin(async move { engine.load().await })
        };
        Self {
            engine,
            spawner,
            post,
            watching,
            hashing: Rc::default(),
            loaded: load.shared(),
        }
    }

    /// Takes a message of the page.
    ///
    /// # Errors
    ///
    /// [`WorkerError`] if it is not what a page of this build writes.
    pub fn take(&self, message: &[u8]) -> Result<(), WorkerError> {
        let (job, call) = decode(message)?;
        match call {
            Call::Request(request) => self.respond(job, request),
            Call::Cancel => {
                self.hashing.borrow_mut().remove(&job);
                if self.watching.get() == Some(job) {
                    self.watching.set(None);
                }
            }
        }
        Ok(())
    }

    /// Asks at once what waits for a mirror, as the network is back.
    pub fn online(&self) {
        self.engine.online();
    }

    fn respond(&self, job: u32, request: Request) {
        if let Request::Hash(url) = request {
            return self.hash(job, url);
        }
        if request == Request::Watch {
            self.watching.set(Some(job));
        }
        let (engine, loaded) = (Rc::clone(&self.engine), self.loaded.clone());
        let post = Rc::clone(&self.post);
        self.spawner
            .spawn(Box::pin(async move {
                // Who watches while they are loaded hears of them by that.
                let was_loaded = loaded.peek().is_some();
                loaded.await;
                match request {
                    Request::Watch if was_loaded => return engine.tell_all(),
                    Request::Watch | Request::Hash(_) => return,
                    Request::Add(new) => engine.add(new).await,
                    Request::Clear(target) => engine.clear(target).await,
                    Request::Pause(target) => engine.pause(target),
                    Request::Resume(target) => engine.resume(target),
                    Request::Cancel(target) => engine.cancel(target),
                    Request::PutFirst(id) => engine.put_first(id),
                }
                post(encode(job, &Response::Done));
            }))
            .detach();
    }

    fn hash(&self, job: u32, url: String) {
        let (engine, post) = (Rc::clone(&self.engine), Rc::clone(&self.post));
        let hashing = Rc::clone(&self.hashing);
        let task = self.spawner.spawn(Box::pin(async move {
            let on_read = |bytes| post(encode(job, &Response::Read(bytes)));
            let md5 = engine.hash(url, on_read).await;
            // Its own task ends here, so that it is not dropped while it runs.
            let this = hashing.borrow_mut().remove(&job);
            post(encode(job, &Response::Hashed(md5)));
            drop(this);
        }));
        self.hashing.borrow_mut().insert(job, task);
    }
}
