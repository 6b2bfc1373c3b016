//! `igsr-fetch catalogue`: what differs between the catalogue and a mirror.

mod mirror;
mod run;

pub(super) use mirror::{MirrorArgumentError, mirror_of};
pub(super) use run::{CatalogueArgs, compare};
