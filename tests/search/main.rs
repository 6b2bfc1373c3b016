//! Search: over releases and populations, and over all files.

mod files;
mod index;
mod query;
mod synonyms;
