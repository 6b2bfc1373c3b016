//! `igsr-fetch search`.

pub(super) mod md5s;
mod open;
mod run;

pub(super) use open::SnapshotLocation;
pub(super) use run::{SearchArgs, search};
