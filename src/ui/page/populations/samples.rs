//! The samples that fit, as a table of which only the rows near the window are in the page.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::{SampleFilter, SampleList};
use crate::text;
use crate::ui::component::{LongTable, long_table, row_number, use_rows};
use crate::ui::route::Route;

use super::context::Chosen;

/// Properties of [`SampleTable`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SampleTableProps {
    pub(super) samples: Rc<SampleList>,
    pub(super) chosen: Rc<Chosen>,
}

/// The samples.
#[component]
pub(super) fn SampleTable(props: &SampleTableProps) -> Html {
    let places = &props.chosen.places;
    let rows = use_rows(places.len());
    let head = html! {
        <>
            <th scope="col">{ "Sample" }</th>
            <th scope="col">{ "Population" }</th>
            <th scope="col">{ "Sex" }</th>
            <th scope="col" class="sample-table__family">{ "Family" }</th>
            <th scope="col" class="sample-table__cohorts">{ "Counted in" }</th>
        </>
    };
    let table = LongTable {
        caption: "Samples that fit".to_owned(),
        head,
        count: places.len(),
        row: &|at| row(&props.samples, places[at], at),
    };
    html! {
        <section class="sample-table" aria-labelledby="samples">
            <h2 id="samples">{ text::samples(places.len()) }</h2>
            if places.is_empty() {
                <p class="empty">{ "No sample fits all that is chosen." }</p>
            } else {
                { long_table(&rows, &table) }
            }
        </section>
    }
}

fn row(list: &SampleList, place: u16, at: usize) -> Html {
    let Some(sample) = list.sample(place) else {
        return html! { <tr key={place} aria-rowindex={row_number(at)} /> };
    };
    let files = SampleFilter {
        names: vec![sample.name.to_string()],
        ..SampleFilter::default()
    };
    let family = list.family(sample).map(|name| format!("family {name}"));
    let relation = Some(text::relation_words(list, place)).filter(|words| !words.is_empty());
    let family: Vec<String> = family.into_iter().chain(relation).collect();
    let family = family.join(", ");
    html! {
        <tr key={&*sample.name} aria-rowindex={row_number(at)}>
            <th scope="row" data-family={family.clone()}><a href={Route::search(files.as_query()).href()}><code>{ &*sample.name }</code></a></th>
            <td>{ list.population(sample).unwrap_or("–") }</td>
            <td>{ sample.sex.map_or("–", |sex| sex.name()) }</td>
            <td class="sample-table__family" title={family.clone()}>{ family }</td>
            <td class="sample-table__cohorts quiet">{ text::cohort_words(list, place) }</td>
        </tr>
    }
}
