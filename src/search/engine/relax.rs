//! Relaxes a query that finds nothing: drops words of little meaning, corrects typing errors, and as a last resort names
//! the terms without which something is found.

use super::answer::{Answer, Memory, Part, joined, parts, strictly};
use super::terms::Asked;
use crate::common::edit_distance;
use crate::search::{FileQuery, Note, QueryField, Term, Test};
use crate::snapshot::words;

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
    let ignored = leave_out(asked, &mut query);
    if !ignored.is_empty() {
        notes.push(Note::Ignored(ignored));
        let answer = strictly(asked, memory, &query);
        if !answer.hits.is_empty() {
            return with_notes(answer, notes);
        }
    }
    let mut corrected = query.clone();
    let mut corrections = Vec::new();
    for term in &mut corrected.terms {
        if let Some(note) = correct(asked, memory, term) {
            corrections.push(note);
        }
    }
    if !corrections.is_empty() {
        let answer = strictly(asked, memory, &corrected);
        if !answer.hits.is_empty() {
            notes.extend(corrections);
            return with_notes(answer, notes);
        }
    }
    let mut notes = strict.notes.clone();
    for note in &mut notes {
        if let Note::Unknown { field, value, near } = note {
            *near = near_value(asked, *field, value);
        }
    }
    notes.extend(named(asked, memory, &strict.query));
    with_notes(strict, notes)
}

fn with_notes(answer: Answer, notes: Vec<Note>) -> Answer {
    Answer { notes, ..answer }
}

/// Removes words of little meaning, if others are left.
fn leave_out(asked: &Asked, query: &mut FileQuery) -> Vec<String> {
    let says_little = |term: &Term| match &term.test {
        Test::Text(word) if !term.negated => asked.synonyms.is_filler(word),
        _ => false,
    };
    if query.terms.iter().all(says_little) {
        return Vec::new();
    }
    let mut ignored = Vec::new();
    query.terms.retain(|term| {
        let little = says_little(term);
        if let (true, Test::Text(word)) = (little, &term.test) {
            ignored.push(word.clone());
        }
        !little
    });
    ignored
}

/// Corrects the words of a term that no file has.
fn correct(asked: &Asked, memory: &mut Memory, term: &mut Term) -> Option<Note> {
    let (Test::Text(text), false) = (&term.test, term.negated) else {
        return None;
    };
    if !memory.fitting(asked, &term.test).any.is_empty() {
        return None;
    }
    let mut spans = Vec::new();
    words(text.as_bytes(), |span| spans.push(span));
    let mut used = String::new();
    let mut done = 0;
    for span in &spans {
        let word = &text[span.clone()];
        used.push_str(&text[done..span.start]);
        done = span.end;
        let phrase = Test::Phrase(word.to_owned());
        let has = spans.len() > 1 && !memory.fitting(asked, &phrase).any.is_empty();
        let near = if has { None } else { near_word(asked, word) };
        used.push_str(near.as_deref().unwrap_or(word));
    }
    used.push_str(&text[done..]);
    if used.eq_ignore_ascii_case(text) {
        return None;
    }
    let typed = text.clone();
    term.test = Test::Text(used.clone());
    Some(Note::Corrected { typed, used })
}

/// Finds the known word nearest to one that no file has; among equally near ones the most frequent.
///
/// A digit more or less is seldom a typing error, so words with digits are corrected to words with digits and others to
/// others, unless only the other kind has a near one.
fn near_word(asked: &Asked, word: &str) -> Option<String> {
    let word = word.as_bytes();
    let nearest = |known: &[(&[u8], u32)]| {
        let place = edit_distance::nearest(word, known.iter().copied())?;
        std::str::from_utf8(known.get(place)?.0)
            .ok()
            .map(str::to_owned)
    };
    if word.iter().any(u8::is_ascii_digit) {
        nearest(&with_digits(asked, word)).or_else(|| nearest(&without_digits(asked)))
    } else {
        nearest(&without_digits(asked)).or_else(|| nearest(&with_digits(asked, word)))
    }
}

/// Returns the number of files that have a word.
fn weight(files: &[u32]) -> u32 {
    u32::try_from(files.len()).unwrap_or(u32::MAX)
}

/// Returns the words with a digit that share a part with a word, with their numbers of files. Comparing it with all of them
/// would take longer than everything else.
fn with_digits<'a>(asked: &'a Asked, word: &[u8]) -> Vec<(&'a [u8], u32)> {
    let names = asked.list.names();
    let texts = names.words();
    let mut known = Vec::new();
    for place in 0..u32::try_from(texts.len()).unwrap_or(u32::MAX) {
        let text = texts.get(place);
        if keeps_a_part(word, text) {
            known.push((text, weight(names.of_word(place))));
        }
    }
    let samples = asked.samples.samples().iter();
    known.extend(samples.map(|sample| (sample.name.as_bytes(), 1)));
    known
}

