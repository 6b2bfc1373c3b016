//! Data collections: the projects whose data are on the site.

use serde::Deserialize;

use super::{Citation, Count, Fact};
use crate::mirror::RemotePath;

/// A project's data on the site, in a directory of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataCollection {
    /// Short name in data and links: `30x`.
    pub id: String,
    /// Its directory on the site.
    pub directory: RemotePath,
    /// Name for people.
    pub name: String,
    /// A summary of one sentence.
    pub summary: String,
    /// Numbers of samples; empty if unknown.
    #[serde(default)]
    pub samples: Vec<Fact<Count>>,
    /// The reference assembly that positions refer to, if known.
    pub assembly: Option<Fact<String>>,
    /// The naming of chromosomes in its files, if known.
    pub contigs: Option<Fact<String>>,
    /// Its size in words, if known.
    pub size: Option<Fact<String>>,
    /// The paper to cite, if known.
    pub citation: Option<Citation>,
    /// Its main README, if known.
    pub readme: Option<RemotePath>,
    /// Its data reuse statement, if known.
    pub reuse: Option<RemotePath>,
    /// A note for people who use it.
    pub note: Option<Fact<String>>,
}
