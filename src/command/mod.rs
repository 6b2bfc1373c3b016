//! Plans as text for a tool: commands to paste and files to save.
//!
//! Owns the syntax of each tool and all quoting. It chooses no files: every file of the plans is in the text, except what
//! a tool cannot do, which a [`Note`] states. Commands are for POSIX shells (tested with bash and dash).

mod aria2;
mod ascp;
mod bundle;
mod bundle_tool;
mod checksum;
mod curl;
mod engines;
mod globus;
mod lftp;
mod lists;
mod method;
mod parts;
pub mod quote;
mod rclone;
mod recursive;
mod region;
mod render;
mod s3;
mod sample_sheet;
mod script;
mod shell;
mod text;
mod tool;
mod wget;
mod windows;

pub use ascp::ascp;
pub use bundle::{Bundle, BundleFile, BundleOptions, LeftOut, LeftOutReason};
pub use bundle_tool::BundleTool;
pub use globus::globus;
pub use method::Method;
pub use recursive::{RecursiveCommand, recursive};
pub use region::{
    NotInRegion, Region, RegionError, SUBSET_RUN, Subset, SubsetBundle, is_variant_file, subset,
};
pub use shell::Shell;
pub use text::{Block, BlockKind, CommandText, Note};
pub use tool::Tool;
pub use wget::wget;
