//! The pages of one sample and one population: who they are, and their files by collection.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::{PopulationTable, Sample, SampleFilter, SampleList, read_names};
use crate::search::{FileQuery, QueryField, SearchResult, View};
use crate::text;
use crate::ui::component::{Heading, line};
use crate::ui::route::{Page, Route};
use crate::ui::state::file_list::use_samples;
use crate::ui::state::loaded::use_loaded;
use crate::ui::state::{use_file_list, use_navigation, use_ports, use_site};

use super::list_status::ListStatus;
use super::populations::SampleExport;

/// The page of the sample that the address names.
#[component]
pub(super) fn SamplePage() -> Html {
    let (ports, navigation, site, lists) =
        (use_ports(), use_navigation(), use_site(), use_file_list());
    let samples = use_samples(&ports, &lists);
    let name = navigation.route.query.trim().to_owned();
    let place = samples.as_ref().and_then(|samples| samples.find(&name));
    let filter = SampleFilter {
        names: vec![name.clone()],
        ..SampleFilter::default()
    };
    let table = site.known.catalogue.populations();
    html! {
        <article class="file-page">
            <Heading text={text::visible_name(&name)} take_focus={navigation.moved} />
            <ListStatus />
            { match (&samples, place) {
                (Some(samples), Some(place)) => sample_facts(samples, place, table),
                (Some(samples), None) => unknown_sample(samples, &name, table),
                (None, _) => Html::default(),
            } }
            <FilesByCollection query={filter.as_query()} />
        </article>
    }
}

/// The page of the population that the address names.
#[component]
pub(super) fn PopulationPage() -> Html {
    let (ports, navigation, site, lists) =
        (use_ports(), use_navigation(), use_site(), use_file_list());
    let samples = use_samples(&ports, &lists);
    let code = navigation.route.query.trim().to_owned();
    let table = site.known.catalogue.populations();
    let Some(population) = table.population(&code) else {
        return html! {
            <>
                <Heading text={text::visible_name(&code)} take_focus={navigation.moved} />
                <p class="empty">{ "This is none of the 26 populations. " }<a href={Route::to(Page::Populations).href()}>{ "All populations" }</a></p>
            </>
        };
    };
    let filter = SampleFilter {
        populations: vec![population.code.clone()],
        ..SampleFilter::default()
    };
    let places = samples
        .as_ref()
        .map(|samples| Rc::new(samples.select(&filter, table)));
    let group = table.superpopulation(&population.superpopulation);
    let columns = table.columns.iter().filter_map(|column| {
        let number = population.samples.get(&column.id)?;
        Some(html! { <div><dt>{ format!("Samples in {}", column.title) }</dt><dd>{ text::count(u64::from(*number)) }</dd></div> })
    });
    html! {
        <article class="file-page">
            <Heading text={format!("{}: {}", population.code, population.name)} take_focus={navigation.moved} />
            <p>{ population.description.clone() }</p>
            <ListStatus />
            <dl class="facts facts--wide">
                <div><dt>{ "Superpopulation" }</dt><dd>{ format!("{} {}", population.superpopulation, group.map_or("", |group| group.name.as_str())) }</dd></div>
                { for columns }
            </dl>
            if let (Some(samples), Some(places)) = (samples, places) {
                <section class="panel" aria-labelledby="its-samples">
                    <h2 id="its-samples">{ text::samples(places.len()) }</h2>
                    <p class="samples-list">{ for places.iter().filter_map(|place| samples.sample(*place)).map(|sample| html! { <>{ sample_link(sample) }{ " " }</> }) }</p>
                    <SampleExport {samples} {places} name={population.code.clone()} />
                </section>
            }
            <FilesByCollection query={filter.as_query()} />
        </article>
    }
}

fn sample_link(sample: &Sample) -> Html {
    html! { <a href={Route::named(Page::Sample, &*sample.name).href()}><code>{ &*sample.name }</code></a> }
}

