//! The pages of one sample and one population: who they are, and their files by collection.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::{
    ListedPopulation, Population, PopulationTable, Sample, SampleFilter, SampleList, read_names,
};
use crate::search::{FileQuery, QueryField, SearchResult, View};
use crate::text;
use crate::ui::component::{Heading, line};
use crate::ui::route::{Page, Route};
use crate::ui::state::file_list::use_samples;
use crate::ui::state::loaded::use_loaded;
use crate::ui::state::{use_file_list, use_navigation, use_ports, use_site};

use super::copy::CopyButton;
use super::list_status::ListStatus;
use super::populations::SampleExport;

/// The page of the sample or the population that the address names.
#[component]
pub(super) fn WhosePage() -> Html {
    let (ports, navigation, site, lists) =
        (use_ports(), use_navigation(), use_site(), use_file_list());
    let samples = use_samples(&ports, &lists);
    let name = navigation.route.query.trim();
    let table = site.known.catalogue.populations();
    let is_population = navigation.route.place == Page::Population;
    let samples = samples.as_ref();
    let listed = samples.map_or_else(Vec::new, |samples| samples.populations_named(name));
    let code = match (table.population(name), listed.as_slice()) {
        (Some(population), _) => &population.code,
        (None, [one]) => &one.code,
        _ => name,
    };
    let names = vec![if is_population { code } else { name }.to_owned()];
    let filter = if is_population {
        SampleFilter {
            populations: names,
            ..SampleFilter::default()
        }
    } else {
        SampleFilter {
            names,
            ..SampleFilter::default()
        }
    };
    let files = use_files_by_collection((!name.is_empty()).then(|| filter.as_query()));
    let (title, facts) = match table.population(name).filter(|_| is_population) {
        Some(population) => (
            format!("{}: {}", population.code, population.description),
            population_facts(population, samples, table),
        ),
        None if is_population => (
            match listed.as_slice() {
                [one] => text::listed_population(one),
                _ => text::visible_name(name),
            },
            samples.map_or_else(Html::default, |samples| {
                listed_facts(samples, &listed, table)
            }),
        ),
        None => {
            let facts = samples.map(|samples| sample_facts(samples, name, table));
            (text::visible_name(name), facts.unwrap_or_default())
        }
    };
    let title = if name.is_empty() {
        navigation.route.place.name().to_owned()
    } else {
        title
    };
    html! {
        <article class="file-page">
            <Heading text={title} take_focus={navigation.moved} />
            <ListStatus />
            { facts }
            { files }
        </article>
    }
}

/// Draws who a population is, and its samples.
fn population_facts(
    population: &Population,
    samples: Option<&Rc<SampleList>>,
    table: &PopulationTable,
) -> Html {
    let group = table.superpopulation(&population.superpopulation);
    let columns = table.columns.iter().filter_map(|column| {
        let number = population.samples.get(&column.id)?;
        let label = format!("Samples in {}", column.title);
        Some(html! { <div><dt>{ label }</dt><dd>{ text::count(u64::from(*number)) }</dd></div> })
    });
    let list = samples.map(|samples| samples_of(samples, &population.code, table));
    let group = group.map_or("", |group| group.name.as_str());
    html! {
        <>
            <dl class="facts facts--wide">
                <div><dt>{ "Superpopulation" }</dt><dd>{ format!("{} {group}", population.superpopulation) }</dd></div>
                { for columns }
            </dl>
            { list.unwrap_or_default() }
        </>
    }
}

/// Draws the samples of a population.
fn samples_of(samples: &Rc<SampleList>, code: &str, table: &PopulationTable) -> Html {
    let filter = SampleFilter {
        populations: vec![code.to_owned()],
        ..SampleFilter::default()
    };
    let places = Rc::new(samples.select(&filter, table));
    let names = places.iter().filter_map(|place| samples.sample(*place));
    html! {
        <section class="panel" aria-labelledby="its-samples">
            <h2 id="its-samples">{ text::samples(places.len()) }</h2>
            <p class="samples-list">for sample in names { { sample_link(sample) }{ " " } }</p>
            <SampleExport samples={samples.clone()} places={places.clone()} name={code.to_owned()} />
        </section>
    }
}

/// Draws what the list knows of a population of another collection; or which ones have the name.
fn listed_facts(
    samples: &Rc<SampleList>,
    listed: &[&ListedPopulation],
    table: &PopulationTable,
) -> Html {
    let row = |label: &'static str, value: String| {
        (!value.is_empty()).then(|| html! { <div><dt>{ label }</dt><dd>{ value }</dd></div> })
    };
    match listed {
        [] => html! {
            <p class="empty">{ "The list has no population of this name. " }<a href={Route::to(Page::Populations).href()}>{ "The 26 populations" }</a></p>
        },
        [one] => html! {
            <>
                <dl class="facts facts--wide">
                    { row("Superpopulation", one.superpopulation.clone()) }
                    { row("Also called", one.also.join(", ")) }
                </dl>
                { samples_of(samples, &one.code, table) }
            </>
        },
        several => html! {
            <ul>for one in several { <li><a href={Route::named(Page::Population, one.code.clone()).href()}>{ text::listed_population(one) }</a></li> }</ul>
        },
    }
}

