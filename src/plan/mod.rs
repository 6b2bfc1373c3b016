//! The plan of a transfer: files, source, destination and warnings.
//!
//! A plan is data for every tool and for the page alike: paths, sizes, checksums, accounts and warnings. It knows no
//! shell and writes no sentence.

mod check;
mod destination;
mod facts;
mod item;
mod options;
mod partition;
mod planner;
mod plans;
mod transfer_plan;
mod warning;

pub use destination::{Anchor, Destination};
pub use facts::{Facts, facts_on};
pub use item::{NAME_MAX, PlanItem, Refusal};
pub use options::{OptionError, PlanOptions};
pub use plans::{PlannedFile, Plans};
pub use transfer_plan::{Account, Totals, TransferPlan};
pub use warning::{BROWSER_LIMIT, Warning};
