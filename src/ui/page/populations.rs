//! The 26 populations with their numbers of samples in each release.

use yew::prelude::*;

use crate::catalogue::{CatalogueFile, DataType, Population, PopulationTable, SampleColumn};
use crate::search::Query;
use crate::ui::component::{FileRow, Heading, file_table, marked};
use crate::ui::state::AppContext;
use crate::ui::text;

/// Draws the populations page.
pub fn populations_page(app: &AppContext) -> Html {
    let table = app.known.catalogue.populations();
    let query = Query::parse(&app.navigation.route.query);
    html! {
        <>
            <Heading key="populations" text="Populations" take_focus={app.navigation.moved} />
            <p>{ format!("People of {} populations gave samples. How many are counted depends on the release: each column says what it counts.", table.populations.len()) }</p>
            { wanted(app, &query) }
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

/// Draws the population that the link names, and the tables in which its samples are found.
fn wanted(app: &AppContext, query: &Query) -> Html {
    let catalogue = &app.known.catalogue;
    let Some(population) = query
        .words()
        .iter()
        .find_map(|word| catalogue.population(word))
    else {
        return Html::default();
    };
    let is_table = |file: &&CatalogueFile| file.data_type == DataType::Samples;
    let row = |file: &CatalogueFile| {
        let path = &file.file.path;
        let facts = app.known.facts(path, app.mirror());
        FileRow {
            path: path.clone(),
            size: facts.size,
            modified: facts.modified,
            description: Some(file.description.to_string().into()),
            why: "sample table".into(),
            picked: app.selection.0.current().contains(path),
        }
    };
    let rows: Vec<FileRow> = catalogue.files().iter().filter(is_table).map(row).collect();
    html! {
        <section class="panel" aria-labelledby="wanted">
            <h2 id="wanted">{ format!("{}: {}", population.code, population.description) }</h2>
            <p>{ "Variant files hold all populations of their release. These tables say which samples are whose; with them, a tool such as bcftools can cut a population out." }</p>
            { file_table("Sample tables", &rows, &Query::default(), &app.pick()) }
        </section>
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
