//! The catalogue: search, the main releases, data collections, populations.

use yew::prelude::*;

use crate::catalogue::{Catalogue, DataCollection, Owner};
use crate::text;
use crate::ui::component::{
    Heading, count_words, examples, population_list, release_card, samples, search_box,
};
use crate::ui::page::differences::{CARDS, differences_note, gone_mark, new_cards};
use crate::ui::route::{Page, Route};
use crate::ui::state::context::SiteContext;
use crate::ui::state::{use_navigation, use_site};

/// The first page.
#[component]
pub fn CataloguePage() -> Html {
    let navigation = use_navigation();
    let site = use_site();
    let catalogue = &site.known.catalogue;
    let on_submit = {
        let go = navigation.go.clone();
        Callback::from(move |query: String| go.emit((Route::search(query), false)))
    };
    let placeholder = format!(
        "{} main files, {} populations…  press / to start",
        text::count(catalogue.files().len() as u64),
        catalogue.populations().populations.len()
    );
    let new_releases = new_cards(&site, false);
    html! {
        <>
            <Heading text="Catalogue of 1000 Genomes data" take_focus={navigation.moved} hidden=true />
            { search_box(None, placeholder, Callback::noop(), on_submit, examples()) }
            <section aria-labelledby="releases">
                <h2 id="releases">{ "Main releases" }</h2>
                <div class="releases">
                    for release in catalogue.releases() {
                        { release_card(release, release.readme.as_ref().map(|path| site.mirror.file_url(path)), gone_mark(&site, Owner::Release(release))) }
                    }
                </div>
                if !new_releases.is_empty() { <ul class="collections">{ new_releases }</ul> }
            </section>
            { populations(catalogue) }
            { collections(&site) }
            { differences_note(&site, CARDS) }
            <p class="note">
                { format!("These facts ship with the app, as of {}; each has its source and date. Browse reads a mirror as it is now. ", catalogue.as_of()) }
                <a href={Route::to(Page::Help).href()}>{ "Sources and citation" }</a>
            </p>
        </>
    }
}

fn populations(catalogue: &Catalogue) -> Html {
    let table = catalogue.populations();
    let largest = table.populations.iter().map(samples).max().unwrap_or(1);
    let sum: u32 = table.populations.iter().map(samples).sum();
    html! {
        <section aria-labelledby="populations">
            <h2 id="populations">{ "Start from a population" }
                <span class="quiet">{ format!(" samples in phase 3, {} in all", text::count(u64::from(sum))) }</span></h2>
            <div class="populations">
                for group in &table.superpopulations {
                    { population_list(group, &table.members(&group.code).collect::<Vec<_>>(), largest) }
                }
            </div>
        </section>
    }
}

fn collections(site: &SiteContext) -> Html {
    html! {
        <section aria-labelledby="collections">
            <h2 id="collections">{ "Newer data collections" }</h2>
            <ul class="collections">
                for collection in site.known.catalogue.collections() { <li>{ collection_card(site, collection) }</li> }
                { new_cards(site, true) }
            </ul>
        </section>
    }
}

fn collection_card(site: &SiteContext, collection: &DataCollection) -> Html {
    let assembly = collection.assembly.as_ref().map(|fact| fact.value.clone());
    let samples = collection.samples.first();
    html! {
        <article class="collection">
            <h3><a href={Route::directory(collection.directory.clone()).href()}>{ collection.name.clone() }</a></h3>
            <p class="quiet">
                { assembly.unwrap_or_else(|| "assembly not stated".to_owned()) }
                if let Some(fact) = samples { { format!(" · {} samples", count_words(fact.value)) } }
                if let Some(other) = samples.and_then(|fact| fact.disputed.as_ref()) {
                    <abbr title={other.clone()}>{ " (sources differ)" }</abbr>
                }
            </p>
            { gone_mark(site, Owner::Collection(collection)) }
            <p class="note">{ collection.summary.clone() }</p>
            <p class="note">
                if let Some(citation) = &collection.citation {
                    <a href={citation.url.clone()} target="_blank" rel="noreferrer" title={citation.text.clone()}>{ "Cite" }</a>{ " " }
                }
                if let Some(readme) = &collection.readme {
                    <a href={site.mirror.file_url(readme)} target="_blank" rel="noreferrer">{ "README" }</a>{ " " }
                }
                if let Some(reuse) = &collection.reuse {
                    <a href={site.mirror.file_url(reuse)} target="_blank" rel="noreferrer">{ "Reuse policy" }</a>
                }
            </p>
            if let Some(note) = &collection.note { <p class="note">{ note.value.clone() }</p> }
        </article>
    }
}
