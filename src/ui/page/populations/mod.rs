//! Populations and samples: a map and a table of the 26 populations, filters, pasted names, and the samples that fit.

mod choose;
mod context;
mod export;
mod table;

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::catalogue::{
    Catalogue, CatalogueFile, DataType, SampleFilter, SampleList, read_names, replace_entry,
};
use crate::search::Query;
use crate::text;
use crate::ui::component::{
    FileRow, Heading, MapEntry, button, file_table, line, sample_box, world_map,
};
use crate::ui::page::list_status::ListStatus;
use crate::ui::route::Route;
use crate::ui::state::context::{SelectionContext, SiteContext};
use crate::ui::state::{use_navigation, use_selection, use_site};

pub(super) use export::SampleExport;

use choose::choices;
use context::{Chosen, choose};
use table::{SampleTable, population_table};

/// Files that many people want of their samples: what a link to them says, and what it adds to the query.
const SHORTCUTS: [(&str, &str); 1] = [(
    "30x CRAMs with indexes",
    "collection:30x type:cram with:index",
)];

/// Properties of [`PopulationsPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct PopulationsProps {
    /// The samples of the open list, once they are known.
    #[prop_or_default]
    pub samples: Option<Rc<SampleList>>,
}

/// The populations page.
#[component]
pub fn PopulationsPage(props: &PopulationsProps) -> Html {
    let navigation = use_navigation();
    let (site, selection) = (use_site(), use_selection());
    let catalogue = site.known.catalogue.clone();
    let parts = (navigation.route.query.clone(), props.samples.clone());
    let chosen = {
        let catalogue = catalogue.clone();
        use_memo(parts, move |(query, samples)| {
            Chosen::new(query, &catalogue, samples.as_deref())
        })
    };
    let on_filter = {
        let go = navigation.go.clone();
        Callback::from(move |filter: SampleFilter| go.emit((Chosen::route(&filter), false)))
    };
    let paste = use_paste(props, &catalogue, &chosen, &on_filter);
    let samples = props.samples.as_ref();
    html! {
        <>
            <Heading text="Populations and samples" take_focus={navigation.moved} />
            { summary(&catalogue, &chosen, samples.is_some(), &on_filter) }
            <div class="sample-choice">
                <div class="sample-choice__filters">{ choices(&catalogue, &chosen, &on_filter) }</div>
                { map(&catalogue, &chosen.filter) }
            </div>
            { paste }
            { population_table(&catalogue, &chosen.filter, samples.map(|samples| &**samples)) }
            if let Some(samples) = samples { <SampleTable samples={samples.clone()} {chosen} /> }
            { sample_files(&site, &selection) }
        </>
    }
}

/// Draws the box for pasted names and looks them up; or says why there is no box.
#[hook]
fn use_paste(
    props: &PopulationsProps,
    catalogue: &Rc<Catalogue>,
    chosen: &Rc<Chosen>,
    on_filter: &Callback<SampleFilter>,
) -> Html {
    let node = use_node_ref();
    let read = use_state(|| None);
    let Some(samples) = props.samples.clone() else {
        return without_samples();
    };
    let (area_node, state, catalogue) = (node.clone(), read.setter(), catalogue.clone());
    let (chosen, on_filter) = (chosen.clone(), on_filter.clone());
    // With an entry and what is meant, that is put in its place first.
    let look = Callback::from(move |replaced: Option<(String, String)>| {
        let Some(area) = area_node.cast::<HtmlTextAreaElement>() else {
            return;
        };
        if let Some((entry, by)) = replaced {
            area.set_value(&replace_entry(&area.value(), &entry, &by));
            // The button that was pressed goes away. A box that cannot take the focus leaves it where it was.
            let _ = area.focus();
        }
        let table = catalogue.populations();
        let pasted = read_names(&area.value(), &samples, table);
        let filter = pasted.as_ref().ok();
        let filter = filter.map(|pasted| pasted.filter(&samples, table));
        if let Some(filter) = filter.filter(|filter| !filter.is_empty()) {
            on_filter.emit(SampleFilter {
                sex: chosen.filter.sex,
                related: chosen.filter.related,
                trio: chosen.filter.trio,
                ..filter
            });
        }
        state.set(Some(pasted));
    });
    let on_look = look.reform(|_: MouseEvent| None);
    sample_box(&node, (*read).as_ref(), on_look, &look.reform(Some))
}

