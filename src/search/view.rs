//! What a page asks of the file search, and what it gets: a window of rows, never all of them.

use crate::mirror::HostPath;
use crate::table::Md5;

use super::QueryField;

/// Which files are wanted, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The query, as text.
    pub query: String,
    /// The order.
    pub order: Order,
    /// Says whether the order is reversed.
    pub descending: bool,
}

/// An order of files. Equal files stand in the order of their paths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// How well they fit: exact file name, words that begin as typed, main before working copies, fewer words in the path.
    #[default]
    Rank,
    /// By host, directory and name.
    Path,
    /// By size; unknown ones last.
    Size,
    /// By date; unknown ones last.
    Date,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResult {
    /// How many files.
    pub files: u32,
    /// Bytes of those whose size is known.
    pub bytes: u64,
    /// How many have no known size.
    pub unknown_sizes: u32,
    /// How many files there are of each value of each facet, in the order to show.
    pub facets: Vec<FacetCounts>,
    /// The place of the first row among all.
    pub first: u32,
    /// A window of rows.
    pub rows: Vec<FoundFile>,
    /// What a person should know about how the query was read.
    pub notes: Vec<Note>,
}

/// How many files have each value of a field.
///
/// Where the query chooses values of this field itself, other values are counted as if it did not, so that a count is what
/// choosing this value alone would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    /// The field whose values these are.
    pub field: QueryField,
    /// Values and numbers of files, most files first but for chromosomes, which keep their order. Values without files are
    /// left out unless they are chosen.
    pub values: Vec<(String, u32)>,
}

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Its number in the snapshot.
    pub number: u32,
    /// Where it is.
    pub at: HostPath,
    /// Size in bytes, exact, if known.
    pub size: Option<u64>,
    /// Date of last change in seconds since 1970 UTC, if known.
    pub date: Option<i64>,
    /// Its sample, where it is of one.
    pub sample: Option<String>,
    /// Its population, where it is of one.
    pub population: Option<String>,
    /// The short name of its release or data collection.
    pub collection: Option<String>,
    /// Says which of the rules that were asked with cover it; places in their list.
    pub covered: Vec<u32>,
}

/// What a person should know about how a query was read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// Nothing was found with these words, which say little; they were left out.
    Ignored(Vec<String>),
    /// Nothing has the word as typed; this one was taken for it.
    Corrected {
        /// As typed.
        typed: String,
        /// What was searched for.
        used: String,
    },
    /// Nothing was found; without this term so many files would be.
    Without {
        /// The term, as text.
        term: String,
        /// How many.
        files: u32,
    },
    /// A value that nothing has, and a near one that something has.
    Unknown {
        /// The field.
        field: QueryField,
        /// The value.
        value: String,
        /// A near one, if there is.
        near: Option<String>,
    },
    /// Indexes were asked for together with what is found, and the list has none of these files.
    NoIndexes,
}

/// A file with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    /// Where it is.
    pub at: HostPath,
    /// Size in bytes, exact, if known.
    pub size: Option<u64>,
    /// Date of last change in seconds since 1970 UTC, if known.
    pub date: Option<i64>,
    /// Checksum, if it was asked for and is known.
    pub md5: Option<Md5>,
}

/// All files that a query finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expanded {
    /// The files, in the order of paths; none if there are more than were asked for.
    pub files: Vec<ListedFile>,
    /// What they are together, or would be, without digest.
    pub tally: Tally,
}

/// Sums over what a query finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many files.
    pub files: u32,
    /// Bytes of those whose size is known.
    pub bytes: u64,
    /// How many have no known size.
    pub unknown_sizes: u32,
    /// MD5 over the hosts and paths, each followed by a line feed, in order: the same list has the same digest.
    pub digest: Option<Md5>,
}
