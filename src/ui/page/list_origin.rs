//! From which tables the list that ships with the page was made: read when someone asks.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{ReadLimits, read_to_end};
use crate::port::FetchError;
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
    let load = |_, _| async move {
        let response = match read_to_end(&*fetch, &*clock, &url, ReadLimits::INDEX).await {
            Ok(response) => response,
            // A list that the site's operator made has none.
            Err(FetchError::Status { status: 404, .. }) => return Ok(None),
            Err(error) => return Err(error.to_string()),
        };
        let text = String::from_utf8_lossy(&response.bytes);
        let origin = ListOrigin::from_json(&text);
        origin.map(Some).map_err(|error| error.to_string())
    };
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
