//! Files that match a query.

use std::collections::VecDeque;
use std::rc::Rc;

use super::bits::Bits;
use super::terms::{Asked, Fitting};
use crate::search::{FileQuery, Note, QueryField, Term, Test};

/// Number of tests whose results are cached; each takes a quarter of a byte for each file.
const REMEMBERED: usize = 12;

/// The files that match a query.
#[derive(Debug)]
pub(super) struct Answer {
    /// The query as understood.
    pub(super) query: FileQuery,
    pub(super) hits: Bits,
    /// Files in which every text begins a word.
    pub(super) begin: Bits,
    /// Files whose name is one of the texts.
    pub(super) exact: Bits,
    pub(super) notes: Vec<Note>,
}

/// A part of a query: one term, or a group of words that mean something together.
pub(super) struct Part {
    pub(super) negated: bool,
    pub(super) fitting: Rc<Fitting>,
    /// The field, for a term with one.
    pub(super) field: Option<QueryField>,
    /// Position of its first term, and the number of terms.
    pub(super) terms: (usize, usize),
}

/// Cache of test results, the newest first.
#[derive(Debug, Default)]
pub(super) struct Memory(VecDeque<(String, Rc<Fitting>)>);

impl Memory {
    /// Returns the cached result for a key, or computes it.
    fn get(&mut self, key: String, find: impl FnOnce() -> Fitting) -> Rc<Fitting> {
        let place = self.0.iter().position(|(known, _)| *known == key);
        if let Some(entry) = place.and_then(|place| self.0.remove(place)) {
            let found = Rc::clone(&entry.1);
            self.0.push_front(entry);
            return found;
        }
        let found = Rc::new(find());
        self.0.push_front((key, Rc::clone(&found)));
        self.0.truncate(REMEMBERED);
        found
    }

    /// Returns the files that match a test.
    pub(super) fn fitting(&mut self, asked: &Asked, test: &Test) -> Rc<Fitting> {
        let wanted = Term {
            negated: false,
            test: test.clone(),
        };
        self.get(wanted.to_string(), || asked.fitting(test))
    }
}

/// Finds the files that match a query as it stands.
pub(super) fn strictly(asked: &Asked, memory: &mut Memory, query: &FileQuery) -> Answer {
    let parts = parts(asked, memory, query);
    let files = asked.list.len();
    let mut answer = Answer {
        query: query.clone(),
        hits: joined(&parts, files, |_| true),
        begin: Bits::all(files),
        exact: Bits::none(files),
        notes: unknown(&parts, query),
    };
    for part in parts.iter().filter(|part| !part.negated) {
        if let Some(begin) = &part.fitting.begin {
            answer.begin.and(begin);
        }
    }
    for term in query.terms.iter().filter(|term| !term.negated) {
        if let Test::Text(text) | Test::Phrase(text) = &term.test {
            let name = text.rsplit('/').next().unwrap_or_default();
            if name.contains('.') || query.terms.len() == 1 {
                answer.exact.or(&asked.named(name));
            }
            if let Some(file) = asked.today(&term.test) {
                answer.exact.or(&asked.named(file.path.name()));
                answer.notes.push(Note::Renamed {
                    former: text.clone(),
                    path: file.path.clone(),
                    reason: file.reason.clone(),
                });
            }
        }
    }
    answer.exact.and(&answer.hits);
    answer
}

/// Divides a query into parts, each with its matching files.
pub(super) fn parts(asked: &Asked, memory: &mut Memory, query: &FileQuery) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut place = 0;
    while place < query.terms.len() {
        let term = &query.terms[place];
        let words = words_from(&query.terms[place..]);
        let group = asked.synonyms.group(&words);
        let (count, fitting) = if let Some((count, meanings)) = group {
            let words = &words[..count];
            let key = format!("\n{}", words.join(" "));
            (count, memory.get(key, || asked.group(words, &meanings)))
        } else {
            let mut fitting = memory.fitting(asked, &term.test);
            if let Some(file) = asked.today(&term.test).filter(|_| !term.negated) {
                Rc::make_mut(&mut fitting).add(&asked.named(file.path.name()));
            }
            (1, fitting)
        };
        parts.push(Part {
            negated: term.negated,
            fitting,
            field: match &term.test {
                Test::Field(field, _) if !term.negated => Some(*field),
                _ => None,
            },
            terms: (place, count),
        });
        place += count;
    }
    parts
}

/// Returns the consecutive words at the start.
fn words_from(terms: &[Term]) -> Vec<&str> {
    let word = |term| match term {
        &Term {
            negated: false,
            test: Test::Text(ref word),
        } => Some(word.as_str()),
        _ => None,
    };
    terms.iter().map_while(word).collect()
}

/// Intersects the parts for which a predicate holds.
pub(super) fn joined(parts: &[Part], files: u32, take: impl Fn(&Part) -> bool) -> Bits {
    let mut hits = Bits::all(files);
    for part in parts.iter().filter(|part| take(part)) {
        if part.negated {
            hits.and_not(&part.fitting.any);
        } else {
            hits.and(&part.fitting.any);
        }
    }
    hits
}

fn unknown(parts: &[Part], query: &FileQuery) -> Vec<Note> {
    let mut notes = Vec::new();
    for part in parts {
        if let Test::Field(field, _) = &query.terms[part.terms.0].test {
            for value in &part.fitting.unknown {
                notes.push(Note::Unknown {
                    field: *field,
                    value: value.clone(),
                    near: None,
                });
            }
        }
    }
    notes
}
