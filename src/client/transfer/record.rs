//! Telling of changes, and keeping downloads between visits.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::shared::Inner;
use crate::port::TransferPorts;
use crate::transfer::{Checkpoint, Entry, Place, Transfer};
use crate::worker::transfer::{TransferView, Update};

/// Least milliseconds between two updates.
const UPDATE_EVERY: u32 = 250;

/// A download as it is kept.
#[derive(Serialize, Deserialize)]
struct Record {
    place: Place,
    checkpoint: Checkpoint,
}

impl<P: TransferPorts + 'static> Inner<P> {
    /// Notes that downloads have changed, and tells of it soon.
    pub(super) fn touch(self: &Rc<Self>, ids: impl IntoIterator<Item = u32>) {
        self.changed.borrow_mut().extend(ids);
        if self.updating.borrow().is_some() {
            return;
        }
        let inner = Rc::clone(self);
        let task = self.spawner.spawn(Box::pin(async move {
            inner.clock.sleep(UPDATE_EVERY).await;
            // Its own task ends here, so that it is not dropped while it runs.
            let this = inner.updating.take();
            inner.update();
            drop(this);
        }));
        *self.updating.borrow_mut() = Some(task);
    }

    /// Tells of what has changed.
    pub(super) fn update(&self) {
        let changed: BTreeSet<u32> = self.changed.take();
        let queue = self.queue.borrow();
        let changed = changed.into_iter().filter_map(|id| queue.get(id));
        let update = Update {
            changed: changed.map(TransferView::of).collect(),
            removed: self.removed.take(),
            totals: queue.totals(),
            is_elsewhere: self.is_elsewhere.get(),
        };
        drop(queue);
        (self.listener)(update);
    }

    /// Keeps a download as it is now.
    pub(super) async fn keep(&self, id: u32) {
        self.keep_all(&[id]).await;
    }

    /// Keeps downloads as they are now.
    pub(super) async fn keep_all(&self, ids: &[u32]) {
        let records = {
            let queue = self.queue.borrow();
            let entries = ids.iter().filter_map(|id| queue.get(*id));
            entries
                .map(|entry| (entry.id, Some(record(entry))))
                .collect()
        };
        self.ports.keep(records).await;
    }

    /// Takes a download that was kept.
    pub(super) fn restore(&self, id: u32, record: &[u8]) {
        // One that another build wrote in another form is left where it is.
        let Ok(Record { place, checkpoint }) = postcard::from_bytes(record) else {
            return;
        };
        let Ok(transfer) = Transfer::restore(checkpoint) else {
            return;
        };
        self.queue.borrow_mut().insert(id, place, transfer);
        self.changed.borrow_mut().insert(id);
    }
}

fn record(entry: &Entry) -> Vec<u8> {
    let record = Record {
        place: entry.place.clone(),
        checkpoint: entry.transfer.checkpoint(entry.place.is_durable()),
    };
    postcard::to_allocvec(&record).expect("a record is plain data")
}
