//! One page for each place: reads contexts, calls pure functions, composes leaves.

mod browse;
mod browse_table;
mod catalogue;
mod downloads;
mod files;
mod frame;
mod get;
mod get_browser;
mod help;
mod populations;

pub use browse::BrowsePage;
pub use catalogue::CataloguePage;
pub use downloads::DownloadsPage;
pub use files::FilesPage;
pub use frame::Frame;
pub use get::GetPage;
pub use help::HelpPage;
pub use populations::PopulationsPage;
