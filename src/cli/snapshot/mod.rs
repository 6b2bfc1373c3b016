//! `igsr-fetch snapshot`.

mod args;
mod error;
mod plan;
mod publish;
mod run;

pub(super) use args::SnapshotArgs;
pub(super) use error::{FolderError, PlanError};
pub(super) use run::snapshot;
