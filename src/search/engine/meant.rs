//! Words that stand for terms of the query language.

use crate::search::{FileQuery, QueryField, Term, Test};

/// Returns a query with the field terms that its words mean, for words of which the letters do not count.
pub(super) fn as_meant(query: &FileQuery) -> FileQuery {
    with_indexes(&with_columns(query))
}

/// Joins paths of files that stand side by side: any of them is meant.
fn with_columns(query: &FileQuery) -> FileQuery {
    let mut meant = FileQuery::default();
    let mut terms = query.terms.as_slice();
    while let Some((first, rest)) = terms.split_first() {
        let count = terms.iter().take_while(|term| term.is_path()).count();
        if count < 2 {
            meant.push(first.clone());
            terms = rest;
            continue;
        }
        let word = |term: &Term| match &term.test {
            Test::Text(word) => Some(word.clone()),
            _ => None,
        };
        let values = terms[..count].iter().filter_map(word).collect();
        meant.push(Term {
            negated: false,
            test: Test::Field(QueryField::Path, values),
        });
        terms = &terms[count..];
    }
    meant
}

/// Replaces the words “with index” or “with their indexes” by the field term they mean.
fn with_indexes(query: &FileQuery) -> FileQuery {
    let is = |term: Option<&Term>, words: &[&str]| match term {
        Some(Term {
            negated: false,
            test: Test::Text(text),
        }) => words.iter().any(|word| text.eq_ignore_ascii_case(word)),
        _ => false,
    };
    let mut meant = FileQuery::default();
    let mut terms = query.terms.as_slice();
    while let Some((first, rest)) = terms.split_first() {
        let whose = usize::from(is(rest.first(), &["its", "their", "the"]));
        let index = rest.get(whose);
        if is(Some(first), &["with", "and"]) && is(index, &["index", "indexes", "indices"]) {
            meant.push(Term {
                negated: false,
                test: Test::Field(QueryField::With, vec!["index".to_owned()]),
            });
            terms = &rest[whose + 1..];
        } else {
            meant.push(first.clone());
            terms = rest;
        }
    }
    meant
}
