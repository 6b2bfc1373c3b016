//! All downloads: starts those whose turn it is, and tells of every change.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::hash::hash;
use super::interrupt::Interrupt;
use super::run::Run;
use super::shared::Inner;
use crate::port::{Clock, FetchError, FileSink, Kept, Spawner, TransferPorts};
use crate::table::Md5;
use crate::transfer::{Effect, Event, NewTransfer, Queue, State};
use crate::worker::transfer::{Target, Update};

/// Runs downloads. Clones share them.
pub struct TransferEngine<P: TransferPorts>(Rc<Inner<P>>);

impl<P: TransferPorts + 'static> TransferEngine<P> {
    /// Makes an engine without downloads, which tells `listener` of changes.
    pub fn new(
        ports: P,
        clock: Rc<dyn Clock>,
        spawner: Rc<dyn Spawner>,
        listener: impl Fn(Update) + 'static,
    ) -> Self {
        Self(Rc::new(Inner {
            ports,
            clock,
            spawner,
            listener: Box::new(listener),
            queue: RefCell::default(),
            running: RefCell::default(),
            sinks: RefCell::default(),
            changed: RefCell::default(),
            removed: RefCell::default(),
            is_elsewhere: Cell::new(false),
            updating: RefCell::default(),
            waking: RefCell::default(),
        }))
    }

    /// Takes the downloads of earlier visits, all paused but those that were finished, and tells of them.
    pub async fn load(&self) {
        match self.0.ports.kept().await {
            Kept::Elsewhere => self.0.is_elsewhere.set(true),
            Kept::Records(records) => {
                for (number, record) in records {
                    self.0.restore(number, &record);
                }
            }
        }
        self.0.update();
    }

    /// Tells of all downloads.
    pub fn tell_all(&self) {
        let all = self.0.queue.borrow().iter().map(|entry| entry.id).collect();
        self.0.changed.replace(all);
        self.0.update();
    }

    /// Adds downloads.
    pub async fn add(&self, new: Vec<NewTransfer>) {
        let added: Vec<u32> = {
            let mut queue = self.0.queue.borrow_mut();
            new.into_iter().map(|new| queue.add(new)).collect()
        };
        self.0.keep_all(&added).await;
        self.0.touch(added);
        self.0.start_next();
    }

    /// Pauses downloads.
    pub fn pause(&self, target: Target) {
        self.each(target, Queue::pause);
    }

    /// Goes on with downloads.
    pub fn resume(&self, target: Target) {
        let is_all = target == Target::All;
        self.each(target, |queue, id| {
            // To cancel one was a decision, which going on with all does not undo.
            let is_cancelled = |id| {
                let entry = queue.get(id);
                entry.is_some_and(|entry| *entry.transfer.state() == State::Cancelled)
            };
            !(is_all && is_cancelled(id)) && queue.resume(id)
        });
        self.0.start_next();
    }

    /// Cancels downloads.
    pub fn cancel(&self, target: Target) {
        for id in self.each(target, Queue::cancel) {
            // One that does not run has nobody else to drop what it wrote.
            if !self.0.running.borrow().contains_key(&id) {
                self.0.start(id, Effect::Discard);
            }
        }
        self.0.start_next();
    }

    /// Lets a download that waits be the next.
    pub fn put_first(&self, id: u32) {
        self.0.queue.borrow_mut().put_first(id);
    }

    /// Takes finished downloads off the list.
    pub async fn clear(&self, target: Target) {
        let ids = self.0.ids(target);
        let mut removed = Vec::new();
        for id in ids {
            let entry = self.0.queue.borrow_mut().remove_finished(id);
            removed.extend(entry);
        }
        for entry in &removed {
            self.0.sinks.borrow_mut().remove(&entry.id);
            self.0.ports.remove(&entry.place).await;
        }
        let records = removed.iter().map(|entry| (entry.id, None)).collect();
        self.0.ports.keep(records).await;
        self.0
            .removed
            .borrow_mut()
            .extend(removed.iter().map(|entry| entry.id));
        self.0.update();
    }

    /// Computes the MD5 of a local file by its `blob:` URL.
    ///
    /// # Errors
    ///
    /// [`FetchError`] if it cannot be read to its end.
    pub async fn hash(&self, url: String, on_read: impl Fn(u64)) -> Result<Md5, FetchError> {
        hash(&self.0.ports, url, on_read).await
    }

    /// Asks at once what waits for a mirror, as the network is back.
    pub fn online(&self) {
        for entry in self.0.queue.borrow().iter() {
            if matches!(entry.transfer.state(), State::Waiting { .. }) {
                self.0.interrupt(entry.id);
            }
        }
    }

    /// Changes downloads, and wakes those that it changed; returns them.
    fn each(&self, target: Target, mut change: impl FnMut(&mut Queue, u32) -> bool) -> Vec<u32> {
        let mut ids = self.0.ids(target);
        ids.retain(|id| change(&mut self.0.queue.borrow_mut(), *id));
        for id in &ids {
            self.0.interrupt(*id);
        }
        self.0.touch(ids.clone());
        ids
    }
}

