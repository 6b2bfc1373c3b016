//! Readers of the site's own tables: checksum lists, `current.tree`, index files, samples and
//! populations.
//!
//! Columns are found by name, or checked by their form, never by position alone. A row that cannot
//! be read is counted with its line and reason, never dropped silently.

mod cells;
mod checksum_list;
mod current_tree;
mod file_facts;
mod header;
mod index_columns;
mod index_table;
mod md5;
mod population_list;
mod sample_merge;
mod sample_row;
mod sample_table;
mod summary;

pub use checksum_list::{ChecksumList, ChecksumRow};
pub use current_tree::{RawRow, SkippedReason, TreeRow};
pub use current_tree::{SkippedRow, TreeReader, TreeSummary};
pub use file_facts::FileFacts;
pub use index_columns::FileRole;
pub use index_table::{IndexRow, IndexTable, IndexedFile};
pub use md5::{Md5, Md5Error};
pub use population_list::{PopulationFormat, PopulationList, PopulationRow};
pub use sample_merge::{Contradiction, SampleField, SampleMerge};
pub use sample_row::SampleRow;
pub use sample_row::Sex;
pub use sample_table::{SampleFormat, SampleTable};
pub use summary::{NoteCount, RefusedRow, RowError, RowNote, Table, TableError, TableSummary};
