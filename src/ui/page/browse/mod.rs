//! The directory index of the chosen mirror as it is now, or of one that stands in for it; where none can be read, what the
//! list of files and the catalogue know of the directory.

mod context;
mod go_to;
pub(super) mod known;
mod live;
mod read;
mod table;
mod walk;

use yew::prelude::*;

use crate::client::ReadProgress;
use crate::listing::{EntryKind, IndexEntry};
use crate::text;
use crate::ui::component::{Heading, breadcrumb, button, line};
use crate::ui::route::Route;
use crate::ui::state::browse::{Browse, BrowseAction, ReadKey, Reading};
use crate::ui::state::loaded::use_task;
use crate::ui::state::{
    use_announce, use_navigation, use_ports, use_selection, use_settings, use_site,
};

use context::BrowseContext;
use go_to::go_to;
use known::{KnownDirectory, known_view, use_known};
use live::{failed_view, live_view};
use read::{use_directory, use_readme};
use walk::{use_walk, walk_view};

/// The browse page.
#[component]
pub fn BrowsePage() -> Html {
    let browse = use_reducer(Browse::default);
    let (navigation, site) = (use_navigation(), use_site());
    let path = navigation.route.path.clone();
    let key = ReadKey {
        attempt: browse.attempt,
        mirror: site.mirror.id.clone(),
        path: path.clone(),
    };
    let page = BrowseContext {
        ports: use_ports(),
        navigation,
        site,
        settings: use_settings(),
        selection: use_selection(),
        announce: use_announce(),
        browse,
        key,
    };
    let directories = use_directory(&page);
    let reading = page.browse.reading(&page.key, &directories);
    let readme = use_readme(&page, &reading);
    let known = use_known(&page, &reading);
    use_walk(&page);
    use_marked(&page, &reading, &known);
    let title = if path.is_root() {
        "Site root".to_owned()
    } else {
        text::visible_name(path.name())
    };
    // The button that was pressed goes away, and the focus must not go with it.
    let again = page.browse.attempt + u32::from(page.stays());
    html! {
        <>
            <Heading key={format!("{path} {again}")} text={title} take_focus={page.navigation.moved || again > 0} />
            <div class="browse-head">{ breadcrumb(&path) }{ go_to(&page) }</div>
            { walk_view(&page) }
            { match &reading {
                Reading::Waiting(seconds) => loading_view(&page, None, Some(*seconds)),
                Reading::Loading(progress) => loading_view(&page, progress.as_ref(), None),
                Reading::Stopped => stopped_view(&page),
                Reading::Done(seen) => match page.shown(&reading) {
                    Some((mirror, live)) => live_view(&page, mirror, live, &seen.failed, &readme),
                    None if seen.live.is_some() => failed_view(&page, &seen.failed[..1]),
                    None => failed_view(&page, &seen.failed),
                },
            } }
            { match &reading {
                // That nobody knows it is said once the mirrors were asked.
                Reading::Waiting(_) | Reading::Loading(_) if known.entries.entries.is_empty() => Html::default(),
                Reading::Waiting(_) | Reading::Loading(_) => html! { <div class="late">{ known_view(&page, &known) }</div> },
                _ if page.shown(&reading).is_some() => Html::default(),
                _ => known_view(&page, &known),
            } }
        </>
    }
}

/// Goes into the entry that the address marks if it is a directory, and brings its row into view if it is a file.
#[hook]
fn use_marked(page: &BrowseContext, reading: &Reading, known: &KnownDirectory) {
    let navigation = page.navigation.clone();
    let entries = match (page.shown(reading), reading) {
        (Some((_, live)), _) => &live.index.entries[..],
        (None, Reading::Done(_)) => &known.entries.entries,
        _ => &[],
    };
    let marked = marked(&navigation.route, entries);
    use_task((marked, navigation.route.clone()), move || {
        let route = &navigation.route;
        let path = route
            .entry
            .as_ref()
            .and_then(|name| route.path.join(name).ok());
        match (marked?, path) {
            (EntryKind::Directory, Some(path)) => {
                navigation.go.emit((Route::directory(path), true));
            }
            _ => web_sys::window()?
                .document()?
                .get_element_by_id("marked")?
                .scroll_into_view(),
        }
        None
    });
}

/// Returns what the entry is that the address marks; nothing before the directory is known.
fn marked(route: &Route, entries: &[IndexEntry]) -> Option<EntryKind> {
    let name = route.entry.as_ref()?;
    let mut entries = entries.iter();
    Some(entries.find(|entry| entry.name == *name)?.kind)
}

fn loading_view(page: &BrowseContext, progress: Option<&ReadProgress>, wait: Option<u32>) -> Html {
    let path = &page.navigation.route.path;
    let mirror = progress.map_or(&page.site.mirror, |progress| &progress.mirror);
    let words = match wait {
        Some(seconds) => text::waiting_words(&mirror.name, seconds),
        None => format!(
            "Reading {}/ at {}…",
            text::visible_name(path.as_str()),
            mirror.name
        ),
    };
    let bytes = progress.map_or(0, |progress| progress.bytes);
    let before = progress.and_then(|progress| progress.before.as_ref());
    let key = page.key.clone();
    html! {
        <>
            if let Some(before) = before { { line("warn", text::directory_error(&before.error, &before.mirror.name).what) } }
            <p class="status"><span role="status">{ words }</span>
                if bytes > 0 { <span class="num">{ text::bytes(bytes) }</span> }
                { button("button", "Cancel", page.on_click(move || BrowseAction::Stop(key.clone()))) }</p>
        </>
    }
}

fn stopped_view(page: &BrowseContext) -> Html {
    html! {
        <p class="status" role="status">{ "Stopped." }
            { button("button", "Read it", page.retry(0)) }</p>
    }
}
