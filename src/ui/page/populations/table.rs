//! The 26 populations with their numbers of samples in each release, and why these differ; and the samples that fit, of which
//! only the rows near the window are in the page.

use std::rc::Rc;

use yew::prelude::*;

use super::context::{Chosen, choose};
use super::export::SampleExport;
use crate::catalogue::{
    Catalogue, Population, PopulationTable, SampleColumn, SampleFilter, SampleList,
};
use crate::text;
use crate::ui::component::{LongTable, line, long_table, row_number, use_rows};
use crate::ui::route::{Page, Route};

/// The columns whose numbers people take for each other.
const CONFUSED: [&str; 3] = ["phase3", "final_phase", "high_coverage"];

/// Draws table and explanation.
pub(super) fn population_table(
    catalogue: &Catalogue,
    filter: &SampleFilter,
    samples: Option<&SampleList>,
) -> Html {
    let table = catalogue.populations();
    html! {
        <>
            <section class="panel" aria-labelledby="population-table">
                <h2 id="population-table">{ format!("The {} populations", table.populations.len()) }</h2>
                { table_view(table, filter) }
            </section>
            { explanation(table, samples) }
        </>
    }
}

fn table_view(table: &PopulationTable, filter: &SampleFilter) -> Html {
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label="Samples of the populations">
            <table class="population-table">
                <caption class="visually-hidden">{ "Populations with their numbers of samples" }</caption>
                <thead><tr>
                    <th scope="col">{ "Code" }</th>
                    <th scope="col">{ "Population" }</th>
                    <th scope="col">{ "Superpopulation" }</th>
                    for column in &table.columns { <th scope="col" class="num">{ column.title.clone() }</th> }
                </tr></thead>
                <tbody>
                    for group in &table.superpopulations {
                        for population in table.members(&group.code) { { row(table, population, filter) } }
                    }
                </tbody>
                <tfoot><tr>
                    <th scope="row" colspan="3">{ "All" }</th>
                    for column in &table.columns { <td class="num">{ text::count(u64::from(column.total)) }</td> }
                </tr></tfoot>
            </table>
        </div>
    }
}

fn row(table: &PopulationTable, population: &Population, filter: &SampleFilter) -> Html {
    let (chosen, href) = choose(filter, population);
    let group = table.superpopulation(&population.superpopulation);
    let number = |column: &SampleColumn| {
        let number = population.samples.get(&column.id);
        number.map_or_else(|| "–".to_owned(), |number| text::count(u64::from(*number)))
    };
    html! {
        <tr key={population.code.clone()} data-picked={chosen.to_string()}>
            <th scope="row"><a class="population-table__code" {href} aria-current={chosen.then_some("true")}><code>{ population.code.clone() }</code></a></th>
            <td>{ population.description.clone() }</td>
            <td data-superpopulation={population.superpopulation.clone()}>
                <span class="swatch" aria-hidden="true"></span>{ population.superpopulation.clone() }
                <span class="quiet">{ format!(" {}", group.map_or("", |group| group.name.as_str())) }</span>
            </td>
            for column in &table.columns { <td class="num">{ number(column) }</td> }
        </tr>
    }
}

/// Explains what the columns count, first those whose sums people take for each other.
fn explanation(table: &PopulationTable, samples: Option<&SampleList>) -> Html {
    let confused = || CONFUSED.iter().filter_map(|id| column(table, id));
    let others = table
        .columns
        .iter()
        .filter(|column| !CONFUSED.contains(&&*column.id));
    let sums: Vec<String> = confused()
        .map(|column| text::count(u64::from(column.total)))
        .collect();
    html! {
        <section class="panel" aria-labelledby="why-differ">
            <h2 id="why-differ">{ format!("Why {} differ", sums.join(", ")) }</h2>
            <dl class="terms terms--beside">
                for column in confused() { { explain(column) } }
                for column in others { { explain(column) } }
            </dl>
            if let Some(samples) = samples { { line("note", text::overlap_words(samples)) } }
        </section>
    }
}

fn column<'a>(table: &'a PopulationTable, id: &str) -> Option<&'a SampleColumn> {
    table.columns.iter().find(|column| column.id == id)
}

fn explain(column: &SampleColumn) -> Html {
    html! {
        <div><dt>{ format!("{} ({})", column.title, text::count(u64::from(column.total))) }</dt><dd>{ column.note.clone() }</dd></div>
    }
}

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
        row: &|at| sample_row(&props.samples, places[at], at),
    };
    html! {
        <section class="sample-table" aria-labelledby="samples">
            <h2 id="samples">{ text::samples(places.len()) }</h2>
            if places.is_empty() {
                <p class="empty">{ "No sample fits all that is chosen." }</p>
            } else {
                <SampleExport samples={props.samples.clone()} places={Rc::new(places.clone())} name={text::count(places.len() as u64)} />
                { long_table(&rows, &table) }
            }
        </section>
    }
}

fn sample_row(list: &SampleList, place: u16, at: usize) -> Html {
    let Some(sample) = list.sample(place) else {
        return html! { <tr key={place} aria-rowindex={row_number(at)} /> };
    };
    let family = list.family(sample).map(|name| format!("family {name}"));
    let relation = Some(text::relation_words(list, place)).filter(|words| !words.is_empty());
    let family: Vec<String> = family.into_iter().chain(relation).collect();
    let family = family.join(", ");
    html! {
        <tr key={&*sample.name} aria-rowindex={row_number(at)}>
            <th scope="row" data-family={family.clone()}><a href={Route::named(Page::Sample, &*sample.name).href()}><code>{ &*sample.name }</code></a></th>
            <td>{ list.population(sample).unwrap_or("–") }</td>
            <td>{ sample.sex.map_or("–", |sex| sex.name()) }</td>
            <td class="sample-table__family" title={family.clone()}>{ family }</td>
            <td class="sample-table__cohorts quiet">{ text::cohort_words(list, place) }</td>
        </tr>
    }
}