/// Returns the other words: of names, of directories, and those with meanings.
fn without_digits(asked: &Asked) -> Vec<(&[u8], u32)> {
    let names = asked.list.names();
    let mut known: Vec<(&[u8], u32)> = Vec::new();
    asked.skeletons.each_word(names, |word, skeleton| {
        known.push((word, weight(names.of_skeleton(skeleton))));
    });
    let texts = asked.list.directories().names();
    for place in 0..u32::try_from(texts.len()).unwrap_or(u32::MAX) {
        let text = texts.small(place);
        words(text, |span| known.push((&text[span], 1)));
    }
    known.extend(asked.synonyms.words().map(|meant| (meant.as_bytes(), 1)));
    known
}

/// Returns whether two words share a part: a half with one error, a third with two. Only letters swapped where parts meet
/// can hide it.
fn keeps_a_part(word: &[u8], other: &[u8]) -> bool {
    let same = |one: &[u8], place: usize| {
        let part = other.get(place..place + one.len());
        part.is_some_and(|part| part.eq_ignore_ascii_case(one))
    };
    let ends = |part: &[u8]| {
        let place = other.len().checked_sub(part.len());
        place.is_some_and(|place| same(part, place))
    };
    let count = word.len();
    if edit_distance::allowed(count) < 2 {
        // A swap in the middle differs from both halves by one letter.
        let middle = count / 2;
        return same(&word[..middle.saturating_sub(1)], 0)
            || ends(&word[(middle + 1).min(count)..]);
    }
    let (first, second) = (count / 3, count * 2 / 3);
    let between = &word[first..second];
    same(&word[..first], 0)
        || ends(&word[second..])
        || (first.saturating_sub(2)..=first + 2).any(|place| same(between, place))
}

/// Finds a value of a field that is near one that no file has.
fn near_value(asked: &Asked, field: QueryField, value: &str) -> Option<String> {
    let vocabulary = asked.list.vocabulary();
    let mut known: Vec<&str> = Vec::new();
    match field {
        QueryField::Population => known.extend(
            vocabulary
                .populations
                .iter()
                .map(|known| known.code.as_str()),
        ),
        QueryField::Superpopulation => {
            known.extend(
                vocabulary
                    .populations
                    .iter()
                    .map(|known| known.superpopulation.as_str()),
            );
        }
        QueryField::Collection | QueryField::Release => {
            for collection in &vocabulary.collections {
                known.extend([collection.id.as_str(), collection.name.as_str()]);
            }
        }
        QueryField::Assembly => known.extend(
            vocabulary
                .kinds
                .assemblies
                .iter()
                .map(|known| known.id.as_str()),
        ),
        QueryField::Kind | QueryField::Type | QueryField::Data => {
            for kind in &vocabulary.kinds.kinds {
                known.extend([kind.id.as_str(), kind.data.as_str()]);
                known.extend(kind.also.iter().map(String::as_str));
            }
        }
        QueryField::Group => known.extend(
            vocabulary
                .kinds
                .groups
                .iter()
                .map(|known| known.id.as_str()),
        ),
        QueryField::Sample => {
            let samples = asked.samples.samples().iter();
            known.extend(samples.map(|sample| &*sample.name));
        }
        QueryField::Host => known.extend(
            asked
                .list
                .hosts()
                .iter()
                .map(crate::mirror::HostName::as_str),
        ),
        _ => {}
    }
    let place = edit_distance::nearest(
        value.as_bytes(),
        known.iter().map(|known| (known.as_bytes(), 1)),
    );
    let begins = |known: &&&str| {
        let start = known.get(..value.len());
        value.len() > 1 && start.is_some_and(|start| start.eq_ignore_ascii_case(value))
    };
    let near = place
        .and_then(|place| known.get(place))
        .or_else(|| known.iter().find(begins));
    near.map(|near| (*near).to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_near_keep_a_part() {
        for (typed, meant) in [
            ("phse3", "phase3"),
            ("hpase3", "phase3"),
            ("phsae3", "phase3"),
            ("phase", "phase3"),
            ("chr23", "chr22"),
            ("chr232", "chr22"),
            ("NA1287", "na12878"),
            ("na12787x", "NA12878"),
            ("HG000096", "HG00096"),
            ("ERR0012768", "ERR001268"),
            ("20130520", "20130502"),
        ] {
            assert!(
                keeps_a_part(typed.as_bytes(), meant.as_bytes()),
                "{typed} {meant}"
            );
        }
        assert!(!keeps_a_part(b"chr23", b"ERR001"));
    }
}
