//! What is asked of a list of files and what is found: views and results, opening it, and errors.

use serde::{Deserialize, Serialize};

use super::QueryField;
use crate::catalogue::Estimate;
use crate::mirror::{HostPath, RemotePath};
use crate::snapshot::{OpenError, Tier};
use crate::table::Md5;

/// Origin of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenFrom {
    /// A snapshot of static files: the address of its folder, with a trailing slash.
    Snapshot(String),
    /// The mirror's own tables: addresses of `current.tree` and of the tables of samples and of files on other hosts, which
    /// may be missing.
    Tree {
        /// Address of `current.tree`.
        tree: String,
        /// Addresses of sample tables.
        samples: Vec<String>,
        /// Addresses of index files.
        indexes: Vec<String>,
    },
    /// The browser's cached copy of the last [`OpenFrom::Tree`].
    Kept,
}

/// Progress of opening a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenProgress {
    /// Current step.
    pub step: OpenStep,
    /// Bytes of this step so far.
    pub bytes: u64,
    /// Total bytes of this step, if known.
    pub of: Option<u64>,
    /// Files so far.
    pub files: u32,
}

/// A step of opening a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenStep {
    /// Fetching and reading bytes.
    Fetching,
    /// Sorting what was read.
    Ordering,
    /// Writing to the browser's cache.
    Keeping,
}

/// Reason why a request has no result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// No list is open.
    #[error("no file list is open")]
    NotOpen,
    /// The list could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The query cannot be read.
    #[error("the query cannot be read")]
    Query,
    /// The worker could not start, or failed.
    #[error("the part of the page that searches files failed: {reason}")]
    WorkerFailed {
        /// The browser's words.
        reason: String,
    },
}

/// A query and the order of its results.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// The query, as text.
    pub query: String,
    /// The order.
    pub order: Order,
    /// Whether the order is reversed.
    pub descending: bool,
}

/// An order of files; ties are ordered by path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Order {
    /// By relevance: exact file name, what each word means or begins, then main releases, collections and working copies,
    /// variants of one sample behind those of many, the newest first, variants before their indexes before READMEs.
    #[default]
    Rank,
    /// By host, directory and name.
    Path,
    /// By size; unknown ones last.
    Size,
    /// By date; unknown ones last.
    Date,
}

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchResult {
    /// Number of files.
    pub files: u32,
    /// Sum of the known sizes in bytes.
    pub bytes: u64,
    /// Number of files of unknown size.
    pub unknown_sizes: u32,
    /// What these weigh, as far as that can be estimated.
    pub estimate: Estimate,
    /// Counts for each value of each facet, in display order.
    pub facets: Vec<FacetCounts>,
    /// Position of the first row among all results.
    pub first: u32,
    /// A window of rows.
    pub rows: Vec<FoundFile>,
    /// Notes on how the query was understood.
    pub notes: Vec<Note>,
    /// What words of the query were taken for, in their order.
    pub understood: Vec<Understood>,
    /// Why the first file is the first, where the order is by rank.
    pub first_why: Option<Why>,
}

/// What words of a query were taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// The words as typed, one after another in the query.
    pub words: Vec<String>,
    /// The fields and values that they mean: a file must have one of them, or the words in its path.
    pub means: Vec<(QueryField, Vec<String>)>,
    /// Whether they are several words or groups of which one must hold.
    pub either: bool,
    /// Whether a file must have none of it: `without exome`.
    pub negated: bool,
    /// Fields and values that a file must not have, though no word names them: `2504 high coverage` is without relatives.
    pub excluded: Vec<(QueryField, Vec<String>)>,
}

/// What gives a file its place in the order by rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// Whether its name, or its path, is what was typed.
    pub exact: bool,
    /// Whether it has what each word means, or each begins a word of its path.
    pub meant: bool,
    /// Whose files it is among.
    pub tier: Tier,
    /// Months from the year 2000 to the date in the name of its directory; 0 without one.
    pub month: u16,
}

/// Number of files for each value of a field.
///
/// Where the query restricts this field itself, counts ignore that restriction: each is what choosing this value alone
/// would give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCounts {
    /// The field whose values these are.
    pub field: QueryField,
    /// Values with numbers of files, the most frequent first; chromosomes keep their order. Values without files are
    /// left out unless they are chosen.
    pub values: Vec<(String, u32)>,
}

