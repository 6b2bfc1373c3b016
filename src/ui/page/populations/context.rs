//! What the parts of the populations page share.

use crate::catalogue::{Catalogue, Population, PopulationTable, SampleFilter, SampleList, Sex};
use crate::ui::route::{Page, Route};

/// What the address asks for, and which samples fit.
#[derive(PartialEq)]
pub(super) struct Chosen {
    pub(super) filter: SampleFilter,
    /// Words of the query that say nothing about samples.
    pub(super) rest: Vec<String>,
    /// Indices of the samples that fit; none without a list of samples.
    pub(super) places: Vec<u16>,
    pub(super) counts: Option<Counts>,
}

impl Chosen {
    pub(super) fn new(query: &str, catalogue: &Catalogue, samples: Option<&SampleList>) -> Self {
        let table = catalogue.populations();
        let (filter, rest) = SampleFilter::parse(query, table);
        Self {
            places: samples.map_or_else(Vec::new, |list| list.select(&filter, table)),
            counts: samples.map(|list| Counts::new(&filter, list, table)),
            filter,
            rest,
        }
    }

    /// Returns the link to this page with another filter.
    pub(super) fn href(filter: &SampleFilter) -> String {
        Self::route(filter).href()
    }

    pub(super) fn route(filter: &SampleFilter) -> Route {
        Route {
            query: filter.as_query(),
            ..Route::to(Page::Populations)
        }
    }
}

/// How many samples would fit with each choice, all others as they are.
#[derive(PartialEq)]
pub(super) struct Counts {
    /// By superpopulation, in the order of the table.
    pub(super) groups: Vec<usize>,
    pub(super) sexes: [usize; 2],
    /// Unrelated, relatives.
    pub(super) related: [usize; 2],
    /// In no trio, in a trio.
    pub(super) trio: [usize; 2],
}

impl Counts {
    fn new(filter: &SampleFilter, list: &SampleList, table: &PopulationTable) -> Self {
        let count = |change: &dyn Fn(&mut SampleFilter)| {
            let mut filter = filter.clone();
            change(&mut filter);
            list.select(&filter, table).len()
        };
        let groups = table.superpopulations.iter().map(|group| {
            count(&|filter| {
                filter.populations.clear();
                filter.superpopulations = vec![group.code.clone()];
            })
        });
        Self {
            groups: groups.collect(),
            sexes: Sex::ALL.map(|sex| count(&|filter| filter.sex = Some(sex))),
            related: [false, true].map(|yes| count(&|filter| filter.related = Some(yes))),
            trio: [false, true].map(|yes| count(&|filter| filter.trio = Some(yes))),
        }
    }
}

/// Returns whether a population is chosen, and the link that chooses it, or no longer.
pub(super) fn choose(filter: &SampleFilter, population: &Population) -> (bool, String) {
    let chosen = filter.populations.contains(&population.code)
        || filter
            .superpopulations
            .contains(&population.superpopulation);
    let mut next = filter.clone();
    next.toggle_population(&population.code);
    (chosen, Chosen::href(&next))
}
