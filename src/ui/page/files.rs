//! What a search found: releases, data collections and populations first, then files to pick.

use yew::prelude::*;

use crate::listing::Size;
use crate::mirror::{Mirror, RemotePath};
use crate::search::{Hit, Query, Target};
use crate::selection::Action;
use crate::ui::component::{Examples, FileRow, FileTable, Heading, SearchBox};
use crate::ui::ports::use_ports;
use crate::ui::route::{Place, Route};
use crate::ui::state::provider::use_mirror;
use crate::ui::state::{Known, use_known, use_selection};
use crate::ui::text;

use super::use_navigation;

/// Milliseconds from the last key to the new results.
const DEBOUNCE: u32 = 150;

/// Most rows in the table; the count above it is always of all.
const ROWS: usize = 500;

/// The files page.
#[component]
pub fn FilesPage() -> Html {
    let navigation = use_navigation();
    let known = use_known();
    let mirror = use_mirror();
    let selection = use_selection();
    let typed = use_typed();
    let query = Query::parse(&navigation.route.query);
    let hits = use_memo((known.clone(), query.clone()), |(known, query)| find(known, query));
    let files: Vec<&(RemotePath, String)> = hits.files.iter().collect();
    let rows: Vec<FileRow> = files
        .iter()
        .take(ROWS)
        .map(|(path, why)| {
            let file = known.file(path, &mirror);
            FileRow {
                path: path.clone(),
                size: file.size,
                modified: file.modified,
                description: known.catalogue.file(path).map(|file| file.description.to_string().into()),
                why: why.clone().into(),
                picked: selection.0.contains(path),
            }
        })
        .collect();
    let on_pick = {
        let selection = selection.dispatcher();
        Callback::from(move |(paths, picked)| {
            selection.dispatch(if picked { Action::Add(paths) } else { Action::Remove(paths) });
        })
    };
    let on_submit = {
        let (go, route) = (navigation.go.clone(), navigation.route.clone());
        Callback::from(move |query| go.emit((Route { query, ..route.clone() }, true)))
    };
    let summary = summary(&known, &mirror, &hits, &query);
    html! {
        <>
            <Heading text="Files" take_focus={navigation.moved} hidden=true />
            <SearchBox value={(*typed).clone()} placeholder="chr22 vcf" on_input={typed.setter_callback()} {on_submit}>
                <span role="status">{ summary }</span>
                if query.is_empty() { <Examples /> }
            </SearchBox>
            { others(&known, &hits.others) }
            if rows.is_empty() {
                { nothing(&query, hits.others.is_empty()) }
            } else {
                <FileTable caption="Files found" {rows} {query} {on_pick} />
                if files.len() > ROWS {
                    <p class="note">{ format!("The first {ROWS} of {} are shown. Add a word to narrow the search.", text::files(files.len())) }</p>
                }
            }
        </>
    }
}

/// What was found.
#[derive(Default, PartialEq)]
struct Found {
    files: Vec<(RemotePath, String)>,
    others: Vec<(Target, String)>,
}

fn find(known: &Known, query: &Query) -> Found {
    let documents = known.search.documents();
    let mut found = Found::default();
    if query.is_empty() {
        for document in documents {
            if let Target::File(path) = &document.target {
                found.files.push((path.clone(), String::new()));
            }
        }
        return found;
    }
    for hit in known.search.search(query) {
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
    let mut places: Vec<&str> = hit.reasons.iter().map(|reason| text::field(*reason)).collect();
    let mut seen = std::collections::BTreeSet::new();
    places.retain(|place| seen.insert(*place));
    places.join(", ")
}

fn summary(known: &Known, mirror: &Mirror, hits: &Found, query: &Query) -> Html {
    let (mut bytes, mut exact, mut unknown) = (0_u64, true, 0);
    for (path, _) in &hits.files {
        match known.file(path, mirror).size {
            Some(size) => {
                bytes = bytes.saturating_add(size.bytes());
                exact &= matches!(size, Size::Exact(_));
            }
            None => unknown += 1,
        }
    }
    let count = hits.files.len();
    let what = if query.is_empty() { "main files of the catalogue" } else { "found" };
    html! {
        <>
            <strong>{ format!("{} {what}", text::files(count)) }</strong>
            if count > 0 {
                <span class="quiet">{ format!(" · {}", text::total_size(bytes, exact, unknown, count)) }</span>
            }
        </>
    }
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
    match target {
        Target::Release(id) => catalogue.release(id).map_or_else(Html::default, |release| {
            let directory = release.directories.first().map(|fact| fact.value.clone()).unwrap_or_default();
            html! { <><span class="tag">{ "release" }</span><a href={Route::directory(directory).href()}>{ &release.name }</a></> }
        }),
        Target::Collection(id) => catalogue.collection(id).map_or_else(Html::default, |collection| html! {
            <><span class="tag">{ "collection" }</span>
                <a href={Route::directory(collection.directory.clone()).href()}>{ &collection.name }</a></>
        }),
        Target::Population(code) => catalogue.population(code).map_or_else(Html::default, |population| html! {
            <><span class="tag">{ "population" }</span>
                <a href={Route { query: code.clone(), ..Route::to(Place::Populations) }.href()}>{ format!("{code} · {}", population.description) }</a></>
        }),
        Target::File(_) => Html::default(),
    }
}

fn nothing(query: &Query, nothing_else: bool) -> Html {
    if !nothing_else {
        return html! { <p class="note">{ "No file of the catalogue matches." }</p> };
    }
    html! {
        <div class="empty">
            <p>{ format!("Nothing matches “{}”.", query.words().join(" ")) }</p>
            <p class="note">
                { "Every word must occur. Use fewer words, or " }
                <a href={Route::directory(RemotePath::root()).href()}>{ "browse a mirror" }</a>
                { ": what you open there can be searched too. The catalogue holds the main files, not yet all 700,000." }
            </p>
        </div>
    }
}

/// The text in the box, which becomes the route's query after a pause.
struct Typed(UseStateHandle<String>);

impl std::ops::Deref for Typed {
    type Target = String;

    fn deref(&self) -> &String {
        &self.0
    }
}

impl Typed {
    fn setter_callback(&self) -> Callback<String> {
        let state = self.0.clone();
        Callback::from(move |value| state.set(value))
    }
}

#[hook]
fn use_typed() -> Typed {
    let navigation = use_navigation();
    let ports = use_ports();
    let typed = use_state(|| navigation.route.query.clone());
    {
        let typed = typed.clone();
        // Back, and links within the page, change the query from outside.
        use_effect_with(navigation.route.query.clone(), move |query| typed.set(query.clone()));
    }
    use_effect_with((*typed).clone(), move |value| {
        let task = (*value != navigation.route.query).then(|| {
            let (clock, query) = (ports.clock.clone(), value.clone());
            ports.spawner.spawn(Box::pin(async move {
                clock.sleep(DEBOUNCE).await;
                let route = Route { query, ..navigation.route.clone() };
                navigation.go.emit((route, true));
            }))
        });
        move || drop(task)
    });
    Typed(typed)
}
