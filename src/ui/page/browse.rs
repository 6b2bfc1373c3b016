//! The directory index of the chosen mirror as it is now; where it cannot be read, what the catalogue knows of the directory.

use std::rc::Rc;

use yew::prelude::*;

use crate::listing::{EntryKind, IndexEntry, SortKey};
use crate::mirror::{Mirror, RemotePath};
use crate::selection::Action;
use crate::ui::component::{Breadcrumb, FaultView, Heading, PickBox, SortHeading, date_cell, size_cell};
use crate::ui::ports::use_ports;
use crate::ui::route::Route;
use crate::ui::state::directory::{DirectoryError, LiveDirectory, read_directory};
use crate::ui::state::provider::use_mirror;
use crate::ui::state::{Known, KnownAction, SettingsAction, use_known, use_selection, use_settings};
use crate::ui::text::{self, Fault};

use super::{use_announce, use_navigation};

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
    let navigation = use_navigation();
    let mirror = use_mirror();
    let path = navigation.route.path.clone();
    let attempt = use_state(|| 0_u32);
    let reading = use_directory(&mirror, &path, *attempt);
    let retry = {
        let attempt = attempt.clone();
        Callback::from(move |_: MouseEvent| attempt.set(*attempt + 1))
    };
    let title = if path.is_root() { "Site root".to_owned() } else { path.name().to_owned() };
    html! {
        <>
            <Heading text={title} take_focus={navigation.moved} />
            <Breadcrumb path={path.clone()} />
            { match &reading {
                Reading::Loading => html! {
                    <p class="status" role="status">{ format!("Reading {path}/ at {}. This takes up to 8 seconds.", mirror.name) }</p>
                },
                Reading::Live(live) => html! { <Live mirror={mirror.clone()} path={path.clone()} live={live.clone()} on_refresh={retry} /> },
                Reading::Failed(error) => html! { <Failed mirror={mirror.clone()} path={path.clone()} error={error.clone()} on_retry={retry} /> },
            } }
        </>
    }
}

/// Reads the directory; an answer that comes late, for another directory, is never seen.
#[hook]
fn use_directory(mirror: &Mirror, path: &RemotePath, attempt: u32) -> Reading {
    let ports = use_ports();
    let known = use_known().dispatcher();
    let announce = use_announce();
    let key = (mirror.clone(), path.clone(), attempt);
    let reading = use_state(|| (key.clone(), Reading::Loading));
    {
        let reading = reading.clone();
        use_effect_with(key.clone(), move |key| {
            let key = key.clone();
            reading.set((key.clone(), Reading::Loading));
            let task = ports.spawner.clone().spawn(Box::pin(async move {
                let (mirror, path, _) = &key;
                let now = match read_directory(&*ports.fetch, &*ports.clock, mirror, path).await {
                    Ok(live) => {
                        known.dispatch(KnownAction::Files {
                            mirror: mirror.id.clone(),
                            files: live.files(mirror, path),
                        });
                        announce.emit(text::plural(live.index.entries.len(), "entry", "entries"));
                        Reading::Live(Rc::new(live))
                    }
                    Err(error) => Reading::Failed(error),
                };
                reading.set((key, now));
            }));
            move || drop(task)
        });
    }
    let (of, now) = &*reading;
    if *of == key { now.clone() } else { Reading::Loading }
}

#[derive(Clone, PartialEq, Properties)]
struct LiveProps {
    mirror: Mirror,
    path: RemotePath,
    live: Rc<LiveDirectory>,
    on_refresh: Callback<MouseEvent>,
}

