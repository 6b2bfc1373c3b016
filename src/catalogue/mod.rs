//! Releases, data collections, populations and their main files, each fact with its source.
//!
//! The facts are data (`static/catalogue/*.json`); this module gives them types. It has no HTML, no
//! shell text and no order of search results.

mod chromosome;
mod contigs;
mod differences;
mod error;
mod family;
mod kinds;
mod population;
mod release;
mod renamed;
mod sample;
mod store;
mod weights;

pub use crate::table::Sex;
pub use chromosome::{Chromosome, ChromosomeError, Chromosomes};
pub use contigs::{Accessions, ContigRule, Contigs};
pub use differences::{Comparison, Contents, Differences, NewDirectory, UnreadDirectory};
pub use error::CatalogueError;
pub use family::{
    CatalogueFile, DataType, FileFamily, KnownFile, Provenance, RemoteFile, ReplacedDirectory,
};
pub use kinds::{FullList, IndexFile, Kind, Kinds, Named, TreeFile, Words};
pub use population::{Population, PopulationTable, SampleColumn, Superpopulation};
pub use release::{Citation, Confidence, Count, DataCollection, Fact, Release, Source};
pub use renamed::{RenamedFile, RenamedFiles};
pub use sample::filter::SampleFilter;
pub use sample::list::{Cohort, MOST_SAMPLES, Sample, SampleError, SampleFacts, SampleList};
pub use sample::listed::{ListedPopulation, plain_name};
pub use sample::paste::{
    MOST_PASTED, MOST_SUGGESTED, PasteError, Pasted, Unknown, read_names, replace_entry,
};
pub use store::{Catalogue, CatalogueParts, KnownDirectory, NamedDirectory, Owner};
pub use weights::{Estimate, Weight};
