//! A query: its terms, how clicks edit it, and its one canonical text, which parses to the same query.

use std::collections::BTreeSet;
use std::fmt;

use super::field::Key;
use super::limit::write_size;
use super::{Limit, PartialDate, QueryField, bare};

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

impl FileQuery {
    /// Returns whether the query has no term and so matches all files.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Adds a term unless it is there already. A small number may stand twice, as in `chr 3 phase 3`.
    pub fn push(&mut self, term: Term) {
        let is_small =
            |word: &str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
        if term.word().is_some_and(is_small) || !self.terms.contains(&term) {
            self.terms.push(term);
        }
    }

    /// Returns the values of the first positive term of a field; empty if there is no such term.
    pub fn values(&self, field: QueryField) -> &[String] {
        self.terms
            .iter()
            .find_map(|term| term.wants(field))
            .unwrap_or_default()
    }

    /// Returns the query without the positive terms of a field; negated terms stay.
    #[must_use]
    pub fn without_field(&self, field: QueryField) -> Self {
        let terms = self.terms.iter().filter(|term| term.wants(field).is_none());
        Self {
            terms: terms.cloned().collect(),
        }
    }

    /// Returns the query with a value of a field added or removed.
    ///
    /// The value is added to the first positive term of the field, or in a new term. It is removed from all such terms, and a
    /// term left without value is dropped. A value that the field cannot have changes nothing.
    #[must_use]
    pub fn with_value(&self, field: QueryField, value: &str, on: bool) -> Self {
        let mut query = self.clone();
        let Some(value) = field.normalise(value) else {
            return query;
        };
        let is_it = |other: &String| other.eq_ignore_ascii_case(&value);
        if on {
            let wanted = query
                .terms
                .iter_mut()
                .find_map(|term| term.wants_mut(field));
            match wanted {
                Some(values) if values.iter().any(is_it) => {}
                Some(values) => values.push(value),
                None => query.push(Term {
                    negated: false,
                    test: Test::Field(field, vec![value]),
                }),
            }
            return query;
        }
        query.terms.retain_mut(|term| {
            let Some(values) = term.wants_mut(field) else {
                return true;
            };
            values.retain(|other| !is_it(other));
            !values.is_empty()
        });
        query
    }

    /// Returns the query for files that match both: the terms of this one, then the terms that only the other has.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut query = self.clone();
        for term in &other.terms {
            query.push(term.clone());
        }
        query
    }
}

impl Term {
    /// Returns the term of a test that must hold.
    pub fn of(test: Test) -> Self {
        Self {
            negated: false,
            test,
        }
    }

    /// Returns the word, if the term is one that is not negated.
    pub fn word(&self) -> Option<&str> {
        match &self.test {
            Test::Text(word) if !self.negated => Some(word),
            _ => None,
        }
    }

    /// Returns whether the term may be the name of a sample or a file: a word of six letters or more with a digit or a dot.
    pub fn is_name(&self) -> bool {
        let has = |word: &str| {
            word.bytes()
                .any(|byte| byte.is_ascii_digit() || byte == b'.')
        };
        self.word().is_some_and(|word| word.len() >= 6 && has(word))
    }

    /// Returns whether the term is a word that is a path to a file: it has a slash, and behind it a dot or a star.
    pub fn is_path(&self) -> bool {
        let Test::Text(word) = &self.test else {
            return false;
        };
        let parts = word.rsplit_once('/').filter(|_| !self.negated);
        parts.is_some_and(|(above, name)| !above.is_empty() && name.contains(['.', '*']))
    }

    fn wants(&self, field: QueryField) -> Option<&[String]> {
        match &self.test {
            Test::Field(of, values) if *of == field && !self.negated => Some(values),
            _ => None,
        }
    }

    fn wants_mut(&mut self, field: QueryField) -> Option<&mut Vec<String>> {
        match &mut self.test {
            Test::Field(of, values) if *of == field && !self.negated => Some(values),
            _ => None,
        }
    }
}

/// Removes duplicate values, ignoring ASCII case, quickly enough for 10,000 of them.
pub(super) fn keep_first(values: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    values.retain(|value| seen.insert(value.to_ascii_lowercase()));
}

/// Prints the canonical text, in the order of the terms.
impl fmt::Display for FileQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, term) in self.terms.iter().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

/// Writes the term as it stands in a query.
impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.negated { "-" } else { "" })?;
        match &self.test {
            Test::Text(text) if is_word(text) => f.write_str(text),
            Test::Text(text) | Test::Phrase(text) => write_quoted(text, f),
            Test::Field(field, values) => {
                f.write_str(field.name())?;
                for (place, value) in values.iter().enumerate() {
                    f.write_str(if place == 0 { ":" } else { "," })?;
                    if value.starts_with('"')
                        || value.contains([',', ' '])
                        || value.contains(|letter: char| {
                            letter.is_whitespace() || bare::is_mark(letter)
                        })
                    {
                        write_quoted(value, f)?;
                    } else {
                        f.write_str(value)?;
                    }
                }
                Ok(())
            }
            Test::Size(limit) => write_limit(Key::Size, *limit, write_size, f),
            Test::Date(limit) => {
                write_limit(Key::Date, *limit, |date, f| fmt::Display::fmt(&date, f), f)
            }
        }
    }
}

/// Returns whether a text, written without quotes, parses as that word.
pub(super) fn is_word(text: &str) -> bool {
    FileQuery::parse(text).is_ok_and(|query| {
        let [term] = query.terms.as_slice() else {
            return false;
        };
        !term.negated && matches!(&term.test, Test::Text(read) if read == text)
    })
}

fn write_quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("\"")?;
    for part in text.split_inclusive(['"', '\\']) {
        match part.strip_suffix(['"', '\\']) {
            Some(before) => {
                f.write_str(before)?;
                f.write_str("\\")?;
                f.write_str(&part[before.len()..])?;
            }
            None => f.write_str(part)?,
        }
    }
    f.write_str("\"")
}

fn write_limit<T>(
    key: Key,
    limit: Limit<T>,
    write: impl Fn(T, &mut fmt::Formatter<'_>) -> fmt::Result,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.write_str(key.name())?;
    let (sign, amount, last) = match limit {
        Limit::Over(amount) => (":>", amount, None),
        Limit::AtLeast(amount) => (":>=", amount, None),
        Limit::Under(amount) => (":<", amount, None),
        Limit::AtMost(amount) => (":<=", amount, None),
        Limit::Is(amount) => (":", amount, None),
        Limit::Between(first, last) => (":", first, Some(last)),
    };
    f.write_str(sign)?;
    write(amount, f)?;
    let Some(last) = last else { return Ok(()) };
    f.write_str("..")?;
    write(last, f)
}
