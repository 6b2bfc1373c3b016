//! The plan of a transfer: files, source, destination and warnings.
//!
//! A plan is data for every tool and for the page alike: paths, sizes, checksums, accounts and warnings. It knows no
//! shell and writes no sentence.

mod check;
mod item;
mod options;
mod partition;
mod planner;
mod transfer_plan;

pub use item::{Facts, NAME_MAX, PlanItem, Refusal, facts_on};
pub use options::{OptionError, PlanOptions};
pub use planner::{PlannedFile, Plans};
pub use transfer_plan::{
    Account, Anchor, BROWSER_LIMIT, Destination, Totals, TransferPlan, Warning,
};
