//! What is near to a word that no file has: the word that was meant, where it is a typing error, and names to offer.

use super::memory::Memory;
use super::terms::Asked;
use crate::common::edit_distance;
use crate::search::{Note, QueryField, Term, Test};
use crate::snapshot::words;

/// Most samples of a list for which a near one is offered.
const MOST_LISTED: usize = 10;

/// Most names that are offered in place of one.
const MOST_NEAR: usize = 3;

/// Largest edit distance of any comparison.
const MOST_EDITS: usize = 2;

/// Number of digits from which a word is the name of one thing, such as a sample, a run or a date.
const IDENTIFIER: usize = 4;

/// Returns the word or quoted text of a positive term, if no file has it.
fn missing<'t>(asked: &Asked, memory: &mut Memory, term: &'t Term) -> Option<&'t str> {
    let (Test::Text(text) | Test::Phrase(text), false) = (&term.test, term.negated) else {
        return None;
    };
    let fitting = memory.fitting(asked, &term.test);
    fitting.any.is_empty().then_some(text.as_str())
}

/// Returns whether a word is the name of one thing: another such name would be another thing.
fn is_identifier(word: &str) -> bool {
    digits(word.as_bytes()).count() >= IDENTIFIER
}

fn digits(word: &[u8]) -> impl Iterator<Item = u8> {
    word.iter().copied().filter(u8::is_ascii_digit)
}

/// Corrects the words of a term that no file has; returns what was typed and what is used. A name of one thing and a word with
/// a meaning stay as they are, and no digit changes.
pub(super) fn corrected(
    asked: &Asked,
    memory: &mut Memory,
    term: &mut Term,
) -> Option<(String, String)> {
    let typed = missing(asked, memory, term)?.to_owned();
    if term.word().is_none() || is_identifier(&typed) || !asked.meanings(&typed).is_empty() {
        return None;
    }
    let mut spans = Vec::new();
    words(typed.as_bytes(), |span| spans.push(span));
    let mut used = String::new();
    let mut done = 0;
    for span in &spans {
        let word = &typed[span.clone()];
        used.push_str(&typed[done..span.start]);
        done = span.end;
        let phrase = Test::Phrase(word.to_owned());
        let has = spans.len() > 1 && !memory.fitting(asked, &phrase).any.is_empty();
        let near = if has { None } else { near_word(asked, word) };
        used.push_str(near.as_deref().unwrap_or(word));
    }
    used.push_str(&typed[done..]);
    if used.eq_ignore_ascii_case(&typed) {
        return None;
    }
    term.test = Test::Text(used.clone());
    Some((typed, used))
}

/// Offers names near to a word that no file has, and takes none. Where none is near, says that no file has it.
pub(super) fn few_near(asked: &Asked, memory: &mut Memory, term: &Term) -> Option<Note> {
    let typed = missing(asked, memory, term)?;
    if term.word().is_none() {
        return Some(Note::Missing(typed.to_owned()));
    }
    if let Some(chromosome) = asked.synonyms.plink_chromosome(typed) {
        return Some(Note::Near {
            typed: typed.to_owned(),
            near: vec![["chr", chromosome].concat()],
        });
    }
    let word = typed.as_bytes();
    // Short codes are mistyped too, and `GM12878` is `NA12878` in other catalogues.
    let edits = if is_identifier(typed) {
        2
    } else {
        edit_distance::allowed(word.len()).max(1)
    };
    let few = |known: Vec<(&[u8], u32)>| {
        let near = edit_distance::few(word, known.into_iter(), edits, MOST_NEAR);
        let text = |near: &[u8]| String::from_utf8_lossy(near).into_owned();
        near.into_iter().map(text).collect::<Vec<_>>()
    };
    let mut near;
    if digits(word).next().is_some() {
        near = few(with_digits(asked, word));
        if near.is_empty() {
            near = few(of_directories(asked, word));
        }
    } else {
        let codes = asked.list.vocabulary().populations.iter();
        let codes = codes.flat_map(|known| &known.codes);
        let codes = codes.map(|code| (code.as_bytes(), 1));
        let meant = known_words(asked).map(|meant| (meant.as_bytes(), 1));
        near = few(codes.chain(meant).collect());
    }
    let typed = typed.to_owned();
    Some(if near.is_empty() {
        Note::Missing(typed)
    } else {
        Note::Near { typed, near }
    })
}

