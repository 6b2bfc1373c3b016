//! The worker that plans transfers: it holds the files of a selection, plans them for a mirror, and writes what each tool needs.

mod client;
mod gathered;
mod output;
mod protocol;
mod server;
mod summary;
mod transfers;

pub use client::{GatherProgress, PlanClient, PlanError};
pub use protocol::{
    Block, HostSummary, Output, PickedAs, PlanChoice, PlanFault, PlanInput, PlanRule, PlanSummary,
    RefusedFile, RefusedFiles, Request, Response, SummaryFile,
};
pub use server::PlanServer;
pub use transfers::PlannedTransfer;
