//! The populations of a superpopulation with their numbers of samples.

use std::cmp::Reverse;

use yew::prelude::*;

use crate::catalogue::{Population, Superpopulation};
use crate::ui::route::{Page, Route};

/// Draws a heading with colour and sum, then a bar for each population; `largest` fills the bar.
pub fn population_list(group: &Superpopulation, populations: &[&Population], largest: u32) -> Html {
    let mut populations = populations.to_vec();
    populations.sort_by_key(|population| Reverse(samples(population)));
    html! {
        <section class="population-list" data-superpopulation={group.code.clone()}>
            <h3>
                <span class="swatch" aria-hidden="true"></span>{ format!("{} ", group.code) }
                <span class="quiet">{ format!("{} · {}", group.name, group.phase3.value) }</span>
            </h3>
            <ul>for population in populations { <li>{ population_bar(population, largest) }</li> }</ul>
        </section>
    }
}

fn population_bar(population: &Population, largest: u32) -> Html {
    html! {
        <a href={(Route { query: population.code.clone(), ..Route::to(Page::Populations) }).href()} title={population.description.clone()}>
            <code>{ population.code.clone() }</code>
            <span>
                { population.name.clone() }
                <meter class="population-list__bar" min="0" max={largest.to_string()}
                    value={samples(population).to_string()} aria-hidden="true"></meter>
            </span>
            <span class="num">{ samples(population).to_string() }</span>
        </a>
    }
}

/// Returns the number of phase 3 samples.
pub fn samples(population: &Population) -> u32 {
    population
        .samples
        .get("phase3")
        .copied()
        .unwrap_or_default()
}
