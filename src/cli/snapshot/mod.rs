//! `igsr-fetch snapshot`.

mod args;
mod plan;
mod publish;
mod run;

pub(super) use args::SnapshotArgs;
pub(super) use plan::PlanError;
pub(super) use run::snapshot;