fn sample_link(sample: &Sample) -> Html {
    html! { <a href={Route::named(Page::Sample, &*sample.name).href()}><code>{ &*sample.name }</code></a> }
}

/// Draws who a sample is, with links to its population and relatives.
fn sample_facts(samples: &Rc<SampleList>, name: &str, table: &PopulationTable) -> Html {
    let place = samples.find(name);
    let (Some(place), Some(sample)) = (place, place.and_then(|place| samples.sample(place))) else {
        return unknown_sample(samples, name, table);
    };
    let codes = samples.populations(sample).map(|code| {
        let listed = samples.populations_named(code);
        let name = table.population(code).map(|it| format!(" {}, {}", it.description, it.superpopulation));
        let name = name.or_else(|| Some([" ", &listed.first()?.description].concat()));
        html! { <><a href={Route::named(Page::Population, code).href()}>{ code }</a>{ name.unwrap_or_default() }<br /></> }
    });
    let codes: Vec<Html> = codes.collect();
    let relative = |place: Option<u16>| {
        place
            .and_then(|place| samples.sample(place))
            .map(sample_link)
    };
    let children: Vec<Html> = samples
        .children(place)
        .map(|child| html! { <>{ sample_link(child) }{ " " }</> })
        .collect();
    let parents = [sample.father, sample.mother].into_iter().flatten();
    let parents = parents.filter_map(|parent| samples.sample(parent));
    let family = std::iter::once(sample)
        .chain(parents)
        .chain(samples.children(place));
    let family: Vec<String> = family.map(|one| one.name.to_string()).collect();
    let of_family = SampleFilter {
        names: family.clone(),
        ..SampleFilter::default()
    };
    let of_family = Route::search(of_family.as_query()).href();
    let counted = text::cohort_words(samples, place);
    let fact = |label: &'static str, value: Option<Html>| {
        let value = value.unwrap_or_else(|| html! { <span class="quiet">{ text::UNKNOWN }</span> });
        html! { <div><dt>{ label }</dt><dd>{ value }</dd></div> }
    };
    html! {
        <>
            <dl class="facts facts--wide">
                { fact("Population", (!codes.is_empty()).then(|| html! { <>{ codes }</> })) }
                { fact("Sex", sample.sex.map(|sex| html! { text::sex(sex) })) }
                if let Some(family) = samples.family(sample) { { fact("Family", Some(html! { family })) } }
                if let Some(father) = relative(sample.father) { { fact("Father", Some(father)) } }
                if let Some(mother) = relative(sample.mother) { { fact("Mother", Some(mother)) } }
                if !children.is_empty() { { fact("Children", Some(html! { <>{ children }</> })) } }
                if !counted.is_empty() { { fact("Counted in", Some(html! { counted })) } }
            </dl>
            <p class="actions">
                <CopyButton label="Copy name" name="Copy name of the sample" text={sample.name.to_string()} />
                if family.len() > 1 { <a class="button button--small" href={of_family}>{ format!("Files of {} with parents and children", sample.name) }</a> }
            </p>
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

/// Draws how many files a query finds in each release and collection, with links to them.
#[hook]
fn use_files_by_collection(query: Option<String>) -> Html {
    let (ports, site, lists) = (use_ports(), use_site(), use_file_list());
    let is_open = lists.list.facts.is_some();
    let key = query.filter(|_| is_open);
    let key = key.map(|query| (lists.list.opens, query));
    let search = ports.search.clone();
    let load = |(_, query): (u32, String), _| async move {
        let view = View {
            query,
            ..View::default()
        };
        search.find(&view, &[], 0..1).await.map(Rc::new)
    };
    let loaded = use_loaded(&ports, key.clone(), load);
    let Some(key) = key else {
        return Html::default();
    };
    let found = match loaded.result(&key) {
        Some(Ok(found)) => found.clone(),
        Some(Err(error)) => return line("warn", text::search_fault(error).what),
        None => return line("quiet", text::LOOKING_UP),
    };
    let (_, query) = key;
    let all = Route::search(query.clone()).href();
    let query = FileQuery::parse(&query).unwrap_or_default();
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
    let counted: u32 = counts.clone().map(|(_, files)| files).sum();
    let others = found.files.saturating_sub(counted);
    html! {
        <section class="panel" aria-labelledby="its-files">
            <h2 id="its-files">{ text::files(found.files as usize) }</h2>
            if found.files == 0 {
                { line("empty", text::NO_FILES_OF_THESE) }
            } else {
                <p><a class="button button--primary" href={all}>{ all_words(&found) }</a></p>
                <table class="file-page__collections">
                    <thead><tr><th scope="col">{ "Release or collection" }</th><th scope="col" class="num">{ "Files" }</th></tr></thead>
                    <tbody>
                        { for counts.map(row) }
                        if others > 0 { <tr><th scope="row">{ "In none of them" }</th><td class="num">{ text::count(others.into()) }</td></tr> }
                    </tbody>
                </table>
            }
        </section>
    }
}

fn all_words(found: &SearchResult) -> String {
    format!("Show all {}", text::files(found.files as usize))
}
