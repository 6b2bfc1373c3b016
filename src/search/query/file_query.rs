//! A parsed query.

use super::{Limit, PartialDate, QueryField};

/// A query for files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileQuery {
    /// Terms that must all hold. Without terms all files match.
    pub terms: Vec<Term>,
}

/// A test, possibly negated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether the files are meant that fail the test.
    pub negated: bool,
    /// The test.
    pub test: Test,
}

/// A test of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// A word as typed: the path contains it, ignoring ASCII case, or the file has one of its meanings.
    Text(String),
    /// Words in quotes: the path contains exactly this text, ignoring ASCII case.
    Phrase(String),
    /// The field has one of the values, in the canonical form of [`QueryField::normalise`].
    Field(QueryField, Vec<String>),
    /// The size in bytes is within the limit; an unknown size never is.
    Size(Limit<u64>),
    /// The date of last change is within the limit; an unknown date never is.
    Date(Limit<PartialDate>),
}
