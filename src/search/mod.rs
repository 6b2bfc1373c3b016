//! Search over releases, data collections, populations and files: the query, matching, and the order of hits.
//!
//! Every word of a query must occur, in any order and in any field, as part of a word, whatever the case of its ASCII letters (names on the site are ASCII). A hit says which field
//! each word was found in. The order is one that a person can predict; see [`SearchIndex::search`].
//!
//! The search of all files has a query language of its own ([`FileQuery`]), words with meanings ([`Synonyms`]) and forgives typing errors
//! ([`edit_distance`](crate::common::edit_distance)).

mod documents;
mod engine;
mod file_pack;
mod index;
mod marked;
mod plain;
mod query;
mod synonyms;
mod view;

pub use documents::documents;
pub use engine::{Engine, Md5Search};
pub use file_pack::FilePack;
pub use index::{Document, Field, Hit, Piece, Query, SearchIndex, Target, highlight};
pub use marked::words_to_mark;
pub use query::{
    FileQuery, Limit, MAX_QUERY_BYTES, MAX_QUERY_NAMES, MAX_QUERY_TERMS, PartialDate, QUERY_HELP,
    QueryError, QueryErrorKind, QueryField, Term, Test,
};
pub use synonyms::Synonyms;
pub use view::{
    Expanded, FacetCounts, FileDetails, FoundFile, ListedDirectory, ListedFile, Note, OpenFrom,
    OpenProgress, OpenStep, Order, SearchError, SearchResult, Tally, Understood, View, Why,
};