impl<P: TransferPorts + 'static> Inner<P> {
    fn ids(&self, target: Target) -> Vec<u32> {
        match target {
            Target::One(id) => vec![id],
            Target::All => self.queue.borrow().iter().map(|entry| entry.id).collect(),
        }
    }

    fn interrupt(&self, id: u32) {
        if let Some((_, interrupt)) = self.running.borrow().get(&id) {
            interrupt.set();
        }
    }

    /// Starts downloads as long as mirrors tolerate more connections.
    fn start_next(self: &Rc<Self>) {
        loop {
            let now = self.clock.now();
            let Some(id) = self.queue.borrow_mut().take_next(now) else {
                break;
            };
            // One that was paused a moment ago may still be at it: it starts anew when that has ended.
            if self.running.borrow().contains_key(&id) {
                continue;
            }
            let is_open = self.sinks.borrow().contains_key(&id);
            let effect = self.on(id, Event::Start { is_open });
            self.start(id, effect);
        }
        let wakes_at = self.queue.borrow().wakes_at(self.clock.now());
        *self.waking.borrow_mut() = wakes_at.map(|at| {
            let inner = Rc::clone(self);
            let wait = at.saturating_sub(self.clock.now());
            let sleep = self.clock.sleep(u32::try_from(wait).unwrap_or(u32::MAX));
            self.spawner.spawn(Box::pin(async move {
                sleep.await;
                inner.start_next();
            }))
        });
    }

    /// Runs a download from an effect on.
    fn start(self: &Rc<Self>, id: u32, effect: Effect) {
        let Some(place) = self.queue.borrow().get(id).map(|entry| entry.place.clone()) else {
            return;
        };
        let interrupt = Rc::new(Interrupt::default());
        let run = Run {
            inner: Rc::clone(self),
            id,
            place,
            interrupt: Rc::clone(&interrupt),
            sink: self.sinks.borrow_mut().remove(&id),
            body: None,
            buffer: Vec::new(),
            kept: self.received(id),
        };
        let inner = Rc::clone(self);
        let task = self.spawner.spawn(Box::pin(async move {
            let sink = run.until_end(effect).await;
            inner.ended(id, sink).await;
        }));
        self.running.borrow_mut().insert(id, (task, interrupt));
    }

    /// Takes a download that does not run any more.
    async fn ended(self: Rc<Self>, id: u32, sink: Option<P::Sink>) {
        self.keep(id).await;
        let state = self.state(id);
        if let Some(sink) = sink {
            // It was cancelled while it was ending.
            if state == Some(State::Cancelled) {
                sink.discard().await;
                self.forget(id);
            } else {
                self.sinks.borrow_mut().insert(id, sink);
            }
        }
        let task = self.running.borrow_mut().remove(&id);
        // It was gone on with while it was ending.
        if state == Some(State::Queued) {
            self.queue.borrow_mut().wait_again(id);
        }
        self.touch([id]);
        self.start_next();
        drop(task);
    }
}
