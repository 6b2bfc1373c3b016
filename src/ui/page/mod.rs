//! One page for each place: reads contexts, calls pure functions, composes leaves.

mod browse;
mod browse_entries;
mod browse_fault;
mod browse_go_to;
mod browse_live;
mod browse_readme;
mod browse_walk;
mod catalogue;
mod downloads;
mod files;
mod frame;
mod get;
mod get_browser;
mod help;
mod mirror_status;
mod populations;

pub use browse::BrowsePage;
pub use catalogue::CataloguePage;
pub use downloads::DownloadsPage;
pub use files::FilesPage;
pub use frame::Frame;
pub use get::GetPage;
pub use help::HelpPage;
pub use populations::PopulationsPage;
