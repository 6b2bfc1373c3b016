//! A directory that could not be read: why, what to do, and what the catalogue knows of it.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{Attempt, DirectoryError};
use crate::listing::{EntryKind, IndexEntry, sort_by_name};
use crate::mirror::Availability;
use crate::text;
use crate::ui::component::{button, error_view, line, outward};
use crate::ui::route::Route;

use super::context::{BrowseContext, error_message};
use super::table::{Entries, EntryTable};

/// Longest wait, in seconds, that the page offers to do by itself.
const LONGEST_WAIT: u64 = 120;

/// Says why there is no live index, what to do, and what the catalogue knows. `failed` begins with the chosen mirror.
pub(super) fn failed_view(page: &BrowseContext, failed: &[Attempt]) -> Html {
    let Some((first, others)) = failed.split_first() else {
        return Html::default();
    };
    let (mirror, path) = (&first.mirror, &page.navigation.route.path);
    let mut message = error_message(&first.error, mirror);
    if let Availability::Lacking(reason) = mirror.availability(path) {
        message.next = format!("{reason} {}", message.next);
    }
    let url = mirror.page_index_url(path, None);
    message.detail = format!("{}: {url}", message.detail);
    let registry = &page.site.known.registry;
    let stand_ins = registry.stand_ins(mirror, path, page.ports.page_is_loopback);
    let actions = html! {
        <>
            { try_again(page, first) }
            for other in stand_ins {
                { button("button", format!("Use {}", other.name), page.choose(&other.id)) }
            }
            if let Some(above) = path.parent() {
                <a class="button" href={Route::directory(above).href()}>{ "Go up" }</a>
            }
            { outward("button", "Open it in a tab of its own", url) }
        </>
    };
    html! {
        <>
            { error_view(&message, actions) }
            if !others.is_empty() {
                <ul class="notes" aria-label="Other mirrors that were tried">
                    for other in others { <li>{ error_message(&other.error, &other.mirror).what }</li> }
                </ul>
            }
            { catalogued(page) }
        </>
    }
}

/// Draws the button that reads again, at once or after the wait that the mirror asked for.
fn try_again(page: &BrowseContext, first: &Attempt) -> Html {
    let asked = match &first.error {
        DirectoryError::Fetch(error) => error.retry_after().map_or(0, u64::from),
        _ => 0,
    };
    let passed = page.ports.clock.now().saturating_sub(first.at) / 1000;
    let left = asked.saturating_sub(passed);
    let wait = if left > LONGEST_WAIT { 0 } else { left };
    let label = match wait {
        0 => "Try again".to_owned(),
        _ => format!("Try again in {}", text::duration(wait)),
    };
    let wait = u32::try_from(wait).unwrap_or_default();
    button("button button--primary", label, page.retry(wait))
}

/// Draws what the catalogue knows of the directory.
pub(super) fn catalogued(page: &BrowseContext) -> Html {
    let catalogue = &page.site.known.catalogue;
    let below = catalogue.files_below(&page.navigation.route.path);
    let directories = below.directories.iter().map(|directory| IndexEntry {
        name: directory.path.name().to_owned(),
        kind: EntryKind::Directory,
        size: None,
        modified: None,
    });
    let files = below.files.iter().map(|file| IndexEntry {
        name: file.file.path.name().to_owned(),
        kind: EntryKind::File,
        size: file.file.size,
        modified: file.file.modified,
    });
    let mut entries: Vec<IndexEntry> = directories.chain(files).collect();
    sort_by_name(&mut entries);
    if entries.is_empty() {
        return line(
            "empty",
            "The catalogue that ships with the app knows nothing of this directory.",
        );
    }
    html! {
        <>
            <p class="status" data-state="catalogue"><span>{ "Not live: this is what the catalogue that ships with the app knows of the directory. There may be more." }</span></p>
            <EntryTable entries={Entries::Catalogued(Rc::new(entries))} mirror={page.site.mirror.clone()} />
        </>
    }
}
