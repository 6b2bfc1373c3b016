//! Leaves: values in, callbacks out; no context, no ports.

mod breadcrumb;
mod code_block;
mod fault_view;
mod field_text;
mod file_path;
mod file_table;
mod heading;
mod mirror_picker;
mod population_list;
mod release_card;
mod search_box;
mod selection_dock;
mod sort_button;
mod tab_list;
mod transfer_row;

pub use breadcrumb::Breadcrumb;
pub use code_block::CodeBlock;
pub use fault_view::FaultView;
pub use field_text::FieldText;
pub use file_path::FilePath;
pub use file_table::{FileRow, FileTable, PickBox};
pub(crate) use file_table::{date_cell, size_cell};
pub use heading::Heading;
pub use mirror_picker::MirrorPicker;
pub use population_list::PopulationList;
pub(crate) use release_card::count as count_words;
pub use release_card::ReleaseCard;
pub use search_box::{Examples, SearchBox};
pub use selection_dock::SelectionDock;
pub use sort_button::SortHeading;
pub use tab_list::{Tab, TabList};
pub use transfer_row::{TransferRow, TransferView};
