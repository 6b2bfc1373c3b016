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
    /// A summary of one sentence.
    pub summary: String,
    /// The month in which its paper appeared, in ISO 8601.
    pub published: Fact<String>,
    /// The reference assembly that positions refer to.
    pub assembly: Fact<String>,
    /// The naming of chromosomes in its files.
    pub contigs: Fact<String>,
    /// Its directories, the main one first, each with a label.
    pub directories: Vec<Fact<RemotePath>>,
    /// The directory of its reads and alignments.
    pub data_directory: Fact<RemotePath>,
    /// Numbers of samples; several, with labels, if it has several parts.
    pub samples: Vec<Fact<Count>>,
    /// Numbers of populations.
    pub populations: Vec<Fact<Count>>,
    /// Numbers of variants of each kind, in words.
    pub variants: Vec<Fact<String>>,
    /// Total size of its variant files in words, if known.
    pub size: Option<Fact<String>>,
    /// The paper to cite.
    pub citation: Citation,
    /// The terms of use of its data.
    pub reuse: Fact<String>,
    /// Its main README, if known.
    pub readme: Option<RemotePath>,
    /// Notes for people who use it.
    pub caveats: Vec<Fact<String>>,
    /// Events in its history; the label is the date.
    pub history: Vec<Fact<String>>,
}

/// A paper to cite.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Authors, title, journal and year.
    pub text: String,
    /// URL of its DOI.
    pub url: String,
    /// Key of the source.
    pub source: String,
}
