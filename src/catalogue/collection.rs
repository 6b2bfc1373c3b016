//! Data collections: the projects whose data the site holds.

use serde::Deserialize;

use super::{Citation, Count, Fact};
use crate::mirror::RemotePath;

/// A project's data on the site, in a directory of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataCollection {
    /// Short name in data and links: `30x`.
    pub id: String,
    /// Its directory.
    pub directory: RemotePath,
    /// Name for people.
    pub name: String,
    /// What it is, in a sentence.
    pub summary: String,
    /// How many samples it has; empty if unknown.
    #[serde(default)]
    pub samples: Vec<Fact<Count>>,
    /// The reference assembly that positions refer to, if known.
    pub assembly: Option<Fact<String>>,
    /// How its files name chromosomes, if known.
    pub contigs: Option<Fact<String>>,
    /// How large it is, in words, if known.
    pub size: Option<Fact<String>>,
    /// The paper to cite, if known.
    pub citation: Option<Citation>,
    /// Its main README, if known.
    pub readme: Option<RemotePath>,
    /// Its data reuse statement, if known.
    pub reuse: Option<RemotePath>,
    /// What to know before using it.
    pub note: Option<Fact<String>>,
}
