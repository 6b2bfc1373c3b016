//! Leaves: values in, callbacks out; no context, no ports.
//!
//! What needs no hook is a function that returns [`yew::Html`]: each component adds 2 kB to the program.

mod breadcrumb;
mod chip;
mod code_block;
mod fault_view;
mod field_text;
mod file_path;
mod file_table;
mod heading;
mod long_table;
mod map_layout;
mod mirror_picker;
mod population_list;
mod release_card;
mod row_window;
mod sample_box;
mod search_box;
mod selection_dock;
mod selection_menu;
mod simple;
mod sort_button;
mod tab_list;
mod transfer_row;
mod world_map;

pub use breadcrumb::breadcrumb;
pub use chip::chip;
pub use code_block::CodeBlock;
pub use fault_view::fault_view;
pub(crate) use field_text::input_of;
pub(crate) use field_text::typed;
pub use field_text::{Field, field_text};
pub use file_path::{file_path, marked};
pub use file_table::{FileRow, file_table, pick_box};
pub(crate) use file_table::{date_cell, size_cell};
pub use heading::Heading;
pub use long_table::{LongTable, Rows, long_table, row_number, use_rows};
pub use map_layout::{MAP_HEIGHT, MAP_WIDTH, MapArea, MapMarker, MapPoint, spread};
pub use mirror_picker::mirror_picker;
pub use population_list::{population_list, samples};
pub(crate) use release_card::count as count_words;
pub use release_card::release_card;
pub use row_window::{RowWindow, View, WHOLE, divide};
pub use sample_box::sample_box;
pub use search_box::{examples, search_box};
pub use selection_dock::selection_dock;
pub use selection_menu::SelectionMenu;
pub use simple::{button, line, named_button, outward};
pub use sort_button::sort_heading;
pub use tab_list::{Tab, TabList};
pub use transfer_row::transfer_row;
pub use world_map::{MapEntry, world_map};
