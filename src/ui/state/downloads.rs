//! Starting and stopping the downloads of this page.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::client::download;
use crate::mirror::MirrorId;
use crate::port::Task;
use crate::text;
use crate::transfer::{Transfer, TransferFile};

use super::context::{DownloadContext, ProviderProps, TransfersContext, use_announce, use_ports};
use super::transfers::{TransferAction, Transfers};

/// A download's task, and whether it may still be stopped.
type Running = Rc<RefCell<Vec<(u64, Task, bool)>>>;

/// Holds the downloads and their tasks; provides the downloads, and how one is started and stopped.
#[component]
pub(super) fn TransferProvider(props: &ProviderProps) -> Html {
    let ports = use_ports();
    let announce = use_announce();
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
    html! {
        <ContextProvider<DownloadContext> context={DownloadContext { start, cancel }}>
        <ContextProvider<TransfersContext> context={TransfersContext(transfers)}>
            { props.children.clone() }
        </ContextProvider<TransfersContext>>
        </ContextProvider<DownloadContext>>
    }
}
