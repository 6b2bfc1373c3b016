//! The downloads of this page.

use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::MirrorId;
use crate::transfer::{Event, Transfer};

/// A download in the list.
#[derive(Clone)]
pub struct TransferEntry {
    /// Numbers downloads in the order of starting.
    pub id: u64,
    /// The mirror that is read.
    pub mirror: MirrorId,
    /// The state of the download.
    pub transfer: Transfer,
}

/// All downloads of this page, in order of starting.
#[derive(Clone, Default)]
pub struct Transfers {
    listed: Vec<TransferEntry>,
    /// Grows with every change, for the comparison of two states.
    version: u64,
}

/// A change of the downloads.
pub enum TransferAction {
    /// A download begins, under a number of its own.
    Start(u64, MirrorId, Transfer),
    /// A download has come further.
    Report(u64, Transfer),
    /// The user stops a download at that time.
    Cancel(u64, u64),
    /// Take finished downloads off the list.
    ClearFinished,
}

impl Transfers {
    /// Iterates over the downloads in the order of starting.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &TransferEntry> {
        self.listed.iter()
    }

    fn running_mut(&mut self, id: u64) -> Option<&mut TransferEntry> {
        self.listed
            .iter_mut()
            .find(|listed| listed.id == id && !listed.transfer.is_finished())
    }

    /// Returns how many downloads are under way.
    pub fn running(&self) -> usize {
        self.listed
            .iter()
            .filter(|listed| !listed.transfer.is_finished())
            .count()
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
            TransferAction::Start(id, mirror, transfer) => next.listed.push(TransferEntry {
                id,
                mirror,
                transfer,
            }),
            TransferAction::Report(id, transfer) => match next.running_mut(id) {
                Some(listed) => listed.transfer = transfer,
                None => return self,
            },
            TransferAction::Cancel(id, now) => match next.running_mut(id) {
                Some(listed) => {
                    listed.transfer.on(Event::Cancel, now);
                }
                None => return self,
            },
            TransferAction::ClearFinished => {
                next.listed.retain(|listed| !listed.transfer.is_finished());
            }
        }
        Rc::new(next)
    }
}
