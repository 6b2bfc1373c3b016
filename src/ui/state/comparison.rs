//! What differs between the catalogue and the mirror in use: read once in a visit, when nobody waits for something else.

use std::rc::Rc;

use yew::prelude::*;

use super::file_list::Lists;
use super::known::{Known, KnownAction};
use super::loaded::use_latest_task;
use crate::catalogue::Differences;
use crate::client::{compare_catalogue, kept_differences, parse_differences};
use crate::mirror::Mirror;
use crate::text;
use crate::ui::ports::AppPorts;
use crate::ui::route::Page;

/// The beginning of the keys in the visit's store under which differences are kept, by mirror.
const KEY: &str = "igsr-fetch.differences.";

/// Returns what differs, as soon as that is known.
///
/// The mirror is read on the pages that show it, once the site's own mirror list has come and the list of files is open.
#[hook]
pub(super) fn use_differences(
    ports: &AppPorts,
    known: &UseReducerHandle<Known>,
    mirror: &Rc<Mirror>,
    place: Page,
    lists: &Lists,
) -> Option<Rc<Differences>> {
    let kept = {
        let visit = ports.visit.clone();
        use_memo(mirror.clone(), move |mirror| {
            let text = visit.get(&key_of(mirror))?;
            parse_differences(&text, mirror).map(Rc::new)
        })
    };
    let list = &lists.list;
    let is_idle = list.opening.is_none() && (list.facts.is_some() || list.error.is_some());
    let wanted = known.registry_settled
        && is_idle
        && kept.is_none()
        && matches!(place, Page::Catalogue | Page::Files);
    let latest = use_latest_task(ports);
    {
        let (ports, known) = (ports.clone(), known.clone());
        use_effect_with((wanted, mirror.clone()), move |(wanted, mirror)| {
            if *wanted && known.differences(&mirror.id).is_none() {
                latest.run(compare(ports, known, mirror.clone()));
            }
        });
    }
    known
        .differences(&mirror.id)
        .flatten()
        .or(kept.as_ref().as_ref())
        .cloned()
}

fn key_of(mirror: &Mirror) -> String {
    format!("{KEY}{}", mirror.id.as_str())
}

/// Compares a mirror with the catalogue, and keeps the result for the visit.
async fn compare(ports: AppPorts, known: UseReducerHandle<Known>, mirror: Rc<Mirror>) {
    known.dispatch(KnownAction::Compared(mirror.id.clone(), None));
    let found = compare_catalogue(
        ports.clients(),
        &mirror,
        &known.catalogue,
        &|path| known.directory(&mirror.id, path),
        &|error| text::directory_error(error, &mirror.name).what,
    )
    .await;
    if let Some(text) = kept_differences(&found, &mirror) {
        // What is not kept is read again after a reload.
        let _ = ports.visit.set(&key_of(&mirror), &text);
    }
    known.dispatch(KnownAction::Compared(
        mirror.id.clone(),
        Some(Rc::new(found)),
    ));
}
