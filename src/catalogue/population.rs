//! The 26 populations, their superpopulations and numbers of samples.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Fact;
use crate::common::json::unique_entries;

/// The populations with their sample counts.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PopulationTable {
    /// Key of the source of names, descriptions, superpopulations and colours.
    pub names: String,
    /// Key of the source of the coordinates.
    pub coordinates: String,
    /// The ways of counting samples, in the order to show.
    pub columns: Vec<SampleColumn>,
    /// The superpopulations, in the order in which IGSR shows them.
    pub superpopulations: Vec<Superpopulation>,
    /// The populations, by superpopulation, then by code.
    pub populations: Vec<Population>,
}

/// A way of counting samples.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleColumn {
    /// Short name in data: `phase3`.
    pub id: String,
    /// Heading for people.
    pub title: String,
    /// The sum over all populations, as its source states it.
    pub total: u32,
    /// Key of the source.
    pub source: String,
    /// An explanation of what is counted, and why the total differs from other columns.
    pub note: String,
}

/// A group of populations.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Superpopulation {
    /// Three-letter code: `AFR`.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// IGSR's colour for it: `#rrggbb`.
    pub colour: String,
    /// Number of phase 3 samples.
    pub phase3: Fact<u32>,
}

/// A population.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Three-letter code: `GBR`.
    pub code: String,
    /// Short name: `British`.
    pub name: String,
    /// Description: `British in England and Scotland`.
    pub description: String,
    /// Code of its superpopulation.
    pub superpopulation: String,
    /// Latitude in degrees, north positive, of roughly where the people were sampled or come from.
    pub latitude: f64,
    /// Longitude in degrees, east positive.
    pub longitude: f64,
    /// Other names and spellings that people search for.
    pub synonyms: Vec<String>,
    /// Number of samples by the column's short name.
    #[serde(deserialize_with = "unique_entries")]
    pub samples: BTreeMap<String, u32>,
}

impl PopulationTable {
    /// Returns the population with a code, in any letter case.
    pub fn population(&self, code: &str) -> Option<&Population> {
        self.populations
            .iter()
            .find(|population| population.code.eq_ignore_ascii_case(code))
    }

    /// Returns the superpopulation with a code, in any letter case.
    pub fn superpopulation(&self, code: &str) -> Option<&Superpopulation> {
        self.superpopulations
            .iter()
            .find(|superpopulation| superpopulation.code.eq_ignore_ascii_case(code))
    }

    /// Returns the populations of a superpopulation.
    pub fn members<'a>(&'a self, superpopulation: &'a str) -> impl Iterator<Item = &'a Population> {
        self.populations
            .iter()
            .filter(move |population| population.superpopulation == superpopulation)
    }

    /// Returns the number of samples of a superpopulation in one column.
    pub fn superpopulation_samples(&self, superpopulation: &str, column: &str) -> u32 {
        self.members(superpopulation)
            .filter_map(|population| population.samples.get(column))
            .sum()
    }
}
