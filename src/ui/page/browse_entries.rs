//! The entries of a directory: directories as links, files to pick.

use std::rc::Rc;

use yew::prelude::*;

use crate::listing::{EntryKind, IndexEntry, SortKey};
use crate::mirror::{Mirror, RemotePath, name_text};
use crate::ui::component::{date_cell, pick_box, size_cell, sort_heading};
use crate::ui::route::Route;
use crate::ui::state::{AppContext, Known};
use crate::ui::text;

use super::browse::Page;
use super::browse_walk::walk_button;

/// Draws the entries of the directory that the address names, as `mirror` has them; `live` ones can be walked through. The one that it marks has the id `marked`.
pub(super) fn entry_table(
    page: &Page,
    mirror: &Rc<Mirror>,
    entries: &[IndexEntry],
    live: bool,
) -> Html {
    let app = &page.app;
    if entries.is_empty() {
        return html! { <p class="empty">{ "This directory is empty." }</p> };
    }
    let route = &app.navigation.route;
    let mut entries = entries.to_vec();
    route.sort.sort(&mut entries, route.descending);
    let site_path = |entry: &IndexEntry| {
        let here = mirror.path_here(&route.path).join(&entry.name).ok()?;
        Some(mirror.path_on_site(&here))
    };
    let is_file = |entry: &&IndexEntry| entry.kind == EntryKind::File;
    let files: Vec<RemotePath> = entries
        .iter()
        .filter(is_file)
        .filter_map(site_path)
        .collect();
    html! {
        <table class="file-table file-table--browse">
            <caption class="visually-hidden">{ format!("Entries of {}", route.path) }</caption>
            <thead><tr>
                <th scope="col" class="file-table__pick">{ pick_all(app, files) }</th>
                { heading(app, "Name", SortKey::Name) }
                { heading(app, "Size", SortKey::Size) }
                { heading(app, "Date", SortKey::Modified) }
            </tr></thead>
            <tbody>
                for entry in &entries {
                    if let Some(path) = site_path(entry) { { entry_row(page, mirror, entry, path, live) } }
                }
            </tbody>
        </table>
    }
}

fn pick_all(app: &AppContext, files: Vec<RemotePath>) -> Html {
    if files.is_empty() {
        return html! { <span class="visually-hidden">{ "Selection" }</span> };
    }
    let all = files.iter().all(|path| app.selection.0.contains(path));
    let label = format!("Select all {}", text::files(files.len()));
    pick_box(
        label,
        all,
        app.pick().reform(move |picked| (files.clone(), picked)),
    )
}

fn heading(app: &AppContext, label: &'static str, key: SortKey) -> Html {
    let (go, now) = (app.navigation.go.clone(), app.navigation.route.clone());
    let sorted = (now.sort == key).then_some(now.descending);
    let on_sort = Callback::from(move |_: MouseEvent| {
        let descending = now.sort == key && !now.descending;
        go.emit((
            Route {
                sort: key,
                descending,
                ..now.clone()
            },
            true,
        ));
    });
    sort_heading(label, sorted, key != SortKey::Name, on_sort)
}

fn entry_row(
    page: &Page,
    mirror: &Rc<Mirror>,
    entry: &IndexEntry,
    path: RemotePath,
    live: bool,
) -> Html {
    let app = &page.app;
    let known: &Known = &app.known;
    let is_file = entry.kind == EntryKind::File;
    let description = if is_file {
        known
            .catalogue
            .file(&path)
            .map(|file| file.description.to_string())
    } else {
        known
            .catalogue
            .directory_description(&path)
            .map(str::to_owned)
    };
    let shown = name_text(&entry.name).into_owned();
    let picked = app.selection.0.contains(&path);
    let size = is_file.then(|| size_cell(known.facts(&path, mirror).size.or(entry.size)));
    let walk = (live && !is_file).then(|| walk_button(page, mirror, &path, "Select…"));
    let name = if is_file {
        html! { <span class="file-path"><span class="file-path__name">{ shown.clone() }</span></span> }
    } else {
        html! { <a class="directory" href={Route::directory(path.clone()).href()}>{ format!("{shown}/") }</a> }
    };
    let pick = is_file.then(|| {
        let on_change = app
            .pick()
            .reform(move |picked| (vec![path.clone()], picked));
        pick_box(format!("Select {shown}"), picked, on_change)
    });
    let marked = app.navigation.route.entry.as_ref() == Some(&entry.name);
    html! {
        <tr key={entry.name.clone()} id={marked.then_some("marked")} data-picked={picked.to_string()}>
            <td class="file-table__pick">{ pick.unwrap_or_default() }</td>
            <th scope="row" class="file-table__name">
                { name }
                if let Some(description) = description { <span class="file-table__about quiet">{ description }</span> }
            </th>
            <td class="num file-table__size">{ size.or(walk).unwrap_or_default() }</td>
            <td class="num file-table__date">{ date_cell(entry.modified) }</td>
        </tr>
    }
}
