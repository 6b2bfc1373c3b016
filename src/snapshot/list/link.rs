//! What index files and sample tables say about files.

use super::path_facts::SampleCode;
use super::vocabulary::Code;

/// What an index file says of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The file.
    pub file: u32,
    /// Its samples.
    pub samples: Vec<SampleCode>,
    /// Its release or data collection.
    pub collection: Code,
    /// Its analysis group.
    pub group: Code,
}

/// A sample, as far as files are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleKey<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its population, a number of the vocabulary.
    pub population: Code,
}
