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
mod files_facets;
mod files_grid;
mod files_link;
mod files_list;
mod files_other;
mod files_query;
mod frame;
mod get;
mod get_browser;
mod get_files;
mod help;
mod linked;
mod mirror_status;
mod populations;
mod populations_choose;
mod populations_samples;
mod populations_table;

pub use browse::BrowsePage;
pub use catalogue::catalogue_page;
pub use downloads::DownloadsPage;
pub use files::FilesPage;
pub use frame::Frame;
pub use get::get_page;
pub use help::help_page;
pub use linked::changes_since;
pub use populations::{PopulationsPage, PopulationsProps};
