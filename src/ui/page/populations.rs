//! The 26 populations with their numbers of samples in each release.

use yew::prelude::*;

use crate::catalogue::{Population, PopulationTable, SampleColumn};
use crate::search::Query;
use crate::ui::component::{Heading, marked};
use crate::ui::state::use_app;
use crate::ui::text;

/// The populations page.
#[component]
pub fn PopulationsPage() -> Html {
    let app = use_app();
    let table = app.known.catalogue.populations();
    let query = Query::parse(&app.navigation.route.query);
    html! {
        <>
            <Heading text="Populations" take_focus={app.navigation.moved} />
            <p>{ format!("People of {} populations gave samples. How many are counted depends on the release: each column says what it counts.", table.populations.len()) }</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Populations and samples">
                <table class="population-table">
                    <caption class="visually-hidden">{ "Populations with their numbers of samples" }</caption>
                    <thead><tr>
                        <th scope="col">{ "Code" }</th>
                        <th scope="col">{ "Population" }</th>
                        <th scope="col">{ "Superpopulation" }</th>
                        for column in &table.columns { <th scope="col" class="num" title={column.note.clone()}>{ column.title.clone() }</th> }
                    </tr></thead>
                    <tbody>
                        for group in &table.superpopulations {
                            for population in table.members(&group.code) { { row(table, population, &query) } }
                        }
                    </tbody>
                    <tfoot><tr>
                        <th scope="row" colspan="3">{ "All" }</th>
                        for column in &table.columns { <td class="num">{ text::count(u64::from(column.total)) }</td> }
                    </tr></tfoot>
                </table>
            </div>
            <h2>{ "What the columns count" }</h2>
            <dl class="terms">for column in &table.columns { { explain(column) } }</dl>
        </>
    }
}

fn row(table: &PopulationTable, population: &Population, query: &Query) -> Html {
    let wanted = query
        .words()
        .iter()
        .any(|word| population.code.eq_ignore_ascii_case(word));
    let group = table.superpopulation(&population.superpopulation);
    html! {
        <tr key={population.code.clone()} data-picked={wanted.to_string()}>
            <th scope="row"><code>{ population.code.clone() }</code></th>
            <td>{ marked(&population.description, query) }</td>
            <td data-superpopulation={population.superpopulation.clone()}>
                <span class="swatch" aria-hidden="true"></span>{ population.superpopulation.clone() }
                <span class="quiet">{ format!(" {}", group.map_or("", |group| group.name.as_str())) }</span>
            </td>
            for column in &table.columns {
                <td class="num">{ population.samples.get(&column.id).map_or_else(|| "–".to_owned(), |number| text::count(u64::from(*number))) }</td>
            }
        </tr>
    }
}

fn explain(column: &SampleColumn) -> Html {
    html! {
        <div><dt>{ format!("{} ({})", column.title, text::count(u64::from(column.total))) }</dt><dd>{ column.note.clone() }</dd></div>
    }
}
