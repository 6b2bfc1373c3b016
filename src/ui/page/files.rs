//! What a search found: releases, data collections and populations first, then files to pick.

use yew::prelude::*;

use crate::listing::Size;
use crate::mirror::RemotePath;
use crate::search::{Hit, Query, Target};
use crate::ui::component::{FileRow, Heading, examples, file_table, search_box};
use crate::ui::route::{Place, Route};
use crate::ui::state::{AppContext, Known, use_app};
use crate::ui::text;

/// Milliseconds from the last key to the new results.
const DEBOUNCE: u32 = 150;

/// Most rows in the table; the count above it is always of all.
const ROWS: usize = 500;

/// The files page.
#[component]
pub fn FilesPage() -> Html {
    let app = use_app();
    let typed = use_typed(&app);
    let query = Query::parse(&app.navigation.route.query);
    let hits = use_memo((app.known.clone(), query.clone()), |(known, query)| {
        find(known, query)
    });
    let on_input = {
        let typed = typed.clone();
        Callback::from(move |value| typed.set(value))
    };
    let on_submit = {
        let (go, route) = (app.navigation.go.clone(), app.navigation.route.clone());
        Callback::from(move |query| {
            go.emit((
                Route {
                    query,
                    ..route.clone()
                },
                true,
            ));
        })
    };
    let below = html! {
        <>
            <span role="status">{ summary(&app, &hits, &query) }</span>
            if query.is_empty() { { examples() } }
        </>
    };
    html! {
        <>
            <Heading text="Files" take_focus={app.navigation.moved} hidden=true />
            { search_box(Some(&typed), "chr22 vcf".to_owned(), on_input, on_submit, below) }
            { others(&app.known, &hits.others) }
            { files(&app, &hits, &query) }
        </>
    }
}

fn files(app: &AppContext, hits: &Found, query: &Query) -> Html {
    if hits.files.is_empty() {
        return nothing(query, hits.others.is_empty());
    }
    let mirror = app.mirror();
    let row = |(path, why): &(RemotePath, String)| {
        let file = app.known.facts(path, mirror);
        let catalogued = app.known.catalogue.file(path);
        FileRow {
            path: path.clone(),
            size: file.size,
            modified: file.modified,
            description: catalogued.map(|file| file.description.to_string().into()),
            why: why.clone().into(),
            picked: app.selection.0.current().contains(path),
        }
    };
    let rows: Vec<FileRow> = hits.files.iter().take(ROWS).map(row).collect();
    html! {
        <>
            { file_table("Files found", &rows, query, &app.pick()) }
            if hits.files.len() > ROWS {
                <p class="note">{ format!("The first {ROWS} of {} are shown. Add a word to narrow the search.", text::files(hits.files.len())) }</p>
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
    let documents = known.search().documents();
    let mut found = Found::default();
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
    let mut places: Vec<&str> = hit
        .reasons
        .iter()
        .map(|reason| text::field(*reason))
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    places.retain(|place| seen.insert(*place));
    places.join(", ")
}

fn summary(app: &AppContext, hits: &Found, query: &Query) -> Html {
    let (mut bytes, mut exact, mut unknown) = (0_u64, true, 0);
    for (path, _) in &hits.files {
        match app.known.facts(path, app.mirror()).size {
            Some(size) => {
                bytes = bytes.saturating_add(size.bytes());
                exact &= matches!(size, Size::Exact(_));
            }
            None => unknown += 1,
        }
    }
    let count = hits.files.len();
    let what = if query.is_empty() {
        "main files of the catalogue"
    } else {
        "found"
    };
    html! {
        <>
            <strong>{ format!("{} {what}", text::files(count)) }</strong>
            if count > 0 {
                <span class="quiet">{ format!(" · {}", text::total_size(bytes, exact, unknown, count)) }</span>
            }
            <span class="quiet">{ format!(" · catalogue as of {}, and what was browsed since", app.known.catalogue.as_of()) }</span>
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
            html! { <><span class="tag">{ "release" }</span><a href={Route::directory(directory).href()}>{ release.name.clone() }</a></> }
        }),
        Target::Collection(id) => catalogue.collection(id).map_or_else(Html::default, |collection| html! {
            <><span class="tag">{ "collection" }</span>
                <a href={Route::directory(collection.directory.clone()).href()}>{ collection.name.clone() }</a></>
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
                { ": what you open there can be searched too. The catalogue holds the main files, not all of the site." }
            </p>
        </div>
    }
}

/// Returns the text in the box, which becomes the route's query after a pause.
#[hook]
fn use_typed(app: &AppContext) -> UseStateHandle<String> {
    let typed = use_state(|| app.navigation.route.query.clone());
    let sent = use_mut_ref(|| app.navigation.route.query.clone());
    {
        let (typed, sent) = (typed.setter(), sent.clone());
        // Back, and links within the page, change the query from outside. What comes back from the box itself must not
        // undo what was typed since.
        use_effect_with(app.navigation.route.query.clone(), move |query| {
            if *query != *sent.borrow() {
                sent.borrow_mut().clone_from(query);
                typed.set(query.clone());
            }
        });
    }
    let (navigation, ports) = (app.navigation.clone(), app.ports.clone());
    use_effect_with((*typed).clone(), move |value| {
        let task = (*value != navigation.route.query).then(|| {
            let (clock, query) = (ports.clock.clone(), value.clone());
            ports.spawner.spawn(Box::pin(async move {
                clock.sleep(DEBOUNCE).await;
                sent.borrow_mut().clone_from(&query);
                let route = Route {
                    query,
                    ..navigation.route.clone()
                };
                navigation.go.emit((route, true));
            }))
        });
        move || drop(task)
    });
    typed
}
