//! What the words of a query find beside the files of the list: releases, data collections, populations, and files that were seen
//! in directories of mirrors.

use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::RemotePath;
use crate::search::{FileQuery, Hit, Query, Target};
use crate::selection::Picked;
use crate::text;
use crate::ui::component::{FileRow, file_table};
use crate::ui::route::{Page, Route};
use crate::ui::state::file_search::not_in_list;
use crate::ui::state::task::use_task;
use crate::ui::state::{AppContext, Known};

use super::{FilesContext, words_of};

/// Most rows in a table of files that are not in the list.
const ROWS: usize = 200;

/// What was found beside the files of the list.
pub(super) struct Others {
    hits: Rc<Hits>,
    /// Files that were seen in directories, and that the list lacks.
    seen: Vec<Picked>,
}

/// What the catalogue, and directories that were opened, have.
#[derive(Default, PartialEq)]
struct Hits {
    /// With where the words were found; those of the catalogue too.
    files: Vec<(RemotePath, String)>,
    others: Vec<(Target, String)>,
}

/// Searches the catalogue and what was read of mirrors.
#[hook]
pub(super) fn use_others(app: &AppContext, query: &Rc<FileQuery>) -> Others {
    let hits = use_memo((app.known.clone(), query.clone()), |(known, query)| {
        find(known, &words_of(query))
    });
    let lacking = use_state(|| (String::new(), Vec::new()));
    let read: Vec<Picked> = if words_of(query).is_empty() {
        Vec::new()
    } else {
        let catalogue = &app.known.catalogue;
        let paths = hits.files.iter().map(|(path, _)| path);
        let paths = paths.filter(|path| catalogue.file(path).is_none());
        paths.take(ROWS).cloned().map(Picked::Main).collect()
    };
    let mut key = app.lists.digest().unwrap_or_default().to_owned();
    for file in &read {
        key.push('\n');
        key.push_str(file.path().as_str());
    }
    let seen = if lacking.0 == key {
        lacking.1.clone()
    } else {
        Vec::new()
    };
    let (ports, registry, set) = (
        app.ports.clone(),
        app.known.registry.clone(),
        lacking.setter(),
    );
    let open = app.lists.digest().is_some();
    let start = {
        let key = key.clone();
        move || {
            (open && !read.is_empty()).then(|| {
                let spawner = ports.spawner.clone();
                spawner.spawn(Box::pin(async move {
                    let lacking = not_in_list(&*ports.search, &registry, read).await;
                    set.set((key, lacking.unwrap_or_default()));
                }))
            })
        }
    };
    use_task(key, Box::new(start));
    Others { hits, seen }
}

impl Others {
    /// Draws them.
    pub(super) fn view(&self, page: &FilesContext) -> Html {
        html! {
            <>
                { others(&page.app.known, &self.hits.others) }
                if !self.seen.is_empty() {
                    <section aria-labelledby="seen">
                        <h2 id="seen">{ "SeenRows in directories you opened" }</h2>
                        <p class="note">{ "These are not in the list of files." }</p>
                        { table(page, "Files seen in directories", self.seen.iter().map(|file| (file.path(), ""))) }
                    </section>
                }
            </>
        }
    }

    /// Draws the files of the catalogue, where no list can be opened.
    pub(super) fn catalogue(&self, page: &FilesContext) -> Html {
        let list = &page.app.lists.list;
        if list.opening.is_some() || (list.fault.is_none() && page.search.fault.is_none()) {
            return Html::default();
        }
        let files = &self.hits.files;
        if files.is_empty() {
            return super::nothing(page);
        }
        html! {
            <>
                <p class="note">{ format!("{} of the catalogue, and of directories that were opened.", text::files(files.len())) }</p>
                { table(page, "Files found", files.iter().map(|(path, why)| (path, why.as_str()))) }
                if files.len() > ROWS {
                    <p class="note">{ format!("The first {ROWS} are shown. Add a word to narrow the search.") }</p>
                }
            </>
        }
    }
}

fn table<'a>(
    page: &FilesContext,
    caption: &'static str,
    files: impl Iterator<Item = (&'a RemotePath, &'a str)>,
) -> Html {
    let app = &page.app;
    let row = |(path, why): (&RemotePath, &str)| {
        let facts = app.known.facts(path, app.mirror());
        let catalogued = app.known.catalogue.file(path);
        FileRow {
            path: path.clone(),
            size: facts.size,
            modified: facts.modified,
            description: catalogued.map(|file| file.description.to_string().into()),
            why: why.to_owned().into(),
            picked: app.selection.0.current().contains(path),
        }
    };
    let rows: Vec<FileRow> = files.take(ROWS).map(row).collect();
    file_table(caption, &rows, &page.words, &app.pick())
}

fn find(known: &Known, query: &Query) -> Hits {
    let documents = known.search().documents();
    let mut found = Hits::default();
    if query.is_empty() {
        for document in documents {
            if let Target::File(path) = &document.target {
                found.files.push((path.clone(), String::new()));
            }
        }
        return found;
    }
    for hit in known.search().search(query) {
        let why = why(&hit);
        match &documents[hit.document].target {
            Target::File(path) => found.files.push((path.clone(), why)),
            other => found.others.push((other.clone(), why)),
        }
    }
    found
}

/// Says where the words were found, each place once.
fn why(hit: &Hit) -> String {
    let mut places: Vec<&str> = Vec::new();
    for reason in &hit.reasons {
        let place = text::field(*reason);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places.join(", ")
}

/// Releases, data collections and populations that were found.
fn others(known: &Known, others: &[(Target, String)]) -> Html {
    if others.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="other-hits" aria-label="Releases, data collections and populations found">
            for (target, why) in others {
                <li>{ other(known, target) }<span class="quiet">{ format!(" · {why}") }</span></li>
            }
        </ul>
    }
}

fn other(known: &Known, target: &Target) -> Html {
    let catalogue = &known.catalogue;
    let (kind, name, route) = match target {
        Target::Release(id) => {
            let Some(release) = catalogue.release(id) else {
                return Html::default();
            };
            let directory = release.directories.first().map(|fact| fact.value.clone());
            let route = Route::directory(directory.unwrap_or_default());
            ("release", release.name.clone(), route)
        }
        Target::Collection(id) => {
            let Some(collection) = catalogue.collection(id) else {
                return Html::default();
            };
            let route = Route::directory(collection.directory.clone());
            ("collection", collection.name.clone(), route)
        }
        Target::Population(code) => {
            let Some(population) = catalogue.population(code) else {
                return Html::default();
            };
            let route = Route {
                query: code.clone(),
                ..Route::to(Page::Populations)
            };
            let name = format!("{code} · {}", population.description);
            ("population", name, route)
        }
        Target::File(_) => return Html::default(),
    };
    html! { <><span class="tag">{ kind }</span><a href={route.href()}>{ name }</a></> }
}