/// Finds the known word nearest to one that no file has, with the same digits; among equally near ones the most frequent.
fn near_word(asked: &Asked, word: &str) -> Option<String> {
    let word = word.as_bytes();
    let nearest = |mut known: Vec<(&[u8], u32)>| {
        known.retain(|(known, _)| digits(known).eq(digits(word)));
        nearest(word, &known)
    };
    if digits(word).next().is_some() {
        nearest(with_digits(asked, word)).or_else(|| nearest(of_directories(asked, word)))
    } else {
        self::nearest(word, &without_digits(asked))
    }
}

fn nearest(word: &[u8], known: &[(&[u8], u32)]) -> Option<String> {
    let place = edit_distance::nearest(word, known.iter().copied())?;
    let near = std::str::from_utf8(known.get(place)?.0);
    near.ok().map(str::to_owned)
}

/// Returns the words that have meanings, and those that have one with the name of a chromosome behind them.
fn known_words(asked: &Asked) -> impl Iterator<Item = &str> {
    let words = asked.synonyms.words();
    words.chain(asked.synonyms.words_before_chromosomes())
}

/// Returns the number of files that have a word.
fn weight(files: &[u32]) -> u32 {
    u32::try_from(files.len()).unwrap_or(u32::MAX)
}

/// Returns the words that share a part with a word that has a digit, with their numbers of files. Comparing it with all of them
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

/// Returns the same of the names of directories and of words with meanings, which seldom have what names of files lack.
fn of_directories<'a>(asked: &'a Asked, word: &[u8]) -> Vec<(&'a [u8], u32)> {
    let mut known = Vec::new();
    let mut take = |text: &'a [u8]| {
        words(text, |span| {
            if keeps_a_part(word, &text[span.clone()]) {
                known.push((&text[span], 1));
            }
        });
    };
    let texts = asked.list.directories().names();
    for place in 0..u32::try_from(texts.len()).unwrap_or(u32::MAX) {
        take(texts.get(place));
    }
    let meant = known_words(asked);
    meant.for_each(|meant| take(meant.as_bytes()));
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
        words(text, |span| {
            if digits(&text[span.clone()]).next().is_none() {
                known.push((&text[span], 1));
            }
        });
    }
    let meant = known_words(asked);
    let plain = meant.filter(|meant| digits(meant.as_bytes()).next().is_none());
    known.extend(plain.map(|meant| (meant.as_bytes(), 1)));
    known
}

/// Returns whether two words of about the same length share a part: a half with one error, a third with two. Only letters
/// swapped where parts meet can hide it.
fn keeps_a_part(word: &[u8], other: &[u8]) -> bool {
    if word.len().abs_diff(other.len()) > MOST_EDITS {
        return false;
    }
    // Small letters, and few other signs as if they were one: what is kept in vain is compared in full later.
    let small = |letter: u8| letter | 0x20;
    let same = |one: &[u8], place: usize| {
        let part = other.get(place..).unwrap_or_default();
        part.len() >= one.len() && std::iter::zip(part, one).all(|(a, b)| small(*a) == small(*b))
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
pub(super) fn near_value(asked: &Asked, field: QueryField, value: &str) -> Option<String> {
    let vocabulary = asked.list.vocabulary();
    let mut known: Vec<&str> = Vec::new();
    match field {
        QueryField::Population => known.extend(
            vocabulary
                .populations
                .iter()
                .flat_map(|known| &known.codes)
                .map(String::as_str),
        ),
        QueryField::Superpopulation => {
            known.extend(
                vocabulary
                    .populations
                    .iter()
                    .flat_map(|known| &known.superpopulations)
                    .map(String::as_str),
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
        // The address of another site, whose file has a name of this one.
        QueryField::Path => {
            let name = value.rsplit('/').next().unwrap_or_default();
            let today = || asked.renamed.find(name).is_some();
            let known = !asked.named(name).is_empty() || today();
            return (name.len() < value.len() && known).then(|| name.to_owned());
        }
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

/// Offers a near name for each of the first samples that no file has.
pub(super) fn name_near(asked: &Asked, notes: &mut [Note]) {
    let unknown = notes.iter_mut().filter_map(|note| match note {
        Note::Unknown {
            field: QueryField::Sample,
            value,
            near: near @ None,
        } => Some((value, near)),
        _ => None,
    });
    for (value, near) in unknown.take(MOST_LISTED) {
        *near = near_value(asked, QueryField::Sample, value);
    }
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
