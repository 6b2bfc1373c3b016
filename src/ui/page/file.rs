//! All that is known of one file: its addresses, checksum and companions, and the tables that know it.

use yew::prelude::*;

use crate::client::{Location, locations, whole_path};
use crate::listing::Size;
use crate::plan::Facts;
use crate::search::{FileDetails, FileQuery, FoundFile, QueryField};
use crate::selection::{Action, Picked};
use crate::text;
use crate::ui::component::{Heading, button, line, size_cell};
use crate::ui::route::{Page, Route};
use crate::ui::state::context::SiteContext;
use crate::ui::state::lookup::use_details;
use crate::ui::state::{use_file_list, use_navigation, use_ports, use_selection, use_site};

use super::copy::CopyButton;
use super::list_origin::FileOrigin;
use super::list_status::ListStatus;

/// What indexes have behind the names of their files.
const INDEXES: [&str; 5] = [".tbi", ".csi", ".bai", ".crai", ".fai"];

/// The page of the file that the address names.
#[component]
pub(super) fn FilePage() -> Html {
    let navigation = use_navigation();
    let ports = use_ports();
    let (site, lists, selection) = (use_site(), use_file_list(), use_selection());
    // A file at a mirror's own place is the site's.
    let registry = &site.known.registry;
    let file = navigation.route.file.clone().map(|file| match file {
        Picked::Elsewhere(at) => Picked::at(at, registry),
        file @ Picked::Main(_) => file,
    });
    let file = file.as_ref();
    let facts = lists.list.facts.clone();
    let result = use_details(&ports, &site, file.cloned());
    let details = result
        .as_ref()
        .and_then(|found| found.as_ref().ok()?.as_deref());
    let Some(file) = file else {
        return html! {
            <>
                <Heading text={Page::File.name()} take_focus={navigation.moved} />
                <p class="empty">{ "This link has no file. " }<a href={Route::to(Page::Files).href()}>{ "Search all files" }</a></p>
            </>
        };
    };
    let is_picked = selection.current().files().contains(file);
    let on_pick = {
        let (selections, file) = (selection.selections.dispatcher(), file.clone());
        Callback::from(move |_: MouseEvent| {
            let files = vec![file.clone()];
            let action = if is_picked {
                Action::Remove(files)
            } else {
                Action::Add(files)
            };
            selections.dispatch(action.into());
        })
    };
    // Neither the list nor what it says of the file may be there yet.
    let loading = result.is_none() && (facts.is_some() || lists.list.opening.is_some());
    let on_get = {
        let selections = selection.selections.dispatcher();
        let (go, mut files) = (navigation.go.clone(), vec![file.clone()]);
        files.extend(indexes(&site, file, details));
        let label = if files.len() > 1 {
            "Get with its index"
        } else {
            "Get"
        };
        let on_click = Callback::from(move |_: MouseEvent| {
            selections.dispatch(Action::Add(files.clone()).into());
            go.emit((Route::to(Page::Get), false));
        });
        button("button", label, on_click)
    };
    let path = file.path();
    let places = locations(&site.known.registry, file, ports.page_is_loopback);
    let directory = path.parent().unwrap_or_default();
    html! {
        <article class="file-page" key={file.to_string()}>
            <Heading text={text::visible_name(path.name())} take_focus={navigation.moved} />
            if let Picked::Main(path) = file {
                if let Some(entry) = site.known.catalogue.file(path) { <p>{ entry.description.to_string() }</p> }
            }
            <div class="actions">
                { button("button button--primary", if is_picked { "Drop" } else { "Select" }, on_pick) }
                { on_get }
                if file.host().is_none() { <a class="button" href={Route::entry(path).href()}>{ "Show in its directory" }</a> }
                <a class="button" href={Route::search(in_directory(directory.as_str())).href()}>{ "All files of its directory" }</a>
            </div>
            <ListStatus />
            { match &result {
                Some(Ok(None)) => line("note", text::NOT_IN_LIST),
                Some(Err(error)) => line("warn", text::search_fault(error).what),
                None if facts.is_some() => line("quiet", text::LOOKING_UP),
                _ => Html::default(),
            } }
            { facts_view(&site, file, details, loading) }
            { places_view(&places, details, &site) }
            if let Some(details) = details {
                { companions(&site, &details.companions) }
                if let Some(facts) = facts.filter(|_| !lists.list.full) { <FileOrigin {facts} number={details.file.number} /> }
            }
        </article>
    }
}

/// Returns the indexes of a file: what bears its name and an ending of indexes.
fn indexes(site: &SiteContext, file: &Picked, details: Option<&FileDetails>) -> Vec<Picked> {
    let companions = details.into_iter().flat_map(|details| &details.companions);
    let is_index = |other: &&FoundFile| {
        let ending = other.at.path.name().strip_prefix(file.path().name());
        ending.is_some_and(|ending| INDEXES.contains(&ending))
    };
    let named = |other: &FoundFile| Picked::at(other.at.clone(), &site.known.registry);
    companions.filter(is_index).map(named).collect()
}

/// Returns the query for all files in and below a directory.
fn in_directory(directory: &str) -> String {
    let directory = if directory.is_empty() { "/" } else { directory };
    let query = FileQuery::default().with_value(QueryField::Directory, directory, true);
    query.to_string()
}

