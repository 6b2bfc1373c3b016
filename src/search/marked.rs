//! The words of a query that are marked where they stand in rows.

use super::{FileQuery, MAX_QUERY_TERMS, Note, Query, SearchResult, Test, Understood};

/// Returns the first words of a query that files must have; a pasted list has thousands. Of a result, words that it excludes or
/// leaves out are none of them, and a corrected word stands for the one that was typed.
pub fn words_to_mark(query: &FileQuery, result: Option<&SearchResult>) -> Query {
    let (mut notes, mut understood) = (&[][..], &[][..]);
    if let Some(result) = result {
        (notes, understood) = (&result.notes, &result.understood);
    }
    let negated = understood.iter().filter(|one| one.negated);
    let excluded = negated.filter_map(|one| Some((one.place_in(query)?, one.words.len())));
    let excluded: Vec<(usize, usize)> = excluded.collect();
    let mut words = String::new();
    for (place, term) in query.terms.iter().enumerate().take(MAX_QUERY_TERMS) {
        let is_in = |(first, count): &(usize, usize)| (*first..first + count).contains(&place);
        let (Test::Text(text) | Test::Phrase(text), false) = (&term.test, term.negated) else {
            continue;
        };
        if !excluded.iter().any(is_in) {
            words.push_str(used(text, notes));
            words.push(' ');
        }
    }
    Query::parse(&words)
}

/// Returns the word that was used for one that was typed; nothing if it was left out.
fn used<'a>(word: &'a str, notes: &'a [Note]) -> &'a str {
    let used = notes.iter().find_map(|note| match note {
        Note::Corrected { typed, used } if typed == word => Some(used.as_str()),
        Note::Ignored(words) if words.iter().any(|ignored| ignored == word) => Some(""),
        _ => None,
    });
    used.unwrap_or(word)
}

impl Understood {
    /// Returns where its words stand in a query; nothing if it does not have them.
    pub fn place_in(&self, query: &FileQuery) -> Option<usize> {
        let mut runs = query.terms.windows(self.words.len().max(1));
        runs.position(|terms| {
            let mut pairs = terms.iter().zip(&self.words);
            pairs.all(|(term, word)| match term.word() {
                Some(typed) => typed == word,
                None => term.to_string() == *word,
            })
        })
    }
}
