//! Edits of a query that clicks make.

use std::collections::BTreeSet;

use super::{FileQuery, QueryField, Term, Test};

impl FileQuery {
    /// Returns whether the query has no term and so matches all files.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Adds a term unless it is there already.
    pub fn push(&mut self, term: Term) {
        if !self.terms.contains(&term) {
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
