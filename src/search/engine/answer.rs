//! Files that match a query.

use super::bits::Bits;
use super::memory::Memory;
use super::parts::{joined, parts, unknown};
use super::terms::Asked;
use super::word_form::is_version;
use crate::search::{FileQuery, Note, QueryField, Test, Understood, Why};
use crate::snapshot::FileList;

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
    /// What lists of names and other words were taken for before the query was divided.
    pub(super) understood: Vec<Understood>,
}

impl Answer {
    /// Returns what gives a file its place in the order by rank.
    pub(super) fn why(&self, list: &FileList, file: u32) -> Why {
        let (tier, month) = list.standing(file);
        Why {
            exact: self.exact.has(file),
            meant: self.begin.has(file),
            tier,
            month,
        }
    }
}

fn is_renamed(note: &Note) -> bool {
    matches!(note, Note::Renamed { .. })
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
        understood: Vec::new(),
    };
    for part in parts.iter().filter(|part| !part.negated) {
        if let Some(begin) = &part.fitting.begin {
            answer.begin.and(begin);
        }
    }
    for term in query.terms.iter().filter(|term| !term.negated) {
        match &term.test {
            Test::Text(text) | Test::Phrase(text) => {
                let name = text.rsplit('/').next().unwrap_or_default();
                if name.contains('.') || query.terms.len() == 1 {
                    answer.exact.or(&asked.named(name));
                }
            }
            Test::Field(QueryField::Path, _) => {
                answer.exact.or(&memory.fitting(asked, &term.test).any);
            }
            _ => {}
        }
        let of_version = matches!(&term.test, Test::Text(word) if is_version(word));
        // A version that files still have is asked for as it is.
        let has_version = of_version && !memory.fitting(asked, &term.test).any.is_empty();
        for file in asked.today(&term.test) {
            let mut today = asked.named(file.path.name());
            if !has_version {
                answer.exact.or(&today);
            }
            today.and(&answer.hits);
            // Of the many files of a version, the first that is found tells what has become of all.
            if of_version && (today.is_empty() || answer.notes.iter().any(is_renamed)) {
                continue;
            }
            answer.notes.push(Note::Renamed {
                former: file.former.to_string(),
                path: file.path.clone(),
                reason: file.reason.clone(),
            });
        }
    }
    answer.exact.and(&answer.hits);
    answer
}
