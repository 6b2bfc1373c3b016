//! Reading the directory, at the chosen mirror or at another that stands in for it.

use std::convert::Infallible;
use std::rc::Rc;

use yew::prelude::*;

use crate::client::{DirectoryReading, Probe, read_with_failover};
use crate::mirror::Mirror;
use crate::text;
use crate::ui::state::KnownAction;
use crate::ui::state::browse::{BrowseAction, Directories, ReadKey, Reading};
use crate::ui::state::loaded::use_loaded;

use super::context::BrowseContext;

/// Reads the directory of the context's key, anew when that changes.
#[hook]
pub(super) fn use_directory(page: &BrowseContext) -> UseReducerHandle<Directories> {
    // Before the site's own mirror list has come, the mirror may be the wrong one.
    let reads = page.site.known.registry_settled && !page.browse.is_stopped(&page.key);
    let key = reads.then(|| page.key.clone());
    let load = {
        let page = page.clone();
        move |key, _| async move { Ok::<_, Infallible>(read(&page, key).await) }
    };
    use_loaded(&page.ports, key, load)
}

async fn read(page: &BrowseContext, key: ReadKey) -> Rc<DirectoryReading> {
    let ports = &page.ports;
    let show = |progress| {
        let action = BrowseAction::Progress(key.clone(), progress);
        page.browse.dispatch(action);
    };
    let wait = page.browse.wait(&key);
    if wait > 0 {
        show(Reading::Waiting(wait));
        ports.clock.sleep(wait.saturating_mul(1000)).await;
    }
    let mirrors = mirrors(page);
    let backoff = page.browse.backoff.clone();
    let mut report = |progress| show(Reading::Loading(Some(progress)));
    let clients = ports.clients();
    let seen = read_with_failover(clients, &mirrors, &key.path, &backoff, &mut report).await;
    if let Some((_, live)) = &seen.live {
        page.site
            .known
            .dispatch(KnownAction::Directory(live.clone()));
        let count = live.index.entries.len();
        page.announce.emit(text::plural(count, "entry", "entries"));
    }
    Rc::new(seen)
}

/// Returns the mirrors to read, the chosen one first; those last that failed when the page tried them.
fn mirrors(page: &BrowseContext) -> Vec<Rc<Mirror>> {
    let chosen = &page.site.mirror;
    let mut mirrors = vec![chosen.clone()];
    if !page.stays() {
        let (path, loopback) = (&page.key.path, page.ports.page_is_loopback);
        let known = &page.site.known;
        let others = known.registry.stand_ins(chosen, path, loopback);
        let is_shut = |mirror: &&&Mirror| {
            matches!(known.probes.get(&mirror.id), Some(Some(Probe::Failed(_))))
        };
        let open = others.iter().filter(|mirror| !is_shut(mirror));
        let in_order = open.chain(others.iter().filter(is_shut));
        mirrors.extend(in_order.map(|mirror| Rc::new((*mirror).clone())));
    }
    mirrors
}
