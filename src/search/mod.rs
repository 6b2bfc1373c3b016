//! Search over releases, data collections, populations and files: the query, matching, and the order of hits.
//!
//! Every word of a query must occur, in any order and in any field, as part of a word, whatever the case of its ASCII letters (names on the site are ASCII). A hit says which field
//! each word was found in. The order is one that a person can predict; see [`SearchIndex::search`].
//!
//! The search of all files has a query language of its own ([`FileQuery`]), words with meanings ([`Synonyms`]) and forgives typing errors
//! ([`near`]).

mod documents;
mod engine;
mod grammar;
mod highlight;
mod index;
pub mod near;
mod opening;
mod query;
mod synonyms;
mod view;
mod wire;
pub mod worker;

pub use documents::{Target, documents};
pub use engine::Engine;
pub use grammar::{
    FileQuery, Limit, MAX_QUERY_BYTES, MAX_QUERY_TERMS, PartialDate, QUERY_HELP, QueryFault,
    QueryField, QueryProblem, Term, Test,
};
pub use highlight::{Piece, highlight};
pub use index::{Document, Field, Hit, SearchIndex};
pub use opening::{OpenFrom, OpenProgress, OpenStep, SearchFault};
pub use query::Query;
pub use synonyms::Synonyms;
pub use view::{Expanded, FacetCounts, Found, FoundFile, ListedFile, Note, Order, Tally, View};
pub use wire::{Answer, Question};