fn fact(label: &'static str, value: Html) -> Html {
    html! { <div><dt>{ label }</dt><dd>{ value }</dd></div> }
}

/// Draws size, checksum, date, and whose data it is.
fn facts_view(
    site: &SiteContext,
    file: &Picked,
    details: Option<&FileDetails>,
    loading: bool,
) -> Html {
    let known = match file {
        Picked::Main(path) => site.known.facts(path, &site.mirror),
        Picked::Elsewhere(_) => Facts::default(),
    };
    let found = details.map(|details| &details.file);
    let size = found
        .and_then(|file| file.size)
        .map(Size::Exact)
        .or(known.size);
    let weight = details.and_then(|details| details.weight);
    let md5 = details.and_then(|details| details.md5).or(known.md5);
    let others = details.map_or(&known.other_md5s, |details| &details.other_md5s);
    let date = found.and_then(|file| file.date);
    let lack = if loading {
        text::LOADING
    } else {
        text::UNKNOWN
    };
    let unknown = || html! { <span class="quiet">{ lack }</span> };
    let size = match (size, weight) {
        (Some(size), _) => {
            html! { <>{ text::size(size) }<span class="quiet">{ " · " }{ text::exact_size(size) }</span></> }
        }
        (None, Some(weight)) => html! { text::estimated_size(weight) },
        (None, None) => unknown(),
    };
    let tables = details.map_or(&[][..], |details| &details.md5_tables);
    let differing = match md5 {
        Some(md5) if !tables.is_empty() => text::md5_tables(md5, others, tables),
        Some(_) if !others.is_empty() => text::other_md5s(md5, others),
        _ => String::new(),
    };
    let md5 = match md5 {
        Some(md5) => {
            html! { <><code class="whole">{ md5.to_string() }</code>{ " " }<CopyButton name="Copy the MD5" text={md5.to_string()} />
            { differing }</> }
        }
        None if !others.is_empty() => html! { text::other_md5s(None, others) },
        None => unknown(),
    };
    let path = whole_path(&site.known.registry, file);
    let sample = found.and_then(|file| file.sample.clone());
    let population = found.and_then(|file| file.population.clone());
    let collection = found.and_then(|file| file.collection.clone());
    let to = |place, name: String| html! { <a href={Route::named(place, name.clone()).href()}>{ name }</a> };
    html! {
        <dl class="facts facts--wide file-page__facts">
            { fact("Size", size) }
            { fact("MD5", md5) }
            { fact("Date", date.map_or_else(unknown, |date| html! { text::day(date) })) }
            { fact("Path", html! { <><bdi class="whole">{ text::visible_name(&path) }</bdi>{ " " }<CopyButton name="Copy the path" text={path} /></> }) }
            if let Some(name) = sample { { fact("Sample", to(Page::Sample, name)) } }
            if let Some(code) = population { { fact("Population", to(Page::Population, code)) } }
            if let Some(id) = collection { { fact("Collection", collection_link(site, &id)) } }
        </dl>
    }
}

/// Draws the name of a release or collection as a link to its files.
fn collection_link(site: &SiteContext, id: &str) -> Html {
    let owner = site.known.catalogue.owner(id);
    let name = owner.map_or_else(|| id.to_owned(), |owner| owner.name().to_owned());
    let query = FileQuery::default().with_value(QueryField::Collection, id, true);
    html! { <a href={Route::search(query.to_string()).href()}>{ name }</a> }
}

/// Draws the addresses of the file, and the mirrors that lack it with the reason.
fn places_view(places: &[Location], details: Option<&FileDetails>, site: &SiteContext) -> Html {
    let listed = details.and_then(|details| site.known.registry.owner(&details.file.at.host));
    let row = |place: &Location| {
        let is_listed = listed.is_some_and(|mirror| mirror.name == place.name);
        html! {
            <tr>
                <th scope="row">{ place.name.clone() }if is_listed { <span class="tag">{ "as listed" }</span> }</th>
                <td>{ match &place.url {
                    Ok(url) => html! { <><a class="whole" href={url.clone()} target="_blank" rel="noreferrer"><bdi>{ url.clone() }</bdi></a>{ " " }
                        <CopyButton name={format!("Copy the address at {}", place.name)} text={url.clone()} /></> },
                    Err(reason) => html! { <span class="quiet">{ format!("Not here: {reason}") }</span> },
                } }</td>
            </tr>
        }
    };
    html! {
        <section class="panel" aria-labelledby="addresses">
            <h2 id="addresses">{ "Addresses" }</h2>
            <table class="file-page__places"><tbody>{ for places.iter().map(row) }</tbody></table>
        </section>
    }
}

fn companions(site: &SiteContext, files: &[FoundFile]) -> Html {
    if files.is_empty() {
        return Html::default();
    }
    let item = |file: &FoundFile| {
        let named = Picked::at(file.at.clone(), &site.known.registry);
        let name = text::visible_name(file.at.path.name());
        html! { <li><a href={Route::file(named).href()}><bdi>{ name }</bdi></a>{ " " }<span class="quiet">{ size_cell(file.size.map(Size::Exact)) }</span></li> }
    };
    html! {
        <section class="panel" aria-labelledby="companions">
            <h2 id="companions">{ "Belongs with it" }</h2>
            <ul>{ for files.iter().map(item) }</ul>
        </section>
    }
}
