//! The list of all files: in memory, and as static files that any web server can serve.

mod facts;
mod format;
mod import;
mod list;
mod origin;

pub use facts::{HostFacts, OpenError, SnapshotFacts};
pub use format::{
    FORMAT, LONGEST_NAME, Part, PartName, Snapshot, SnapshotFile, SnapshotFiles, SnapshotManifest,
    SnapshotReader,
};
pub use import::collect::{CollectError, Collected, Collector, IndexFacts};
pub use import::importer::{CURATED, bundled};
pub use import::importer::{ImportSummary, Importer};
pub use list::builder::{
    DEEPEST_DIRECTORY, FileListBuilder, LONGEST_DIRECTORY, ListError, MOST_SAMPLES, compare_paths,
};
pub use list::directories::Directories;
pub use list::file_list::FileList;
pub use list::file_list::{Columns, Dates, Sizes};
pub use list::file_notes::{Companion, Dispute, FileNotes};
pub use list::names::Names;
pub use list::path_facts::{Link, SampleKey};
pub use list::path_facts::{SEVERAL, SampleCode};
pub use list::postings::Postings;
pub use list::rank::Tier;
pub use list::string_table::{SEPARATOR, StringTable};
pub use list::tokenize::{PLACEHOLDER, is_word, words};
pub use list::vocabulary::{
    Code, Collection, MOST_CODES, PopulationCode, Vocabulary, chromosome_code, chromosome_of,
};
pub use origin::{CollectionOrigin, ListOrigin, TableOrigin};
