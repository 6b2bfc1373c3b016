//! The list of all files: in memory, and as static files that any web server can serve.

mod builder;
mod collect;
mod columns;
mod curated;
mod dictionary;
mod directories;
mod facts;
mod file_list;
mod format;
mod gather;
mod marks;
mod names;
mod order;
mod postings;
mod teller;
mod texts;
mod vocabulary;
mod word;

pub use builder::{FileListBuilder, Link, ListError, MOST_SAMPLES, SampleKey, compare_paths};
pub use collect::{CollectError, Collected, Collector, Told};
pub use columns::{Columns, Dates, Sizes, WORKING};
pub use curated::curated;
pub use directories::Directories;
pub use facts::{HostFacts, OpenError, SnapshotFacts};
pub use file_list::FileList;
pub use format::{
    FORMAT, LONGEST_NAME, Part, PartName, Snapshot, SnapshotFile, SnapshotFiles, SnapshotManifest,
    SnapshotReader,
};
pub use gather::{Gathered, Gatherer};
pub use marks::{SEVERAL, SampleCode};
pub use names::Names;
pub use postings::Postings;
pub use texts::{BETWEEN, Texts};
pub use vocabulary::{
    Code, Collection, MOST_CODES, PopulationCode, Vocabulary, chromosome_code, chromosome_of,
};
pub use word::{SLOT, is_word, words};