/// Says how many samples fit, and leads to their files.
fn summary(
    catalogue: &Catalogue,
    chosen: &Chosen,
    has_samples: bool,
    on_filter: &Callback<SampleFilter>,
) -> Html {
    let filter = &chosen.filter;
    if filter.is_empty() {
        return html! { <>{ line("note", text::CHOOSE) }{ unknown_words(chosen) }</> };
    }
    let query = filter.as_query();
    let counted = if has_samples {
        text::samples(chosen.places.len())
    } else {
        text::counted_words(catalogue.populations(), filter)
    };
    let all = if has_samples {
        format!("Files of these {}", text::samples(chosen.places.len()))
    } else {
        "Files of these samples".to_owned()
    };
    let on_clear = on_filter.reform(|_: MouseEvent| SampleFilter::default());
    html! {
        <section class="sample-summary" aria-label="What is chosen">
            <p role="status"><strong>{ text::filter_words(filter) }</strong>{ ": " }{ counted }</p>
            <div class="actions">
                <a class="button button--primary" href={Route::search(query.clone()).href()}>{ all }</a>
                for (label, terms) in SHORTCUTS {
                    <a class="button" href={Route::search(format!("{query} {terms}")).href()}>{ label }</a>
                }
                { button("button", "Clear filters", on_clear) }
            </div>
            { unknown_words(chosen) }
        </section>
    }
}

/// Names the words of the address that say nothing about samples.
fn unknown_words(chosen: &Chosen) -> Html {
    if chosen.rest.is_empty() {
        return Html::default();
    }
    let words = chosen.rest.join(" ");
    html! {
        <p class="warn">
            { format!("“{words}” is no population, sex, relation or sample. ") }
            <a href={Route::search(words).href()}>{ "Search files for it" }</a>
        </p>
    }
}

fn map(catalogue: &Catalogue, filter: &SampleFilter) -> Html {
    let table = catalogue.populations();
    let entry = |population| {
        let (chosen, href) = choose(filter, population);
        MapEntry {
            population,
            label: text::population_label(population),
            href,
            chosen,
        }
    };
    world_map(&table.populations.iter().map(entry).collect::<Vec<_>>())
}

fn without_samples() -> Html {
    html! {
        <div class="offer">
            <p>{ text::NO_SAMPLES }</p>
            <ListStatus />
        </div>
    }
}

/// Draws the tables of the site that describe samples.
fn sample_files(site: &SiteContext, selection: &SelectionContext) -> Html {
    let catalogue = &site.known.catalogue;
    let is_table = |file: &&CatalogueFile| file.data_type == DataType::Samples;
    let row = |file: &CatalogueFile| {
        let path = &file.file.path;
        let facts = site.known.facts(path, &site.mirror);
        FileRow {
            path: path.clone(),
            size: facts.size,
            modified: facts.modified,
            description: Some(file.description.to_string().into()),
            why: "sample table".into(),
            picked: selection.current().contains(path),
        }
    };
    let rows: Vec<FileRow> = catalogue.files().iter().filter(is_table).map(row).collect();
    html! {
        <section class="panel" aria-labelledby="sample-tables">
            <h2 id="sample-tables">{ "Sample tables" }</h2>
            { line("note", text::SAMPLE_TABLES) }
            { file_table("Sample tables", &rows, &Query::default(), &selection.pick()) }
        </section>
    }
}
