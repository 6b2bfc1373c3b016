//! The populations of a superpopulation with their numbers of samples.

use yew::prelude::*;

use crate::catalogue::{Population, Superpopulation};
use crate::ui::route::Route;

/// Properties of [`PopulationList`].
#[derive(Clone, PartialEq, Properties)]
pub struct PopulationListProps {
    /// The superpopulation.
    pub group: Superpopulation,
    /// Its populations.
    pub populations: Vec<Population>,
    /// The number that fills the bar.
    pub largest: u32,
}

/// A heading with colour and sum, then a bar for each population.
#[component]
pub fn PopulationList(props: &PopulationListProps) -> Html {
    let mut populations = props.populations.clone();
    populations.sort_by_key(|population| std::cmp::Reverse(samples(population)));
    html! {
        <section class="population-list" data-superpopulation={props.group.code.clone()}>
            <h3>
                <span class="swatch" aria-hidden="true"></span>{ &props.group.code }{ " " }
                <span class="quiet">{ format!("{} · {}", props.group.name, props.group.phase3.value) }</span>
            </h3>
            <ul>
                for population in populations {
                    <li><a href={Route::search(population.code.clone()).href()} title={population.description.clone()}>
                        <code>{ &population.code }</code>
                        <span>
                            { &population.name }
                            <meter class="population-list__bar" min="0" max={props.largest.to_string()}
                                value={samples(&population).to_string()} aria-hidden="true"></meter>
                        </span>
                        <span class="num">{ samples(&population) }</span>
                    </a></li>
                }
            </ul>
        </section>
    }
}

/// Returns the number of phase 3 samples.
fn samples(population: &Population) -> u32 {
    population.samples.get("phase3").copied().unwrap_or_default()
}
