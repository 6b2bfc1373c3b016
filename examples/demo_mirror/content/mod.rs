//! The made-up tree: small files in the true formats and under the true names, and the site's own list of them.

mod bgzf;
mod notes;
mod site;
mod tabix;
mod tables;
mod vcf;

pub(crate) use site::site;
