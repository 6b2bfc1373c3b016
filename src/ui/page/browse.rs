//! The directory index of the chosen mirror as it is now; where it cannot be read, what the catalogue knows of the directory.

use std::rc::Rc;

use yew::prelude::*;

use crate::listing::{EntryKind, IndexEntry, sort_by_name};
use crate::mirror::{Mirror, RemotePath};
use crate::ui::component::{Heading, breadcrumb, fault_view};
use crate::ui::state::directory::{DirectoryError, LiveDirectory, read_directory};
use crate::ui::state::{AppContext, Known, KnownAction, use_app};
use crate::ui::text::{self, Fault};

use super::browse_table::{Entries, EntryTable};

/// How far the reading of a directory is.
#[derive(Clone, PartialEq)]
enum Reading {
    Loading,
    Live(Rc<LiveDirectory>),
    Failed(DirectoryError),
}

/// The browse page.
#[component]
pub fn BrowsePage() -> Html {
    let app = use_app();
    let path = app.navigation.route.path.clone();
    let attempt = use_state(|| 0_u32);
    let reading = use_directory(&app, *attempt);
    let retry = {
        let attempt = attempt.clone();
        let announce = app.announce.clone();
        Callback::from(move |_: MouseEvent| {
            announce.emit("Reading the directory again".to_owned());
            attempt.set(*attempt + 1);
        })
    };
    let title = if path.is_root() {
        "Site root".to_owned()
    } else {
        path.name().to_owned()
    };
    html! {
        <>
            <Heading key={path.to_string()} text={title} take_focus={app.navigation.moved} />
            { breadcrumb(&path) }
            { match &reading {
                Reading::Loading => html! {
                    <p class="status" role="status">{ format!("Reading {path}/ at {}…", app.mirror().name) }</p>
                },
                Reading::Live(live) => live_view(&app, live, retry),
                Reading::Failed(error) => failed_view(&app, error, retry),
            } }
        </>
    }
}

/// Reads the directory; an answer that comes late, for another directory, is never seen.
#[hook]
fn use_directory(app: &AppContext, attempt: u32) -> Reading {
    let path = app.navigation.route.path.clone();
    let key = (
        app.known.registry_settled,
        app.mirror().clone(),
        path,
        attempt,
    );
    let reading = use_state(|| (key.clone(), Reading::Loading));
    {
        let reading = reading.clone();
        let (ports, known, announce) = (
            app.ports.clone(),
            app.known.dispatcher(),
            app.announce.clone(),
        );
        use_effect_with(key.clone(), move |key| {
            // Before the site's own mirror list has come, the mirror may be the wrong one.
            let task = key.0.then(|| {
                let key = key.clone();
                ports.spawner.clone().spawn(Box::pin(async move {
                    let (_, mirror, path, _) = &key;
                    let read =
                        read_directory(&*ports.fetch, &*ports.index, &*ports.clock, mirror, path);
                    let now = match read.await {
                        Ok(live) => {
                            let live = Rc::new(live);
                            known.dispatch(KnownAction::Directory(live.clone()));
                            announce.emit(text::plural(
                                live.index.entries.len(),
                                "entry",
                                "entries",
                            ));
                            Reading::Live(live)
                        }
                        Err(error) => Reading::Failed(error),
                    };
                    reading.set((key, now));
                }))
            });
            move || drop(task)
        });
    }
    let (of, now) = &*reading;
    if *of == key {
        now.clone()
    } else {
        Reading::Loading
    }
}

fn live_view(app: &AppContext, live: &Rc<LiveDirectory>, on_refresh: Callback<MouseEvent>) -> Html {
    let index = &live.index;
    let unreadable: Vec<String> = index
        .unreadable()
        .map(|link| format!("{}: {}", link.href, link.reason))
        .collect();
    let age = text::ago(app.ports.clock.now().saturating_sub(live.read_at));
    let count = text::plural(index.entries.len(), "entry", "entries");
    html! {
        <>
            <p class="status" data-state="live">
                { format!("{}, live · read {age} · {count}", app.mirror().name) }
                <button type="button" class="button" onclick={on_refresh}>{ "Read again" }</button>
            </p>
            if index.truncated {
                <p class="warn">{ "The page of the mirror was cut short: there may be more entries than are shown." }</p>
            }
            if !unreadable.is_empty() {
                <details class="warn"><summary>{ text::refused_words(unreadable.len()) }</summary>
                    <ul>for link in unreadable { <li><code>{ link }</code></li> }</ul></details>
            }
            <EntryTable entries={Entries::Live(live.clone())} />
        </>
    }
}

/// Says why there is no live index, what to do, and what the catalogue knows.
fn failed_view(app: &AppContext, error: &DirectoryError, on_retry: Callback<MouseEvent>) -> Html {
    let (mirror, path) = (app.mirror(), &app.navigation.route.path);
    let others = app
        .known
        .registry
        .offered(app.ports.page_is_loopback)
        .filter(|other| other.id != mirror.id && other.has_directory_index);
    let choose = |other: &Mirror| {
        let id = other.id.clone();
        app.choose_mirror().reform(move |_: MouseEvent| id.clone())
    };
    let actions = html! {
        <>
            <button type="button" class="button button--primary" onclick={on_retry}>{ "Try again" }</button>
            for other in others {
                <button type="button" class="button" onclick={choose(other)}>{ format!("Use {}", other.name) }</button>
            }
            <a class="button" href={mirror.directory_url(path)} target="_blank" rel="noreferrer">{ "Open it in a tab of its own" }</a>
        </>
    };
    let entries = catalogued(&app.known, path);
    html! {
        <>
            { fault_view(&words(error, mirror), actions) }
            if entries.is_empty() {
                <p class="empty">{ "The catalogue that ships with the app knows nothing of this directory." }</p>
            } else {
                <p class="status" data-state="catalogue">{ "Not live: this is what the catalogue that ships with the app knows of the directory. There may be more." }</p>
                <EntryTable entries={Entries::Catalogued(Rc::new(entries))} />
            }
        </>
    }
}

fn words(error: &DirectoryError, mirror: &Mirror) -> Fault {
    match error {
        DirectoryError::Fetch(error) => text::fetch_fault(error, &mirror.name),
        DirectoryError::NotAnIndex(error) => text::not_an_index_fault(error, &mirror.name),
        DirectoryError::Reader { reason } => text::reader_fault(reason),
        DirectoryError::NoIndexPages => text::no_index_fault(&mirror.name),
    }
}

/// Returns what the catalogue knows of a directory, as entries in order.
fn catalogued(known: &Known, path: &RemotePath) -> Vec<IndexEntry> {
    let below = known.catalogue.files_below(path);
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
    let mut entries = directories.chain(files).collect();
    sort_by_name(&mut entries);
    entries
}
