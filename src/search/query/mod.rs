//! The query language of the file search: grammar, parser and printer.
//!
//! ```text
//! query  = { blank } [ term { blank term } ]
//! term   = [ "-" ] ( phrase | address | field-term | word )
//! phrase = '"' text '"'                      \" and \\ stand for " and \ in it
//! field-term = field ":" value { "," value } | ("size" | "date") [ ":" ] limit
//! value  = phrase | text without blank and comma
//! limit  = [ ">" | ">=" | "<" | "<=" | "=" ] amount | amount ".." amount
//! word   = text without blank and colon that does not begin with a quote or "-"
//! ```
//!
//! All terms must hold; the values of one field term are alternatives. A pasted address (`https://…`, `ftp:/…`, `host:path`) is
//! a term of the field `path`, and several side by side are one; a word with commas is several words. Of a pasted command, and of rows of
//! a table, only the addresses and names of files are terms. What stands around a word that was copied, such as `“…”` and marks
//! that are not seen, is left out. Printing gives the canonical text, which reads as the same query.

mod address;
mod bare;
mod error;
mod fault;
mod field;
mod file_query;
mod help;
mod limit;
mod parse;
mod pasted;

pub use error::{QueryError, QueryErrorKind};
pub use field::QueryField;
pub use file_query::{FileQuery, Term, Test};
pub use help::QUERY_HELP;
pub use limit::{Limit, PartialDate};
pub use parse::{MAX_QUERY_BYTES, MAX_QUERY_NAMES, MAX_QUERY_TERMS};
