//! The downloads of this browser, as their worker tells.

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::transfer::QueueTotals;
use crate::worker::WorkerError;
use crate::worker::transfer::{TransferView, Update};

/// All downloads, in the order in which they were added.
#[derive(Clone, Default)]
pub struct Transfers {
    views: BTreeMap<u32, Rc<TransferView>>,
    /// Sums over all.
    pub totals: QueueTotals,
    /// Whether another page of this browser has the downloads of earlier visits.
    pub is_elsewhere: bool,
    /// Why nothing more is heard of them.
    pub stopped: Option<WorkerError>,
    /// Grows with every change, for the comparison of two states.
    version: u64,
}

/// A change of the downloads.
pub enum TransferAction {
    /// The worker starts: what was known of it is over.
    Start,
    /// Downloads have changed.
    Update(Box<Update>),
    /// The worker ended.
    Stop(WorkerError),
}

impl Transfers {
    /// Iterates over the downloads in the order in which they were added.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Rc<TransferView>> {
        self.views.values()
    }

    /// Returns how many downloads run or wait for their turn.
    pub fn unfinished(&self) -> u32 {
        self.totals.running + self.totals.queued
    }

    /// Returns whether bytes are lost if the page is closed now.
    pub fn would_lose(&self) -> bool {
        self.stopped.is_none()
            && self.iter().any(|view| {
                let is_lost = !view.state.is_finished() && !view.place.is_durable();
                is_lost && view.received > 0
            })
    }
}

impl PartialEq for Transfers {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

impl Reducible for Transfers {
    type Action = TransferAction;

    fn reduce(self: Rc<Self>, action: TransferAction) -> Rc<Self> {
        let mut next = (*self).clone();
        next.version += 1;
        match action {
            TransferAction::Start => {
                next = Self {
                    version: next.version,
                    ..Self::default()
                };
            }
            TransferAction::Update(update) => {
                next.totals = update.totals;
                next.is_elsewhere = update.is_elsewhere;
                for view in update.changed {
                    next.views.insert(view.id, Rc::new(view));
                }
                for id in update.removed {
                    next.views.remove(&id);
                }
            }
            TransferAction::Stop(error) => next.stopped = Some(error),
        }
        Rc::new(next)
    }
}
