//! The main releases of the 1000 Genomes Project.

use serde::Deserialize;

use super::{Count, Fact};
use crate::mirror::RemotePath;

/// A main release: pilot, phase 1 or phase 3.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// Short name in data and links: `phase3`.
    pub id: String,
    /// Name for people: `Phase 3`.
    pub name: String,
    /// What it is, in a sentence.
    pub summary: String,
    /// When its paper appeared: a month in ISO 8601.
    pub published: Fact<String>,
    /// The reference assembly that positions refer to.
    pub assembly: Fact<String>,
    /// How its files name chromosomes.
    pub contigs: Fact<String>,
    /// Its directories, the main one first; the label says what each holds.
    pub directories: Vec<Fact<RemotePath>>,
    /// Where its reads and alignments are.
    pub data_directory: Fact<RemotePath>,
    /// How many samples it has; several, labelled, if it has several parts.
    pub samples: Vec<Fact<Count>>,
    /// How many populations they come from.
    pub populations: Vec<Fact<Count>>,
    /// How many variants of each kind it has, in words.
    pub variants: Vec<Fact<String>>,
    /// How large its variant files are together, in words, if known.
    pub size: Option<Fact<String>>,
    /// The paper to cite.
    pub citation: Citation,
    /// On which terms its data may be used.
    pub reuse: Fact<String>,
    /// Its main README, if known.
    pub readme: Option<RemotePath>,
    /// What to know before using it.
    pub caveats: Vec<Fact<String>>,
    /// What happened when; the label is the date.
    pub history: Vec<Fact<String>>,
}

/// A paper to cite.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Authors, title, journal and year.
    pub text: String,
    /// Address of its DOI.
    pub url: String,
    /// Key of the source.
    pub source: String,
}