#[component]
fn Live(props: &LiveProps) -> Html {
    let ports = use_ports();
    let index = &props.live.index;
    let unreadable: Vec<String> = index.unreadable().map(|link| format!("{}: {}", link.href, link.reason)).collect();
    html! {
        <>
            <p class="status" data-state="live">
                { format!("{}, live · read {}", props.mirror.name, text::ago(ports.clock.now().saturating_sub(props.live.read_at))) }
                { format!(" · {}", text::plural(index.entries.len(), "entry", "entries")) }
                <button type="button" class="button" onclick={props.on_refresh.clone()}>{ "Read again" }</button>
            </p>
            if index.truncated {
                <p class="warn">{ "The page of the mirror was cut short: there may be more entries than are shown." }</p>
            }
            if !unreadable.is_empty() {
                <details class="warn"><summary>{ text::refused_words(unreadable.len()) }</summary>
                    <ul>for link in unreadable { <li><code>{ link }</code></li> }</ul></details>
            }
            <EntryTable mirror={props.mirror.clone()} path={props.path.clone()} entries={index.entries.clone()} />
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct EntryTableProps {
    mirror: Mirror,
    path: RemotePath,
    entries: Vec<IndexEntry>,
}

/// The entries: directories as links, files to pick.
#[component]
fn EntryTable(props: &EntryTableProps) -> Html {
    let navigation = use_navigation();
    let known = use_known();
    let selection = use_selection();
    let route = &navigation.route;
    let mut entries = props.entries.clone();
    route.sort.sort(&mut entries, route.descending);
    let site_path = |entry: &IndexEntry| {
        let here = props.mirror.path_here(&props.path).join(&entry.name).ok()?;
        Some(props.mirror.path_on_site(&here))
    };
    let files: Vec<RemotePath> =
        entries.iter().filter(|entry| entry.kind == EntryKind::File).filter_map(site_path).collect();
    let all = !files.is_empty() && files.iter().all(|path| selection.0.contains(path));
    let pick = |paths: Vec<RemotePath>| {
        let selection = selection.dispatcher();
        Callback::from(move |picked| {
            let paths = paths.clone();
            selection.dispatch(if picked { Action::Add(paths) } else { Action::Remove(paths) });
        })
    };
    let heading = |label: &'static str, key: SortKey| {
        let (go, now) = (navigation.go.clone(), route.clone());
        let sorted = (route.sort == key).then_some(route.descending);
        let on_sort = Callback::from(move |()| {
            let descending = now.sort == key && !now.descending;
            go.emit((Route { sort: key, descending, ..now.clone() }, true));
        });
        html! { <SortHeading {label} {sorted} {on_sort} numeric={key != SortKey::Name} /> }
    };
    if entries.is_empty() {
        return html! { <p class="empty">{ "This directory is empty." }</p> };
    }
    html! {
        <table class="file-table file-table--browse">
            <caption class="visually-hidden">{ format!("Entries of {}", props.path) }</caption>
            <thead><tr>
                <th scope="col" class="file-table__pick">
                    if !files.is_empty() {
                        <PickBox label={format!("Select all {}", text::files(files.len()))} picked={all} on_change={pick(files.clone())} />
                    } else {
                        <span class="visually-hidden">{ "Selection" }</span>
                    }
                </th>
                { heading("Name", SortKey::Name) }
                { heading("Size", SortKey::Size) }
                { heading("Date", SortKey::Modified) }
            </tr></thead>
            <tbody>
                for entry in &entries {
                    if let Some(path) = site_path(entry) {
                        { entry_row(&known, &props.mirror, entry, &path, selection.0.contains(&path), pick(vec![path.clone()])) }
                    }
                }
            </tbody>
        </table>
    }
}

fn entry_row(known: &Known, mirror: &Mirror, entry: &IndexEntry, path: &RemotePath, picked: bool, pick: Callback<bool>) -> Html {
    let description = match entry.kind {
        EntryKind::Directory => known.catalogue.directory_description(path).map(str::to_owned),
        EntryKind::File => known.catalogue.file(path).map(|file| file.description.to_string()),
    };
    let is_file = entry.kind == EntryKind::File;
    html! {
        <tr key={path.as_str()} data-picked={picked.to_string()}>
            <td class="file-table__pick">
                if is_file { <PickBox label={format!("Select {}", entry.name)} {picked} on_change={pick} /> }
            </td>
            <th scope="row" class="file-table__name">
                if is_file {
                    <span class="file-path"><span class="file-path__name">{ &entry.name }</span></span>
                } else {
                    <a class="directory" href={Route::directory(path.clone()).href()}>{ format!("{}/", entry.name) }</a>
                }
                if let Some(description) = description { <span class="file-table__about quiet">{ description }</span> }
            </th>
            <td class="num file-table__size">if is_file { { size_cell(known.file(path, mirror).size.or(entry.size)) } }</td>
            <td class="num file-table__date">{ date_cell(entry.modified) }</td>
        </tr>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct FailedProps {
    mirror: Mirror,
    path: RemotePath,
    error: DirectoryError,
    on_retry: Callback<MouseEvent>,
}

/// Why there is no live index, what to do, and what the catalogue knows.
#[component]
fn Failed(props: &FailedProps) -> Html {
    let ports = use_ports();
    let known = use_known();
    let settings = use_settings();
    let fault = words(&props.error, &props.mirror);
    let others = known
        .registry
        .offered(ports.page_is_loopback)
        .filter(|other| other.id != props.mirror.id && other.has_directory_index)
        .cloned()
        .collect::<Vec<_>>();
    let choose = |mirror: &Mirror| {
        let (settings, id) = (settings.dispatcher(), mirror.id.clone());
        Callback::from(move |_: MouseEvent| settings.dispatch(SettingsAction::Mirror(id.clone())))
    };
    let entries = catalogued(&known, &props.path);
    html! {
        <>
            <FaultView {fault}>
                <button type="button" class="button button--primary" onclick={props.on_retry.clone()}>{ "Try again" }</button>
                for other in others {
                    <button type="button" class="button" onclick={choose(&other)}>{ format!("Use {}", other.name) }</button>
                }
                <a class="button" href={props.mirror.directory_url(&props.path)} target="_blank" rel="noreferrer">{ "Open it in a tab of its own" }</a>
            </FaultView>
            if entries.is_empty() {
                <p class="empty">{ "The catalogue that ships with the app knows nothing of this directory." }</p>
            } else {
                <p class="status" data-state="catalogue">{ "Not live: this is what the catalogue that ships with the app knows of the directory. There may be more." }</p>
                <EntryTable mirror={props.mirror.clone()} path={props.path.clone()} {entries} />
            }
        </>
    }
}

fn words(error: &DirectoryError, mirror: &Mirror) -> Fault {
    match error {
        DirectoryError::Fetch(error) => text::fetch_fault(error, &mirror.name),
        DirectoryError::NotAnIndex(error) => text::not_an_index_fault(error, &mirror.name),
        DirectoryError::NoIndexPages => text::no_index_fault(&mirror.name),
    }
}

/// What the catalogue knows of a directory, as entries.
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
    directories.chain(files).collect()
}
