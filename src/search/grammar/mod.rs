//! The query language of the file search: what may be typed, what it means, and how it is written back.
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
//! All terms must hold; the values of one field term are alternatives. A pasted address (`https://…`, `ftp:/…`) is the phrase
//! of its last part, or what the caller knows it to be. Printing gives the canonical text, which reads as
//! the same query.

mod date;
mod field;
mod limit;
mod query;

pub use date::PartialDate;
pub use field::QueryField;
pub use limit::Limit;
pub use query::{FileQuery, Term, Test};
