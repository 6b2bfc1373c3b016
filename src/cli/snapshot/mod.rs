//! `igsr-fetch snapshot`.

mod args;
mod plan;
mod plan_error;
mod publish;
mod run;

pub(super) use args::SnapshotArgs;
pub(super) use plan_error::PlanError;
pub(super) use run::snapshot;
