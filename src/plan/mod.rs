//! The plan of a transfer: files, source, destination and warnings.
//!
//! A plan is data for every tool and for the page alike: paths, sizes, checksums, accounts and warnings. It knows no
//! shell and writes no sentence.

mod check;
mod file_state;
mod item;
mod local_path;
mod manifest;
mod options;
mod origin;
mod partition;
mod planner;
mod to_manifest;
mod transfer_plan;

pub use file_state::{FileState, KnownContent, StateCounts};
pub use item::{Facts, NAME_MAX, PlanItem, Refusal, facts_on};
pub use local_path::{LocalPathError, System, check_local_path, path_on};
pub use manifest::{
    FileSource, MANIFEST_VERSION, Manifest, ManifestCitation, ManifestError, ManifestFile,
    SnapshotId,
};
pub use options::{OptionError, PlanOptions};
pub use origin::Origin;
pub use planner::{PlannedFile, Plans};
pub use to_manifest::{CitedDirectories, PlannedManifest, StandIns};
pub use transfer_plan::{
    Account, Anchor, BROWSER_LIMIT, Destination, Totals, TransferPlan, Warning,
};
