//! Releases, data collections, populations and their main files, each fact with its source.
//!
//! The facts are data (`static/catalogue/*.json`); this module gives them types. It has no HTML, no
//! shell text and no order of search results.

mod chromosome;
mod collection;
mod error;
mod family;
mod files_part;
mod full_list;
mod kinds;
mod population;
mod release;
mod remote_file;
mod sample;
mod source;
mod store;

pub use crate::table::Sex;
pub use chromosome::{Chromosome, ChromosomeError, Chromosomes};
pub use collection::DataCollection;
pub use error::CatalogueError;
pub use family::{CatalogueFile, DataType, FileFamily, KnownFile};
pub use full_list::{FullList, TreeFile};
pub use kinds::{IndexFile, Kind, Kinds, Named, Words};
pub use population::{Population, PopulationTable, SampleColumn, Superpopulation};
pub use release::{Citation, Release};
pub use remote_file::{Provenance, RemoteFile};
pub use sample::filter::SampleFilter;
pub use sample::list::{Cohort, MOST_SAMPLES, Sample, SampleError, SampleFacts, SampleList};
pub use sample::paste::{
    MOST_PASTED, MOST_SUGGESTED, PasteError, Pasted, Unknown, read_names, replace_entry,
};
pub use source::{Confidence, Count, Fact, Source};
pub use store::{Catalogue, CatalogueParts, KnownDirectory, NamedDirectory, Owner};
