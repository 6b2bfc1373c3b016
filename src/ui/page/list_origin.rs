//! From which tables the list that ships with the page was made, and which of them know a file: read when someone asks.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{ReadLimits, read_to_end};
use crate::port::{Clock, Fetch, FetchError};
use crate::snapshot::{CollectionOrigin, ListOrigin, SnapshotFacts};
use crate::text;
use crate::ui::state::file_list::shipped_snapshot;
use crate::ui::state::loaded::use_loaded;
use crate::ui::state::{use_ports, use_site};

/// Properties of [`OriginDetails`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct OriginDetailsProps {
    /// The list.
    pub(super) facts: Rc<SnapshotFacts>,
}

/// What share of the site the list has, and the tables of each collection.
#[component]
pub(super) fn OriginDetails(props: &OriginDetailsProps) -> Html {
    let ports = use_ports();
    let catalogue = use_site().known.catalogue.clone();
    let asked = use_state_eq(|| false);
    let on_toggle = {
        let asked = asked.setter();
        Callback::from(move |_: Event| asked.set(true))
    };
    let key = asked.then(|| props.facts.digest.clone());
    let url = format!("{}about.json", shipped_snapshot(&ports.page_url));
    let (fetch, clock) = (ports.fetch.clone(), ports.clock.clone());
    let load = |_, _| async move { read_origin(&*fetch, &*clock, &url).await };
    let origin = use_loaded(&ports, key.clone(), load);
    let name = |id: &str| {
        let owner = catalogue.owner(id);
        owner.map_or_else(|| id.to_owned(), |owner| owner.name().to_owned())
    };
    let row = |one: &CollectionOrigin| {
        let tables = one.tables.iter();
        html! {
            <tr>
                <th scope="row">{ name(&one.collection) }</th>
                <td class="num">{ text::count(one.files) }</td>
                <td>{ text::months(one.from.as_deref(), one.to.as_deref()) }</td>
                <td><ul>for table in tables { <li>{ table.table.clone() }{ " " }<span class="quiet">{ text::count(table.files) }</span></li> }</ul></td>
            </tr>
        }
    };
    html! {
        <details ontoggle={on_toggle}>
            <summary>{ "Where this list comes from" }</summary>
            <p>{ text::share_words(&props.facts) }</p>
            { match (origin.last(), origin.error()) {
                (Some(None), _) => html! { <p class="note">{ text::no_origin(&props.facts) }</p> },
                (Some(Some(origin)), _) => html! {
                    <div class="scroll" tabindex="0" role="region" aria-label="Tables of the list">
                        <table>
                            <thead><tr><th scope="col">{ "Release or collection" }</th><th scope="col" class="num">{ "Files" }</th>
                                <th scope="col">{ "As of" }</th><th scope="col">{ "Tables, with the files that each knows" }</th></tr></thead>
                            <tbody>{ for origin.collections.iter().map(row) }</tbody>
                        </table>
                    </div>
                },
                (None, Some(reason)) => html! { <p class="warn">{ format!("Its tables could not be read: {reason}") }</p> },
                (None, None) => html! { <p class="quiet">{ "Reading…" }</p> },
            } }
        </details>
    }
}

/// Reads `about.json`; nothing where a list that the site's operator made has none.
async fn read_origin(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
) -> Result<Option<ListOrigin>, String> {
    let response = match read_to_end(fetch, clock, url, ReadLimits::INDEX).await {
        Ok(response) => response,
        Err(FetchError::Status { status: 404, .. }) => return Ok(None),
        Err(error) => return Err(error.to_string()),
    };
    let origin = ListOrigin::from_json(&String::from_utf8_lossy(&response.bytes));
    origin.map(Some).map_err(|error| error.to_string())
}

/// Properties of [`FileOrigin`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FileOriginProps {
    /// The list.
    pub(super) facts: Rc<SnapshotFacts>,
    /// The number of the file in it.
    pub(super) number: u32,
}

/// The tables that know a file.
#[component]
pub(super) fn FileOrigin(props: &FileOriginProps) -> Html {
    let ports = use_ports();
    let asked = use_state_eq(|| false);
    let on_toggle = {
        let asked = asked.setter();
        Callback::from(move |_: Event| asked.set(true))
    };
    let key = asked.then(|| (props.facts.digest.clone(), props.number));
    let folder = shipped_snapshot(&ports.page_url);
    let (fetch, clock, files) = (ports.fetch.clone(), ports.clock.clone(), props.facts.files);
    let load = move |(_, number): (String, u32), _| async move {
        let about = read_origin(&*fetch, &*clock, &format!("{folder}about.json")).await?;
        let Some(about) = about else {
            return Ok::<_, String>(None);
        };
        let url = format!("{folder}origins.bin");
        let origins = read_to_end(&*fetch, &*clock, &url, ReadLimits::INDEX).await;
        let origins = origins.map_err(|error| error.to_string())?;
        let tables = about.tables(&origins.bytes, files, number);
        let tables = tables.ok_or_else(|| text::OTHER_ORIGINS.to_owned())?;
        Ok(Some(tables.to_vec()))
    };
    let tables = use_loaded(&ports, key, load);
    html! {
        <details ontoggle={on_toggle}>
            <summary>{ "From which tables" }</summary>
            { match (tables.last(), tables.error()) {
                (Some(None), _) => html! { <p class="note">{ text::no_origin(&props.facts) }</p> },
                (Some(Some(tables)), _) if tables.is_empty() => html! { <p class="note">{ text::OF_CATALOGUE }</p> },
                (Some(Some(tables)), _) => html! { <ul>for table in tables { <li>{ table.clone() }</li> }</ul> },
                (None, Some(reason)) => html! { <p class="warn">{ format!("Its tables could not be read: {reason}") }</p> },
                (None, None) => html! { <p class="quiet">{ "Reading…" }</p> },
            } }
        </details>
    }
}
