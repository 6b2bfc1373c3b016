//! Words that stand for terms of the query language: lists of names, columns of paths, “with their indexes”, “without exome”.

use super::negated::{Reading, negation};
use super::terms::Asked;
use super::word_form::is_accession;
use crate::search::{FileQuery, MAX_QUERY_TERMS, QueryField, Term, Test, Understood};

/// Names that are looked up to see whether a list is one of files.
const TRIED: usize = 8;

/// Replaces words of a query that stand for terms by these terms. Returns the new query and what the words were understood as.
pub(super) fn as_meant(asked: &Asked, query: &FileQuery) -> (FileQuery, Vec<Understood>) {
    let mut meant = FileQuery::default();
    let mut understood = Vec::new();
    let mut terms = query.terms.as_slice();
    while let Some((first, rest)) = terms.split_first() {
        let Some(reading) = read(asked, terms) else {
            meant.push(first.clone());
            terms = rest;
            continue;
        };
        let (words, rest) = terms.split_at(reading.count);
        terms = rest;
        let excluded = excluded(&reading);
        for term in reading.terms {
            meant.push(term);
        }
        if reading.means.is_empty() && !reading.negated {
            continue;
        }
        understood.push(Understood {
            words: words.iter().map(word_of).collect(),
            either: !reading.negated && reading.means.iter().any(|(_, values)| values.len() > 1),
            means: reading.means,
            negated: reading.negated,
            excluded,
        });
    }
    (meant, understood)
}

/// Returns the fields and values that words exclude besides what they mean.
fn excluded(reading: &Reading) -> Vec<(QueryField, Vec<String>)> {
    let negated = reading.terms.iter().filter(|term| term.negated);
    let besides = negated.filter(|_| !reading.negated);
    let fields = besides.filter_map(|term| match &term.test {
        Test::Field(field, values) => Some((*field, values.clone())),
        _ => None,
    });
    fields.collect()
}

fn word_of(term: &Term) -> String {
    match &term.test {
        Test::Text(word) => word.clone(),
        _ => term.to_string(),
    }
}

fn read(asked: &Asked, terms: &[Term]) -> Option<Reading> {
    let listed = || {
        let (count, field, values) = list(asked, terms)
            .or_else(|| index_words(terms))
            .or_else(|| family(asked, terms))?;
        Some(Reading {
            count,
            terms: vec![Term::of(Test::Field(field, values.clone()))],
            means: vec![(field, values)],
            negated: false,
        })
    };
    listed()
        .or_else(|| negation(asked, terms))
        .or_else(|| cohort(asked, terms))
        .or_else(|| accessions(terms))
        .or_else(|| page_of(asked, terms))
        .or_else(|| no_chromosome(asked, terms))
}

/// Reads “2504 high coverage” at the start of a query: a collection without some of its samples.
fn cohort(asked: &Asked, terms: &[Term]) -> Option<Reading> {
    let words: Vec<&str> = terms.iter().map_while(Term::word).collect();
    let (count, meanings) = asked.synonyms.group(&words)?;
    let without = asked.synonyms.without(&words[..count].join(" "))?;
    let [Test::Field(field, values)] = meanings.as_slice() else {
        return None;
    };
    let excluded = Term {
        negated: true,
        test: without.clone(),
    };
    Some(Reading {
        count,
        terms: vec![Term::of(meanings[0].clone()), excluded],
        means: vec![(*field, values.clone())],
        negated: false,
    })
}

/// Reads “family 1463” at the start of a query: the samples of a family.
fn family(asked: &Asked, terms: &[Term]) -> Option<(usize, QueryField, Vec<String>)> {
    let words = [terms.first()?.word()?, terms.get(1)?.word()?];
    let is_word = ["family", "pedigree"]
        .iter()
        .any(|word| words[0].eq_ignore_ascii_case(word));
    let samples = asked.samples.samples().iter().filter(|_| is_word);
    let members = samples.filter(|sample| {
        let family = asked.samples.family(sample);
        family.is_some_and(|family| family.eq_ignore_ascii_case(words[1]))
    });
    let names: Vec<String> = members.map(|sample| sample.name.to_string()).collect();
    (!names.is_empty()).then_some((2, QueryField::Sample, names))
}

/// Reads the address of a page about a sample, a population or a run, at the web sites of IGSR and of archives, which ends in its name.
fn page_of(asked: &Asked, terms: &[Term]) -> Option<Reading> {
    let Some(Term {
        negated: false,
        test: Test::Field(QueryField::Path, values),
    }) = terms.first()
    else {
        return None;
    };
    let [address] = values.as_slice() else {
        return None;
    };
    let parts = address.split(['/', '?', '&', '=', '#']);
    let mut parts = parts.filter(|part| !part.is_empty()).rev();
    let (name, before) = (parts.next()?, parts.next()?);
    let field = if asked.is_sample(name) {
        QueryField::Sample
    } else if before.eq_ignore_ascii_case("population") {
        QueryField::Population
    } else if is_accession(name) {
        QueryField::Name
    } else {
        return None;
    };
    // Directories are named like that, too.
    (address.contains("://") && !asked.is_place(address)).then(|| {
        let name = field.normalise(name).unwrap_or_default();
        let test = match field {
            QueryField::Name => Test::Text(name.clone()),
            _ => Test::Field(field, vec![name.clone()]),
        };
        Reading {
            count: 1,
            terms: vec![Term::of(test)],
            means: vec![(field, vec![name])],
            negated: false,
        }
    })
}

/// Reads a word for chromosomes and a number that none has, `chr 23`, as one word: the digits alone stand in dates.
fn no_chromosome(asked: &Asked, terms: &[Term]) -> Option<Reading> {
    let words = [terms.first()?.word()?, terms.get(1)?.word()?];
    let one = words.concat();
    let is_one = words[1].parse::<u8>().is_ok() && asked.synonyms.is_before_chromosome(words[0]);
    (is_one && asked.meanings(&words.join(" ")).is_empty()).then(|| Reading {
        count: 2,
        terms: vec![Term::of(Test::Text(one))],
        means: Vec::new(),
        negated: false,
    })
}

/// Reads accessions of runs, experiments, studies or samples side by side: `ERR3239334 SRR1596638`. A file is of one of them only.
fn accessions(terms: &[Term]) -> Option<Reading> {
    let words = terms.iter().map_while(Term::word);
    let words: Vec<String> = words
        .take_while(|word| is_accession(word))
        .map(str::to_owned)
        .collect();
    let or = || Term::of(Test::Text("or".to_owned()));
    let each = words.iter().enumerate().flat_map(|(place, word)| {
        let before = (place > 0).then(or);
        before
            .into_iter()
            .chain([Term::of(Test::Text(word.clone()))])
    });
    (words.len() > 1).then(|| Reading {
        count: words.len(),
        terms: each.collect(),
        means: vec![(QueryField::Path, words.clone())],
        negated: false,
    })
}

/// Reads a list at the start of a query: names of samples, names of files, or paths of files. A file must match any of them. Returns
/// the number of words, the field to search, and its values.
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

/// Reads “with index” or “with their indexes” at the start of a query. Returns the number of words, the field, and its values.
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
