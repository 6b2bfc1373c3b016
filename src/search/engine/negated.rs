//! Words that exclude: “without exome”, `-"phase 3"`.

use super::terms::Asked;
use crate::search::{QueryField, Term, Test};

/// Most words of a group that means something together.
const LONGEST_GROUP: usize = 4;

/// Words between several that are excluded.
const JOINTS: [&str; 3] = ["and", "or", "nor"];

/// Words that may stand before a negation.
const BEFORE: [&str; 2] = ["and", "but"];

/// The fields and values that words mean.
type Means = Vec<(QueryField, Vec<String>)>;

/// What words at the start of a query stand for.
pub(super) struct Reading {
    /// The number of words.
    pub(super) count: usize,
    /// The terms in their place.
    pub(super) terms: Vec<Term>,
    /// Fields and values that the words were understood as. Empty if the words are searched as text.
    pub(super) means: Vec<(QueryField, Vec<String>)>,
    pub(super) negated: bool,
}

/// Reads a negation at the start of a query: files that match the words after it are excluded.
pub(super) fn negation(asked: &Asked, terms: &[Term]) -> Option<Reading> {
    let first = terms.first()?;
    if let (Test::Phrase(text), true) = (&first.test, first.negated) {
        return phrase(asked, text, 1);
    }
    let word = first.word()?;
    // “but not FIN”.
    if BEFORE
        .iter()
        .any(|before| word.eq_ignore_ascii_case(before))
    {
        let mut reading = negation(asked, &terms[1..]).filter(|reading| reading.count > 1)?;
        reading.count += 1;
        return Some(reading);
    }
    if !asked.synonyms.is_negation(word) {
        return None;
    }
    if let Some(Term {
        negated: false,
        test: Test::Phrase(text),
    }) = terms.get(1)
    {
        return phrase(asked, text, 2);
    }
    let words: Vec<&str> = terms.iter().skip(1).map_while(Term::word).collect();
    let (mut count, mut means) = group(asked, &words)?;
    // “no CEU or YRI”, “no CEU YRI”: what stands side by side is alternatives, here as elsewhere.
    while let Some(word) = words.get(count) {
        let joint = usize::from(is_joint(word));
        let Some((more, others)) = group(asked, &words[count + joint..]) else {
            break;
        };
        if !others.iter().map(|of| of.0).eq(means.iter().map(|of| of.0)) {
            break;
        }
        count += joint + more;
        for ((_, known), (_, values)) in means.iter_mut().zip(others) {
            known.extend(values);
        }
    }
    Some(Reading {
        count: count + 1,
        terms: means.iter().map(out).collect(),
        means,
        negated: true,
    })
}

fn is_joint(word: &str) -> bool {
    JOINTS.iter().any(|joint| word.eq_ignore_ascii_case(joint))
}

/// Reads the longest group of words at the start that means something. Returns their number, and what they mean.
fn group(asked: &Asked, words: &[&str]) -> Option<(usize, Means)> {
    (1..=words.len().min(LONGEST_GROUP))
        .rev()
        .find_map(|length| {
            let means = means(asked, &words[..length].join(" "))?;
            (!means.is_empty()).then_some((length, means))
        })
}

fn means(asked: &Asked, words: &str) -> Option<Means> {
    let means = asked.meanings(words).into_iter();
    let means = means.map(|meaning| match meaning {
        Test::Field(field, values) => Some((field, values)),
        _ => None,
    });
    means.collect()
}

/// Reads words in quotes that are excluded: the paths that have them as they stand, and the files that they mean.
fn phrase(asked: &Asked, text: &str, count: usize) -> Option<Reading> {
    let means = means(asked, text)?;
    let literal = Term {
        negated: true,
        test: Test::Phrase(text.to_owned()),
    };
    (count > 1 || !means.is_empty()).then(|| Reading {
        count,
        terms: std::iter::once(literal)
            .chain(means.iter().map(out))
            .collect(),
        means,
        negated: true,
    })
}

fn out((field, values): &(QueryField, Vec<String>)) -> Term {
    Term {
        negated: true,
        test: Test::Field(*field, values.clone()),
    }
}
