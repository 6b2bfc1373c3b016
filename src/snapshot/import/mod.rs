//! Makes a snapshot out of the site's own tables, or out of the catalogue that ships with the app.

pub(super) mod collect;
mod facts;
pub(super) mod importer;
mod populations;
mod resolve;
pub(super) mod sort_merge;
