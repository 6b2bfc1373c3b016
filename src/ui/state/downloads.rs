//! Starting downloads, and hearing of them.

use std::cell::RefCell;

use yew::prelude::*;

use super::context::{DownloadContext, ProviderProps, TransfersContext, use_announce, use_ports};
use super::transfers::{TransferAction, Transfers};
use crate::port::Task;
use crate::text;
use crate::transfer::Place;
use crate::ui::ports::AppPorts;
use crate::worker::transfer::{Request, TransferView, Update};

/// The name under which it is stored that there are downloads: only then their worker is started by the page itself.
const STORED: &str = "igsr-fetch-downloads";

/// Most downloads of which each end is announced.
const ANNOUNCED: u32 = 10;

/// What was heard of last.
#[derive(Default)]
struct Heard {
    /// Downloads that are complete.
    complete: Vec<u32>,
    /// Tenths of all bytes that were announced.
    tenths: u64,
    is_first: bool,
}

/// Holds the downloads; provides them, and how they are started and changed.
#[component]
pub(super) fn TransferProvider(props: &ProviderProps) -> Html {
    let ports = use_ports();
    let announce = use_announce();
    let transfers = use_reducer(Transfers::default);
    let watching = use_mut_ref(|| None::<Task>);
    let watch = {
        let (ports, watching, dispatcher) =
            (ports.clone(), watching.clone(), transfers.dispatcher());
        use_callback((), move |again: bool, ()| {
            if watching.borrow().is_some() && !again {
                return;
            }
            dispatcher.dispatch(TransferAction::Start);
            let heard = RefCell::new(Heard {
                is_first: true,
                ..Heard::default()
            });
            let listener = {
                let (ports, announce, dispatcher) =
                    (ports.clone(), announce.clone(), dispatcher.clone());
                move |update: Update| {
                    hear(&ports, &announce, &mut heard.borrow_mut(), &update);
                    dispatcher.dispatch(TransferAction::Update(Box::new(update)));
                }
            };
            let (client, dispatcher) = (ports.transfers.clone(), dispatcher.clone());
            let task = ports.spawner.spawn(Box::pin(async move {
                let error = client.watch(listener).await;
                dispatcher.dispatch(TransferAction::Stop(error));
            }));
            *watching.borrow_mut() = Some(task);
        })
    };
    {
        let (store, watch) = (ports.store.clone(), watch.clone());
        use_effect_with((), move |()| {
            if store.get(STORED).is_some() {
                watch.emit(false);
            }
        });
    }
    let ask = {
        let (ports, watch) = (ports.clone(), watch.clone());
        use_callback((), move |request: Request, ()| {
            watch.emit(false);
            let client = ports.transfers.clone();
            let asked = ports.spawner.spawn(Box::pin(async move {
                // A worker that failed ends what is watched, which says so.
                let _ = client.ask(request).await;
            }));
            asked.detach();
        })
    };
    let add = ask.reform(Request::Add);
    let context = DownloadContext { add, ask, watch };
    html! {
        <ContextProvider<DownloadContext> {context}>
        <ContextProvider<TransfersContext> context={TransfersContext(transfers)}>
            { props.children.clone() }
        </ContextProvider<TransfersContext>>
        </ContextProvider<DownloadContext>>
    }
}

/// Announces what has come to an end, and how far all are; hands over what is complete in the page's own storage.
fn hear(ports: &AppPorts, announce: &Callback<String>, heard: &mut Heard, update: &Update) {
    let is_first = std::mem::take(&mut heard.is_first);
    if update.totals.files == 0 {
        ports.store.remove(STORED);
    } else {
        // Where nothing is stored, the next visit does not look for downloads either.
        let _ = ports.store.set(STORED, "yes");
    }
    for view in update
        .changed
        .iter()
        .filter(|view| view.state.is_finished())
    {
        if heard.complete.contains(&view.id) {
            continue;
        }
        if view.state.is_complete() {
            heard.complete.push(view.id);
        }
        // What was complete before this visit was handed over in that one.
        if is_first {
            continue;
        }
        if update.totals.files <= ANNOUNCED {
            announce.emit(text::transfer_over(view));
        }
        if view.state.is_complete() {
            hand_over(ports, view);
        }
    }
    if let Some(percent) = text::percent(&update.totals)
        && percent / 10 != std::mem::replace(&mut heard.tenths, percent / 10)
        && percent < 100
        && !is_first
    {
        announce.emit(format!("{} % downloaded.", percent / 10 * 10));
    }
}

/// Hands a file of the page's own storage to the browser's downloads.
pub fn hand_over(ports: &AppPorts, view: &TransferView) {
    if let Place::Storage { key, name } = &view.place {
        let handed = ports.save.hand_over(key, name);
        let task = ports.spawner.spawn(Box::pin(async move {
            // The row has a button that does it again.
            let _ = handed.await;
        }));
        task.detach();
    }
}
