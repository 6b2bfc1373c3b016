//! A corpus in the true shapes of the site: `current.tree`, index files, panel and pedigree, made up by chance that is the same on every
//! machine. `examples/make_corpus.rs` is the program.
//!
//! Shapes, counts and names follow the site's READMEs, its index files (`igsr/1000Genomes_data_indexes`, 2019-07) and its release directories; sizes,
//! dates, checksums and run numbers are made up. Sizes are exact to the byte and dates to the second, so that they compress no better than true ones.

mod collections;
mod history;
mod indexes;
mod others;
mod people;
mod phases;
mod populations;
mod random;
mod releases;
mod tables;
mod tree;
mod working;
mod write;

pub(crate) use write::{Report, write};
