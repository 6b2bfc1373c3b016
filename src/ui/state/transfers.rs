//! The downloads of this page.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::MirrorId;
use crate::port::Task;
use crate::text;
use crate::transfer::{Event, Transfer, TransferFile};
use crate::ui::ports::AppPorts;

use crate::client::download;

/// A download in the list.
#[derive(Clone)]
pub struct TransferEntry {
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
    listed: Vec<TransferEntry>,
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
    ClearFinished,
}

impl Transfers {
    /// Returns the downloads.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &TransferEntry> {
        self.listed.iter()
    }

    fn running_mut(&mut self, id: u64) -> Option<&mut TransferEntry> {
        self.listed
            .iter_mut()
            .find(|listed| listed.id == id && !listed.transfer.is_finished())
    }

    /// Returns how many are under way.
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
                next.listed.retain(|listed| !listed.transfer.is_finished())
            }
        }
        Rc::new(next)
    }
}

/// A download's task, and whether it may still be stopped.
type Running = Rc<RefCell<Vec<(u64, Task, bool)>>>;

/// Holds the downloads and their tasks; returns the downloads, and the means to start and to stop one.
#[hook]
pub(super) fn use_downloads(
    ports: &AppPorts,
    announce: &Callback<String>,
) -> (
    UseReducerHandle<Transfers>,
    Callback<(MirrorId, TransferFile)>,
    Callback<u64>,
) {
    let transfers = use_reducer(Transfers::default);
    let running: Running = use_mut_ref(Vec::new);
    let next = use_mut_ref(|| 0_u64);
    let start = {
        let (ports, announce) = (ports.clone(), announce.clone());
        let (dispatcher, running) = (transfers.dispatcher(), running.clone());
        use_callback((), move |(mirror, file): (MirrorId, TransferFile), ()| {
            let id = next.replace_with(|id| *id + 1);
            let place = ports.save.pick(file.path.name());
            let transfer = Transfer::new(file);
            dispatcher.dispatch(TransferAction::Start(id, mirror, transfer.clone()));
            let report = {
                let (dispatcher, running, announce) =
                    (dispatcher.clone(), running.clone(), announce.clone());
                move |transfer: &Transfer| {
                    for (_, _, stoppable) in
                        running.borrow_mut().iter_mut().filter(|task| task.0 == id)
                    {
                        *stoppable = transfer.can_be_cancelled();
                    }
                    if transfer.is_finished() {
                        announce.emit(text::transfer_over(transfer));
                    }
                    dispatcher.dispatch(TransferAction::Report(id, transfer.clone()));
                }
            };
            let (fetch, clock) = (ports.fetch.clone(), ports.clock.clone());
            let task = ports.spawner.spawn(Box::pin(async move {
                download(&*fetch, &*clock, transfer, place, report).await;
            }));
            running.borrow_mut().push((id, task, true));
        })
    };
    let cancel = {
        let (clock, dispatcher) = (ports.clock.clone(), transfers.dispatcher());
        use_callback((), move |id, ()| {
            let place = running
                .borrow()
                .iter()
                .position(|(other, _, stoppable)| *other == id && *stoppable);
            if let Some(place) = place {
                drop(running.borrow_mut().swap_remove(place));
                dispatcher.dispatch(TransferAction::Cancel(id, clock.now()));
            }
        })
    };
    (transfers, start, cancel)
}
