//! One page for each place: reads contexts, calls pure functions, composes leaves.

mod browse;
mod browse_fault;
mod browse_go_to;
mod browse_live;
mod browse_readme;
mod browse_table;
mod browse_walk;
mod catalogue;
mod downloads;
mod files;
mod frame;
mod get;
mod get_browser;
mod get_commands;
mod get_files;
mod help;
mod mirror_status;
mod populations;

pub use browse::BrowsePage;
pub use catalogue::catalogue_page;
pub use downloads::DownloadsPage;
pub use files::FilesPage;
pub use frame::Frame;
pub use get::get_page;
pub use help::help_page;
pub use populations::populations_page;
