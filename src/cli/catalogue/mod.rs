//! `igsr-fetch catalogue`: what differs between the catalogue and a mirror.

mod mirror;
mod run;

pub(super) use mirror::MirrorArgumentError;
pub(super) use run::{CatalogueArgs, compare};
