//! A query that was understood.

use super::{Limit, PartialDate, QueryField};

/// What files are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileQuery {
    /// Each must hold. None fits all files.
    pub terms: Vec<Term>,
}

/// A test, or its contrary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Says whether the files are wanted for which the test does not hold.
    pub negated: bool,
    /// The test.
    pub test: Test,
}

/// What can be asked of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// A word, as typed: its path holds it, whatever the case of ASCII letters; or it holds what the word means.
    Text(String),
    /// Words in quotes: its path holds exactly this, whatever the case of ASCII letters.
    Phrase(String),
    /// It has one of the values, which are as [`QueryField::normalise`] gives them.
    Field(QueryField, Vec<String>),
    /// Its size in bytes is within the limit; a file whose size is unknown is not.
    Size(Limit<u64>),
    /// Its date of last change is within the limit; a file whose date is unknown is not.
    Date(Limit<PartialDate>),
}