/// Draws who a sample is, with links to its population and relatives.
fn sample_facts(samples: &Rc<SampleList>, place: u16, table: &PopulationTable) -> Html {
    let Some(sample) = samples.sample(place) else {
        return Html::default();
    };
    let code = samples.population(sample);
    let population = code.and_then(|code| table.population(code));
    let relative = |place: Option<u16>| {
        place
            .and_then(|place| samples.sample(place))
            .map(sample_link)
    };
    let children: Vec<Html> = samples
        .children(place)
        .map(|child| html! { <>{ sample_link(child) }{ " " }</> })
        .collect();
    let counted = text::cohort_words(samples, place);
    let fact = |label: &'static str, value: Option<Html>| {
        let value = value.unwrap_or_else(|| html! { <span class="quiet">{ text::UNKNOWN }</span> });
        html! { <div><dt>{ label }</dt><dd>{ value }</dd></div> }
    };
    html! {
        <>
            <dl class="facts facts--wide">
                { fact("Population", code.map(|code| html! {
                    <><a href={Route::named(Page::Population, code).href()}>{ code }</a>{ population.map_or_else(String::new, |it| format!(" {}, {}", it.name, it.superpopulation)) }</>
                })) }
                { fact("Sex", sample.sex.map(|sex| html! { text::sex(sex) })) }
                if let Some(family) = samples.family(sample) { { fact("Family", Some(html! { family })) } }
                if let Some(father) = relative(sample.father) { { fact("Father", Some(father)) } }
                if let Some(mother) = relative(sample.mother) { { fact("Mother", Some(mother)) } }
                if !children.is_empty() { { fact("Children", Some(html! { <>{ children }</> })) } }
                if !counted.is_empty() { { fact("Counted in", Some(html! { counted })) } }
            </dl>
            <SampleExport samples={samples.clone()} places={Rc::new(vec![place])} name={sample.name.to_string()} />
        </>
    }
}

/// Says that there is no such sample, and names those that may be meant.
fn unknown_sample(samples: &SampleList, name: &str, table: &PopulationTable) -> Html {
    let read = read_names(name, samples, table);
    let meant = read
        .iter()
        .flat_map(|read| &read.unknown)
        .flat_map(|unknown| &unknown.suggestions);
    let links: Vec<Html> = meant
        .map(|name| html! { <>{ " " }<a href={Route::named(Page::Sample, name.clone()).href()}><code>{ name.clone() }</code></a></> })
        .collect();
    html! {
        <p class="note">{ "The list has no sample of this name." }if !links.is_empty() { { " Meant:" }{ links } }</p>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct FilesProps {
    query: AttrValue,
}

/// How many files a query finds in each release and collection, with links to them.
#[component]
fn FilesByCollection(props: &FilesProps) -> Html {
    let (ports, site, lists) = (use_ports(), use_site(), use_file_list());
    let key = lists
        .list
        .facts
        .as_ref()
        .map(|_| (lists.list.opens, props.query.clone()));
    let search = ports.search.clone();
    let load = |(_, query): (u32, AttrValue), _| async move {
        let view = View {
            query: query.to_string(),
            ..View::default()
        };
        search.find(&view, &[], 0..1).await.map(Rc::new)
    };
    let loaded = use_loaded(&ports, key.clone(), load);
    let found = match key.as_ref().and_then(|key| loaded.result(key)) {
        Some(Ok(found)) => found.clone(),
        Some(Err(error)) => return line("warn", text::search_fault(error).what),
        None if key.is_some() => return line("quiet", text::LOOKING_UP),
        None => return Html::default(),
    };
    let query = FileQuery::parse(&props.query).unwrap_or_default();
    let row = |(value, files): &(String, u32)| {
        let owner = site.known.catalogue.owner(value);
        let name = owner.map_or_else(|| value.clone(), |owner| owner.name().to_owned());
        let within = query.with_value(QueryField::Collection, value, true);
        html! {
            <tr><th scope="row"><a href={Route::search(within.to_string()).href()}>{ name }</a></th>
                <td class="num">{ text::count((*files).into()) }</td></tr>
        }
    };
    let mut facets = found.facets.iter();
    let facet = facets.find(|facet| facet.field == QueryField::Collection);
    let counts = facet.into_iter().flat_map(|facet| &facet.values);
    let counts = counts.filter(|(_, files)| *files > 0);
    html! {
        <section class="panel" aria-labelledby="its-files">
            <h2 id="its-files">{ text::files(found.files as usize) }</h2>
            if found.files == 0 {
                { line("empty", text::NO_FILES_OF_THESE) }
            } else {
                <p><a class="button button--primary" href={Route::search(props.query.to_string()).href()}>{ all_words(&found) }</a></p>
                <table class="file-page__collections">
                    <thead><tr><th scope="col">{ "Release or collection" }</th><th scope="col" class="num">{ "Files" }</th></tr></thead>
                    <tbody>{ for counts.map(row) }</tbody>
                </table>
            }
        </section>
    }
}

fn all_words(found: &SearchResult) -> String {
    format!("Show all {}", text::files(found.files as usize))
}
