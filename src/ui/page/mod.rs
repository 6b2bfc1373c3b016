//! One page for each place: reads contexts, calls pure functions, composes leaves.

mod browse;
mod catalogue;
mod downloads;
mod files;
mod get;
mod help;
mod layout;
mod linked;
mod mirror_status;
mod populations;

pub use browse::BrowsePage;
pub use catalogue::catalogue_page;
pub use downloads::DownloadsPage;
pub use files::FilesPage;
pub use files::grid::{FileGrid, FileGridProps};
pub use get::get_page;
pub use help::help_page;
pub use layout::Frame;
pub use linked::changes_since;
pub use populations::{PopulationsPage, PopulationsProps};
