//! Leaves: values in, callbacks out; no context, no ports.
//!
//! What needs no hook is a function that returns [`yew::Html`]: each component adds 2 kB to the program.

mod code_block;
mod facet_list;
mod field_text;
mod file_grid;
mod file_table;
mod long_table;
mod release_card;
mod row_window;
mod sample_list;
mod saved_searches;
mod selection_menu;
mod simple;
mod tab_list;
mod transfer_row;
mod world_map;

pub use code_block::CodeBlock;
pub use facet_list::{Facet, FacetValue, Meaning, facet_list, filter_chips, meaning_chips};
pub use field_text::{Field, examples, field_text, search_box};
pub(crate) use field_text::{input_of, typed};
pub use file_grid::{RowState, differing_from, grid_row, row_of_key, waiting_row};
pub use file_table::{FileRow, file_path, file_table, marked, pick_box};
pub(crate) use file_table::{date_cell, size_cell};
pub use long_table::{LongTable, Rows, long_body, long_table, row_number, use_rows};
pub(crate) use release_card::count as count_words;
pub use release_card::release_card;
pub use row_window::{RowWindow, View, WHOLE, divide};
pub use sample_list::{population_list, sample_box, samples};
pub use saved_searches::SavedSearches;
pub use selection_menu::{SelectionMenu, selection_dock};
pub use simple::{
    Heading, breadcrumb, button, chip, choice, error_view, line, mirror_picker, named_button,
    outward, query_help, sort_heading,
};
pub use tab_list::{Tab, TabList};
pub use transfer_row::{TransferButton, transfer_row};
pub use world_map::{
    MAP_HEIGHT, MAP_WIDTH, MapArea, MapEntry, MapMarker, MapPoint, spread, world_map,
};
