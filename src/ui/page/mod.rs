//! The pages: each reads contexts, calls pure functions and composes components.

mod browse;
mod catalogue;
mod changed;
mod command_view;
mod copy;
mod differences;
mod downloads;
mod estimate;
mod file;
mod files;
mod get;
mod help;
mod layout;
mod linked;
mod list_origin;
mod list_status;
mod mirror_status;
mod newest;
mod other_pages;
mod populations;
mod renamed;
mod whose;

pub use browse::known::{KnownTable, KnownTableProps, UnknownDirectory, UnknownDirectoryProps};
pub use files::grid::{FileGrid, FileGridProps};
pub use get::{PlannedFiles, PlannedFilesProps};
pub use layout::Frame;
pub use linked::gone_since;
pub use populations::{PopulationsPage, PopulationsProps};