/// A file in a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundFile {
    /// Its number in the snapshot.
    pub number: u32,
    /// Host and path.
    pub at: HostPath,
    /// Size in bytes, exact, if known.
    pub size: Option<u64>,
    /// Date of last change in seconds since 1970 UTC, if known.
    pub date: Option<i64>,
    /// Its sample, if it has exactly one.
    pub sample: Option<String>,
    /// Its population, if it has exactly one.
    pub population: Option<String>,
    /// The short name of its release or data collection.
    pub collection: Option<String>,
    /// Positions of the request's rules that cover it.
    pub covered: Vec<u32>,
}

/// A note on how a query was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Note {
    /// Nothing was found with these words, which carry little meaning; they were left out.
    Ignored(Vec<String>),
    /// No file has the word as typed; another was used in its place.
    Corrected {
        /// As typed.
        typed: String,
        /// The word used.
        used: String,
    },
    /// No file has the word; these are near, and none of them was taken in its place.
    Near {
        /// As typed.
        typed: String,
        /// Near words and names, at least one.
        near: Vec<String>,
    },
    /// No file has this word or quoted text, and nothing is near.
    Missing(String),
    /// Nothing was found; without this term there would be results.
    Without {
        /// The term, as text.
        term: String,
        /// Number of files without the term.
        files: u32,
    },
    /// A value that no file has, with a similar one that exists.
    Unknown {
        /// The field.
        field: QueryField,
        /// The value.
        value: String,
        /// A similar value, if there is one.
        near: Option<String>,
    },
    /// A file has another name today, by which it was looked for too.
    Renamed {
        /// The former name as typed, perhaps with its path.
        former: String,
        /// The path of today.
        path: RemotePath,
        /// What has happened.
        reason: String,
    },
    /// Index files were requested with the results, and the list has none of them.
    NoIndexes,
    /// So many of the index files stand on another host, beside a copy of the data file: same name and checksum.
    IndexesOfCopies(u32),
    /// So many copies at mirrors are left out, as what they are copies of is found.
    Copies(u32),
}

/// A file with all facts about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFile {
    /// Host and path.
    pub at: HostPath,
    /// Size in bytes, exact, if known.
    pub size: Option<u64>,
    /// What it weighs in bytes by estimate, if the size is unknown and files of its kind have a weight.
    pub weight: Option<u64>,
    /// Date of last change in seconds since 1970 UTC, if known.
    pub date: Option<i64>,
    /// Checksum, if requested and known.
    pub md5: Option<Md5>,
    /// Other checksums that sources give for it.
    pub other_md5s: Vec<Md5>,
}

/// A file by its path, with all that the list knows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDetails {
    /// The file.
    pub file: FoundFile,
    /// What it weighs in bytes by estimate, if the size is unknown and files of its kind have a weight.
    pub weight: Option<u64>,
    /// Its checksum, if known.
    pub md5: Option<Md5>,
    /// Other checksums that sources give for it.
    pub other_md5s: Vec<Md5>,
    /// The tables that give the checksum, then those of each other one; empty where this is not known.
    pub md5_tables: Vec<Vec<String>>,
    /// Its index or the file that it is an index of, and what else bears its whole name and an extension.
    pub companions: Vec<FoundFile>,
}

/// All files of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expanded {
    /// The files by path; empty if there are more than requested.
    pub files: Vec<ListedFile>,
    /// Their sums, with the digest if the files are there.
    pub tally: Tally,
}

/// Sums over the files of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Number of files.
    pub files: u32,
    /// Sum of the known sizes in bytes.
    pub bytes: u64,
    /// Number of files of unknown size.
    pub unknown_sizes: u32,
    /// What these weigh, as far as that can be estimated.
    pub estimate: Estimate,
    /// MD5 over the hosts and paths in order, each followed by a line feed; equal lists have equal digests.
    pub digest: Option<Md5>,
}

/// What a list of files has in a directory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedDirectory {
    /// Its directories by name, each with the number of files below it.
    pub directories: Vec<(String, u32)>,
    /// Its files by name.
    pub files: Vec<ListedFile>,
    /// Number of directories and files beyond as many as requested, which are left out.
    pub more: u32,
}
