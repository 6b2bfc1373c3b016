//! `igsr-fetch plan` and `igsr-fetch verify`.

mod all;
mod args;
mod error;
mod files;
mod mirror;
mod run;
mod subset;
mod verify;

pub(super) use args::{PlanArgs, VerifyArgs};
pub(super) use error::TransferError;
pub(super) use run::plan;
pub(super) use verify::verify;
