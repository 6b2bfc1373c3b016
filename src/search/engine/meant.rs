//! Words that stand for terms of the query language: lists of names, columns of paths, and “with their indexes”.

use super::terms::Asked;
use crate::search::{FileQuery, MAX_QUERY_TERMS, QueryField, Term, Test, Understood};

/// Names that are looked up to see whether a list is one of files.
const TRIED: usize = 8;

/// Returns a query with the field terms that its words mean, for words of which the letters do not count; and what these words were
/// taken for.
pub(super) fn as_meant(asked: &Asked, query: &FileQuery) -> (FileQuery, Vec<Understood>) {
    let mut meant = FileQuery::default();
    let mut understood = Vec::new();
    let mut terms = query.terms.as_slice();
    while let Some((first, rest)) = terms.split_first() {
        let Some((count, field, values)) = list(asked, terms).or_else(|| index_words(terms)) else {
            meant.push(first.clone());
            terms = rest;
            continue;
        };
        let words = terms[..count].iter().map(|term| match &term.test {
            Test::Text(word) => word.clone(),
            test => Term::of(test.clone()).to_string(),
        });
        understood.push(Understood {
            words: words.collect(),
            means: vec![(field, values.clone())],
            either: values.len() > 1,
        });
        meant.push(Term::of(Test::Field(field, values)));
        terms = &terms[count..];
    }
    (meant, understood)
}

/// Finds a list at the start: names of samples, names of files, or paths of files, of which any is meant. Returns its length, and
/// the field that it is of with the values.
fn list(asked: &Asked, terms: &[Term]) -> Option<(usize, QueryField, Vec<String>)> {
    let words: Vec<&str> = terms.iter().map_while(Term::word).collect();
    let run = |is_one: &dyn Fn(&str) -> bool| words.iter().take_while(|word| is_one(word)).count();
    let of = |count: usize, field| {
        let values = words[..count].iter().map(|word| (*word).to_owned());
        (count > 1).then(|| (count, field, values.collect()))
    };
    let paths = terms.iter().take_while(|term| term.is_path()).count();
    if paths > 1 {
        return of(paths, QueryField::Path);
    }
    let samples = run(&|word| asked.is_sample(word) || asked.is_like_sample(word));
    if words[..samples].iter().any(|word| asked.is_sample(word)) {
        return of(samples, QueryField::Sample);
    }
    let names = run(&|word| word.contains('.') && is_name(word));
    let is_listed = |word: &&str| !asked.named(word).is_empty();
    if names > 1 && words[..names].iter().take(TRIED).any(is_listed) {
        return of(names, QueryField::Path);
    }
    // More words than a query can have are a list all the same.
    let names = run(&is_name);
    (names > MAX_QUERY_TERMS).then(|| of(names, QueryField::Path))?
}

/// Returns whether a word may be the name of one thing: it has a digit or a dot, and neither slash nor star.
fn is_name(word: &str) -> bool {
    Term::of(Test::Text(word.to_owned())).is_name() && !word.contains(['/', '*'])
}

/// Reads “with index” or “with their indexes” at the start; returns the number of words, and the field term they mean.
fn index_words(terms: &[Term]) -> Option<(usize, QueryField, Vec<String>)> {
    let is = |at: usize, words: &[&str]| {
        let word = terms.get(at).and_then(Term::word);
        word.is_some_and(|word| words.iter().any(|other| word.eq_ignore_ascii_case(other)))
    };
    let whose = usize::from(is(1, &["its", "their", "the"]));
    let count = 2 + whose;
    let is_it = is(0, &["with", "and"]) && is(count - 1, &["index", "indexes", "indices"]);
    is_it.then(|| (count, QueryField::With, vec!["index".to_owned()]))
}
