//! What downloads share: the queue, the outside, and who is told.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::interrupt::Interrupt;
use crate::port::{Clock, Spawner, Task, TransferPorts};
use crate::transfer::{Effect, Event, FileRequest, Queue, State};
use crate::worker::transfer::Update;

/// What a running download shares with the others.
pub(super) struct Inner<P: TransferPorts> {
    pub(super) ports: P,
    pub(super) clock: Rc<dyn Clock>,
    pub(super) spawner: Rc<dyn Spawner>,
    pub(super) listener: Box<dyn Fn(Update)>,
    pub(super) queue: RefCell<Queue>,
    pub(super) running: RefCell<BTreeMap<u32, (Task, Rc<Interrupt>)>>,
    /// Places that are open while their downloads are paused.
    pub(super) sinks: RefCell<BTreeMap<u32, P::Sink>>,
    pub(super) changed: RefCell<BTreeSet<u32>>,
    pub(super) removed: RefCell<Vec<u32>>,
    pub(super) is_elsewhere: Cell<bool>,
    /// Tells of changes soon, if there are any.
    pub(super) updating: RefCell<Option<Task>>,
    /// Starts the next download when a mirror may be asked again.
    pub(super) waking: RefCell<Option<Task>>,
}

impl<P: TransferPorts + 'static> Inner<P> {
    pub(super) fn on(self: &Rc<Self>, id: u32, event: Event<'_>) -> Effect {
        let mut queue = self.queue.borrow_mut();
        let Some(entry) = queue.get_mut(id) else {
            return Effect::Discard;
        };
        let effect = entry.transfer.on(event, self.clock.now());
        let paused = queue.pause_like(id);
        drop(queue);
        self.touch(paused.into_iter().chain([id]));
        effect
    }

    pub(super) fn received(&self, id: u32) -> u64 {
        let queue = self.queue.borrow();
        queue.get(id).map_or(0, |entry| entry.transfer.received())
    }

    pub(super) fn state(&self, id: u32) -> Option<State> {
        let queue = self.queue.borrow();
        queue.get(id).map(|entry| entry.transfer.state().clone())
    }

    pub(super) fn next_request(&self, id: u32) -> Option<FileRequest> {
        let queue = self.queue.borrow();
        queue.get(id).map(|entry| entry.transfer.request())
    }

    pub(super) fn note_rest(&self, id: u32) {
        self.queue.borrow_mut().note_rest(id);
    }

    /// Forgets the bytes of a download, which were dropped.
    pub(super) fn forget(&self, id: u32) {
        if let Some(entry) = self.queue.borrow_mut().get_mut(id) {
            entry.transfer.forget();
        }
    }
}
