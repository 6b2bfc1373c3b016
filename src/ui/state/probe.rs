//! Trying mirrors while the page is open, once in a visit.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{add_probe, parse_probes, probe};
use crate::mirror::Mirror;
use crate::ui::ports::AppPorts;
use crate::ui::route::Page;

use super::known::{Known, KnownAction};
use super::task::use_task;

/// The key in the visit's store under which results are kept.
const KEY: &str = "igsr-fetch.probes";

/// Tries mirrors one after the other: the chosen one, then the others, once in a visit and only on pages where that matters.
///
/// Returns a callback that tries mirrors again.
#[hook]
pub(super) fn use_probes(
    ports: &AppPorts,
    known: &UseReducerHandle<Known>,
    place: Page,
    chosen: &Rc<Mirror>,
) -> Callback<Vec<Mirror>> {
    let tasks = use_mut_ref(Vec::new);
    let run = {
        let (ports, known) = (ports.clone(), known.dispatcher());
        use_callback((), move |mirrors: Vec<Mirror>, ()| {
            let (spawner, ports, known) = (ports.spawner.clone(), ports.clone(), known.clone());
            let task = spawner.spawn(Box::pin(async move {
                for mirror in mirrors {
                    known.dispatch(KnownAction::Probe(mirror.id.clone(), None));
                    let found = probe(&*ports.fetch, &*ports.clock, &mirror).await;
                    let kept = ports.visit.get(KEY).unwrap_or_default();
                    let kept = add_probe(&kept, &mirror.id, &found);
                    // A result that is not kept is found again after a reload.
                    let _ = ports.visit.set(KEY, &kept);
                    known.dispatch(KnownAction::Probe(mirror.id, Some(found)));
                }
            }));
            tasks.borrow_mut().push(task);
        })
    };
    let wanted = known.registry_settled && matches!(place, Page::Browse | Page::Get);
    let (now, kept) = (known.clone(), ports.visit.clone());
    let (start, chosen, loopback) = (run.clone(), chosen.clone(), ports.page_is_loopback);
    let begin = move || {
        if wanted && now.probes.is_empty() {
            let kept = kept.get(KEY).unwrap_or_default();
            let kept: Vec<_> = parse_probes(&kept).collect();
            let others = now.registry.offered(loopback);
            let others = others.filter(|mirror| mirror.id != chosen.id);
            let mut new = Vec::new();
            for mirror in std::iter::once(&*chosen).chain(others) {
                match kept.iter().find(|(of, _)| *of == mirror.id) {
                    Some((_, found)) => {
                        now.dispatch(KnownAction::Probe(mirror.id.clone(), Some(found.clone())));
                    }
                    None => new.push(mirror.clone()),
                }
            }
            start.emit(new);
        }
        None
    };
    use_task(wanted, begin);
    run
}
