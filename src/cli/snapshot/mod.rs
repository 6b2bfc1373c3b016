//! `igsr-fetch snapshot`.

mod args;
mod plan;
mod run;

pub(super) use args::{PlanError, SnapshotArgs};
pub(super) use run::snapshot;
