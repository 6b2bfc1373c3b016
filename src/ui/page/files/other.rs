//! What the words of a query find beside the files of the list: releases, data collections, populations, and files that were
//! seen in directories of mirrors.

use std::convert::Infallible;
use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::RemotePath;
use crate::search::{FileQuery, Hit, Query, Target, words_to_mark};
use crate::selection::Picked;
use crate::text;
use crate::ui::component::{FileRow, file_table, line};
use crate::ui::ports::AppPorts;
use crate::ui::route::{Page, Route};
use crate::ui::state::Known;
use crate::ui::state::context::SiteContext;
use crate::ui::state::file_list::Lists;
use crate::ui::state::loaded::use_loaded;
use crate::ui::state::lookup::not_in_list;

use super::context::FilesContext;

/// Most rows in a table of files that are not in the list.
const ROWS: usize = 200;

/// What a query finds beside the files of the list.
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

/// Searches the catalogue and what was read from mirrors.
#[hook]
pub(super) fn use_others(
    ports: &AppPorts,
    site: &SiteContext,
    lists: &Lists,
    query: &Rc<FileQuery>,
) -> Others {
    let hits = use_memo((site.known.clone(), query.clone()), |(known, query)| {
        find(known, &words_to_mark(query, None))
    });
    let read: Vec<Picked> = if words_to_mark(query, None).is_empty() {
        Vec::new()
    } else {
        let catalogue = &site.known.catalogue;
        let paths = hits.files.iter().map(|(path, _)| path);
        let paths = paths.filter(|path| catalogue.file(path).is_none());
        paths.take(ROWS).cloned().map(Picked::Main).collect()
    };
    let list = lists.digest().filter(|_| !read.is_empty());
    let key = list.map(|list| (list.to_owned(), read));
    let (search, registry) = (ports.search.clone(), site.known.registry.clone());
    let load = |(_, read): (String, Vec<Picked>), _| async move {
        let lacking = not_in_list(&*search, &registry, read).await;
        Ok::<_, Infallible>(lacking.unwrap_or_default())
    };
    let lacking = use_loaded(ports, key.clone(), load);
    let seen = key.and_then(|key| lacking.get(&key).cloned());
    let seen = seen.unwrap_or_default();
    Others { hits, seen }
}

impl Others {
    /// Draws them.
    pub(super) fn view(&self, page: &FilesContext) -> Html {
        html! {
            <>
                { others(&page.site.known, &self.hits.others) }
                if !self.seen.is_empty() {
                    <section aria-labelledby="seen">
                        <h2 id="seen">{ "Seen in directories you opened" }</h2>
                        <p class="note">{ "These are not in the list of files." }</p>
                        { table(page, "Files seen in directories", self.seen.iter().map(|file| (file.path(), ""))) }
                    </section>
                }
            </>
        }
    }

    /// Draws the files of the catalogue, where no list can be opened.
    pub(super) fn catalogue(&self, page: &FilesContext) -> Html {
        let list = &page.lists.list;
        if list.opening.is_some() || (list.error.is_none() && page.search.error().is_none()) {
            return Html::default();
        }
        let files = &self.hits.files;
        if files.is_empty() {
            return nothing(page);
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

/// Says that nothing was found, and what to do.
pub(super) fn nothing(page: &FilesContext) -> Html {
    let query = page.query.to_string();
    html! {
        <div class="empty">
            { line("", format!("Nothing matches “{query}”.")) }
            <p class="note">
                { "Every word and filter must fit. Use fewer, or " }
                <a href={Route::directory(RemotePath::root()).href()}>{ "browse a mirror" }</a>
                { ": what you open there can be searched too." }
            </p>
            if let Some(words) = page.lists.list.facts.as_ref().and_then(|facts| text::part_words(facts)) {
                <p class="note">{ words }{ " Load the full list above, or make it with:" }</p>
                <pre><code>{ text::whole_list_command(&page.site.known.registry) }</code></pre>
            }
        </div>
    }
}

fn table<'a>(
    page: &FilesContext,
    caption: &'static str,
    files: impl Iterator<Item = (&'a RemotePath, &'a str)>,
) -> Html {
    let known = &page.site.known;
    let row = |(path, why): (&RemotePath, &str)| {
        let facts = known.facts(path, &page.site.mirror);
        let catalogued = known.catalogue.file(path);
        FileRow {
            path: path.clone(),
            size: facts.size,
            modified: facts.modified,
            description: catalogued.map(|file| file.description.to_string().into()),
            why: why.to_owned().into(),
            picked: page.selection.current().contains(path),
        }
    };
    let rows: Vec<FileRow> = files.take(ROWS).map(row).collect();
    file_table(caption, &rows, &page.words, &page.selection.pick())
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
