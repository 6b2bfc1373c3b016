//! Relaxes a query that finds nothing: drops words of little meaning, corrects typing errors, and as a last resort names
//! the terms without which something is found.

use super::answer::{Answer, strictly};
use super::memory::Memory;
use super::near::{corrected, few_near, near_value};
use super::parts::{Part, joined, parts, words_from};
use super::terms::Asked;
use crate::search::{FileQuery, Note, QueryField, Term, Test};

/// Largest number of terms that are named as those to leave out.
const MOST_NAMED: usize = 5;

/// Finds the files that match a query; where there are none, relaxes it.
pub(super) fn answer(asked: &Asked, memory: &mut Memory, query: &FileQuery) -> Answer {
    let strict = strictly(asked, memory, query);
    if strict.hits.is_empty() {
        relaxed(asked, memory, strict)
    } else {
        strict
    }
}

/// Finds results for a query that has none as it stands.
fn relaxed(asked: &Asked, memory: &mut Memory, strict: Answer) -> Answer {
    let mut query = strict.query.clone();
    let mut notes = strict.notes.clone();
    let one_word = as_one_word(asked, &query);
    if one_word != query {
        let answer = strictly(asked, memory, &one_word);
        if !answer.hits.is_empty() {
            return answer;
        }
    }
    let ignored = leave_out(asked, &mut query);
    if !ignored.is_empty() {
        notes.push(Note::Ignored(ignored));
        let answer = strictly(asked, memory, &query);
        if !answer.hits.is_empty() {
            return with_notes(answer, notes);
        }
    }
    if let Some((whole, words)) = of_all_chromosomes(asked, memory, &query) {
        let answer = strictly(asked, memory, &whole);
        if !answer.hits.is_empty() {
            notes.push(Note::Ignored(words));
            return with_notes(answer, notes);
        }
    }
    let mut meant = query.clone();
    let mut corrections = Vec::new();
    let mut others = Vec::new();
    let (groups, grouped) = groups(asked, &query);
    for part in parts(asked, memory, &query) {
        let (first, count) = part.terms;
        if groups.contains(&part.terms) && part.fitting.any.is_empty() {
            let words = words_from(&query.terms[first..first + count]);
            others.push(Note::Missing(words.join(" ")));
        }
    }
    for (term, in_group) in meant.terms.iter_mut().zip(grouped) {
        // Words of a group mean something together, whatever each is alone.
        if in_group {
            continue;
        }
        match corrected(asked, memory, term) {
            Some((typed, used)) => corrections.push((typed, used)),
            None => others.extend(few_near(asked, memory, term)),
        }
    }
    if !corrections.is_empty() && others.is_empty() {
        let answer = strictly(asked, memory, &meant);
        if !answer.hits.is_empty() && asked.forgives {
            let note = |(typed, used)| Note::Corrected { typed, used };
            notes.extend(corrections.into_iter().map(note));
            return with_notes(answer, notes);
        }
    }
    others.extend(corrections.into_iter().map(|(typed, used)| Note::Near {
        typed,
        near: vec![used],
    }));
    let mut notes = strict.notes.clone();
    for note in &mut notes {
        if let Note::Unknown { field, value, near } = note {
            *near = near_value(asked, *field, value);
        }
    }
    notes.extend(others);
    notes.extend(named(asked, memory, &strict.query));
    with_notes(strict, notes)
}

fn with_notes(answer: Answer, notes: Vec<Note>) -> Answer {
    Answer { notes, ..answer }
}

/// Writes groups of words as one word, which may stand in paths: `phase3` of the lift-over, which is not in that release.
fn as_one_word(asked: &Asked, query: &FileQuery) -> FileQuery {
    let mut written = FileQuery::default();
    let mut terms = query.terms.as_slice();
    while !terms.is_empty() {
        let words = words_from(terms);
        let group = asked.synonyms.group(&words);
        let count = group.map_or(1, |(count, _)| count);
        let test = if count > 1 {
            Test::Text(words[..count].concat())
        } else {
            terms[0].test.clone()
        };
        let negated = terms[0].negated;
        written.push(Term { negated, test });
        terms = &terms[count..];
    }
    written
}

/// Returns the groups of words that mean something together, each as its first term and the number of terms; and of each term whether
/// it belongs to one.
fn groups(asked: &Asked, query: &FileQuery) -> (Vec<(usize, usize)>, Vec<bool>) {
    let (mut groups, mut grouped) = (Vec::new(), Vec::new());
    while let Some(left) = query
        .terms
        .get(grouped.len()..)
        .filter(|left| !left.is_empty())
    {
        let group = asked.synonyms.group(&words_from(left));
        let count = group.as_ref().map_or(1, |(count, _)| *count);
        groups.extend(group.is_some().then_some((grouped.len(), count)));
        grouped.extend(std::iter::repeat_n(group.is_some(), count));
    }
    (groups, grouped)
}

/// Removes words of little meaning that belong to no group, if others are left.
fn leave_out(asked: &Asked, query: &mut FileQuery) -> Vec<String> {
    let mut ignored = Vec::new();
    let mut kept = FileQuery::default();
    let mut terms = query.terms.as_slice();
    while let Some((first, rest)) = terms.split_first() {
        let words = words_from(terms);
        if let Some((count, _)) = asked.synonyms.group(&words) {
            kept.terms.extend_from_slice(&terms[..count]);
            terms = &terms[count..];
            continue;
        }
        match words.first().filter(|word| asked.synonyms.is_filler(word)) {
            Some(word) => ignored.push((*word).to_owned()),
            None => kept.terms.push(first.clone()),
        }
        terms = rest;
    }
    if kept.is_empty() {
        return Vec::new();
    }
    *query = kept;
    ignored
}

/// Returns a query for reads or alignments without the words for chromosomes: most of these files have all in one.
fn of_all_chromosomes(
    asked: &Asked,
    memory: &mut Memory,
    query: &FileQuery,
) -> Option<(FileQuery, Vec<String>)> {
    let parts = parts(asked, memory, query);
    let of_reads = |part: &Part| {
        let mut means = part.means.iter();
        !part.negated && means.any(|(field, values)| asked.are_reads(*field, values))
    };
    parts.iter().find(|part| of_reads(part))?;
    let of_chromosome = |part: &&Part| {
        !part.negated && matches!(part.means.as_slice(), [(QueryField::Chromosome, _)])
    };
    let (first, count) = parts.iter().find(of_chromosome)?.terms;
    let mut terms = query.terms.clone();
    let words = terms
        .drain(first..first + count)
        .map(|term| term.to_string());
    let words = words.collect();
    Some((FileQuery { terms }, words))
}

/// Names the terms without which something is found.
fn named(asked: &Asked, memory: &mut Memory, query: &FileQuery) -> Vec<Note> {
    let parts = parts(asked, memory, query);
    if parts.len() < 2 {
        return Vec::new();
    }
    let mut notes = Vec::new();
    for place in 0..parts.len() {
        let files = without(&parts, place, asked.list.len());
        if files > 0 && notes.len() < MOST_NAMED {
            let (first, count) = parts[place].terms;
            let terms = query.terms[first..first + count].to_vec();
            notes.push(Note::Without {
                term: FileQuery { terms }.to_string(),
                files,
            });
        }
    }
    notes
}

fn without(parts: &[Part], place: usize, files: u32) -> u32 {
    let left = parts[place].terms;
    joined(parts, files, |part| part.terms != left).count()
}
