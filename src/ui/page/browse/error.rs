//! A directory that could not be read: why, what to do, and what the catalogue knows of it.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{Attempt, DirectoryError};
use crate::listing::{EntryKind, IndexEntry, sort_by_name};
use crate::mirror::{Availability, Mirror};
use crate::text;
use crate::text::ErrorMessage;
use crate::ui::component::{button, error_view, line, outward};
use crate::ui::route::Route;
use crate::ui::state::AppContext;
use crate::ui::state::browse::BrowseAction;

use super::BrowseContext;
use super::table::{Entries, EntryTable};

/// Longest wait, in seconds, that the page offers to do by itself.
const LONGEST_WAIT: u64 = 120;

/// Says why there is no live index, what to do, and what the catalogue knows. `failed` begins with the chosen mirror.
pub(super) fn failed_view(page: &BrowseContext, failed: &[Attempt]) -> Html {
    let app = &page.app;
    let Some((first, others)) = failed.split_first() else {
        return Html::default();
    };
    let (mirror, path) = (&first.mirror, &app.navigation.route.path);
    let mut fault = words(&first.error, mirror);
    if let Availability::Lacking(reason) = mirror.availability(path) {
        fault.next = format!("{reason} {}", fault.next);
    }
    let url = mirror.page_index_url(path, None);
    fault.detail = format!("{}: {url}", fault.detail);
    let stand_ins = app
        .known
        .registry
        .stand_ins(mirror, path, app.ports.page_is_loopback);
    let actions = html! {
        <>
            { try_again(page, first) }
            for other in stand_ins {
                { button("button", format!("Use {}", other.name), choose(app, other)) }
            }
            if let Some(above) = path.parent() {
                <a class="button" href={Route::directory(above).href()}>{ "Go up" }</a>
            }
            { outward("button", "Open it in a tab of its own", url) }
        </>
    };
    html! {
        <>
            { error_view(&fault, actions) }
            if !others.is_empty() {
                <ul class="notes" aria-label="Other mirrors that were tried">
                    for other in others { <li>{ words(&other.error, &other.mirror).what }</li> }
                </ul>
            }
            { catalogued(page) }
        </>
    }
}

/// Draws the button that reads again: at once, or when the mirror asked for it.
fn try_again(page: &BrowseContext, first: &Attempt) -> Html {
    let asked = match &first.error {
        DirectoryError::Fetch(error) => error.retry_after().map_or(0, u64::from),
        _ => 0,
    };
    let passed = page.app.ports.clock.now().saturating_sub(first.at) / 1000;
    let left = asked.saturating_sub(passed);
    let wait = if left > LONGEST_WAIT { 0 } else { left };
    let label = match wait {
        0 => "Try again".to_owned(),
        _ => format!("Try again in {}", text::duration(wait)),
    };
    let wait = u32::try_from(wait).unwrap_or_default();
    let onclick = page.on_click(move || BrowseAction::Retry(wait));
    button("button button--primary", label, onclick)
}

/// Makes a callback that chooses a mirror.
pub(in crate::ui::page) fn choose(app: &AppContext, mirror: &Mirror) -> Callback<MouseEvent> {
    let id = mirror.id.clone();
    app.choose_mirror().reform(move |_| id.clone())
}

pub(super) fn words(error: &DirectoryError, mirror: &Mirror) -> ErrorMessage {
    match error {
        DirectoryError::Fetch(error) => text::fetch_error(error, &mirror.name),
        DirectoryError::NotAnIndex(error) => text::not_an_index_error(error, &mirror.name),
        DirectoryError::Reader { reason } => text::reader_error(reason),
        DirectoryError::NoIndexPages => text::no_index_error(&mirror.name),
    }
}

/// Draws what the catalogue knows of the directory.
pub(super) fn catalogued(page: &BrowseContext) -> Html {
    let app = &page.app;
    let below = app.known.catalogue.files_below(&app.navigation.route.path);
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
            <EntryTable entries={Entries::Catalogued(Rc::new(entries))} mirror={app.mirror().clone()} />
        </>
    }
}
