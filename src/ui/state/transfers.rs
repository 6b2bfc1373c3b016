//! The downloads of this page.

use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::MirrorId;
use crate::transfer::{Event, Transfer};

/// A download in the list.
#[derive(Clone)]
pub struct Listed {
    /// Its number, in order of starting.
    pub id: u64,
    /// The mirror that it reads.
    pub mirror: MirrorId,
    /// Where it stands.
    pub transfer: Transfer,
}

/// All downloads of this page, in order of starting.
#[derive(Clone, Default)]
pub struct Transfers {
    listed: Vec<Listed>,
    /// Grows with every change, so that two states can be told apart.
    version: u64,
}

/// A change of the downloads.
pub enum TransferAction {
    /// A download begins, under a number of its own.
    Start(u64, MirrorId, Transfer),
    /// A download came further.
    Report(u64, Transfer),
    /// The user stops a download at that time.
    Cancel(u64, u64),
    /// Take those that are over off the list.
    ClearOver,
}

impl Transfers {
    /// Returns the downloads.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Listed> {
        self.listed.iter()
    }

    fn running_mut(&mut self, id: u64) -> Option<&mut Listed> {
        self.listed
            .iter_mut()
            .find(|listed| listed.id == id && !listed.transfer.is_over())
    }

    /// Returns how many are under way.
    pub fn running(&self) -> usize {
        self.listed
            .iter()
            .filter(|listed| !listed.transfer.is_over())
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
            TransferAction::Start(id, mirror, transfer) => next.listed.push(Listed {
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
            TransferAction::ClearOver => next.listed.retain(|listed| !listed.transfer.is_over()),
        }
        Rc::new(next)
    }
}
