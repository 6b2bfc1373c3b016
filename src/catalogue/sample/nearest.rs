//! Suggestions for an unknown name.

use super::list::{SampleList, by_name};
use crate::catalogue::population::{Population, PopulationTable};

/// The most suggestions for an entry.
const MOST: usize = 3;

/// The most typing errors between an entry and a suggestion.
const FARTHEST: usize = 2;

/// The fewest letters of an entry for names that begin with it to be suggested.
const LEAST_BEGINNING: usize = 3;

/// A search for names and codes that are similar to an entry.
pub(crate) struct Nearest<'a> {
    pub(crate) list: &'a SampleList,
    pub(crate) table: &'a PopulationTable,
}

impl Nearest<'_> {
    /// Returns suggestions for an entry, the likeliest first.
    ///
    /// These are populations by name or by a code with one error; samples whose name begins with
    /// the entry or is its beginning; then samples with one error, then with two.
    pub(crate) fn suggestions(&self, entry: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.populations(entry, &mut found);
        self.beginnings(entry, &mut found);
        if found.len() < MOST {
            self.misspelt(entry, &mut found);
        }
        found.truncate(MOST);
        found
    }

    fn populations(&self, entry: &str, found: &mut Vec<String>) {
        let pattern = Pattern::new(entry);
        let is_meant = |population: &&Population| {
            let mut names = population.synonyms.iter().chain([&population.name]);
            names.any(|name| name.eq_ignore_ascii_case(entry))
                || pattern
                    .as_ref()
                    .is_some_and(|it| it.errors(&population.code) == 1)
        };
        let meant = self.table.populations.iter().filter(is_meant);
        found.extend(meant.map(|population| population.code.clone()));
    }

    fn beginnings(&self, entry: &str, found: &mut Vec<String>) {
        if entry.len() < LEAST_BEGINNING {
            return;
        }
        let samples = self.list.samples();
        let from = samples.partition_point(|sample| by_name(&sample.name, entry).is_lt());
        let begins = |name: &str, with: &str| {
            let start = name.get(..with.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        let longer = samples[from..].iter().map(|sample| &*sample.name);
        let longer = longer.take_while(|name| begins(name, entry)).take(MOST);
        found.extend(longer.map(str::to_owned));
        // The longest name that begins the entry is sorted directly before it, among names with the
        // same beginning.
        let shorter = samples[..from].iter().rev().map(|sample| &*sample.name);
        let mut shorter =
            shorter.take_while(|name| begins(name, &entry[..boundary(entry, LEAST_BEGINNING)]));
        found.extend(shorter.find(|name| begins(entry, name)).map(str::to_owned));
    }

    fn misspelt(&self, entry: &str, found: &mut Vec<String>) {
        let Some(pattern) = Pattern::new(entry) else {
            return;
        };
        let mut by_errors: [Vec<&str>; FARTHEST] = [Vec::new(), Vec::new()];
        for sample in self.list.samples() {
            let name = &*sample.name;
            if name.len().abs_diff(entry.len()) > FARTHEST {
                continue;
            }
            let errors = pattern.errors(name).checked_sub(1);
            let Some(kept) = errors.and_then(|errors| by_errors.get_mut(errors)) else {
                continue;
            };
            if kept.len() < MOST {
                kept.push(name);
            }
        }
        for name in by_errors.into_iter().flatten() {
            if !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        }
    }
}

/// Returns the last character boundary up to `length`.
fn boundary(text: &str, length: usize) -> usize {
    (0..=length.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

/// A text that others are compared with, in any case of letters.
///
/// Counts the least number of changed, missing, added and swapped bytes (optimal string alignment), one machine word for all
/// bytes of the text at a time: Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003.
struct Pattern {
    /// For each byte, where it occurs.
    places: [u64; 256],
    length: usize,
}

impl Pattern {
    /// Returns nothing for a text that is empty or longer than 64 bytes, as no name is.
    fn new(text: &str) -> Option<Self> {
        let mut places = [0; 256];
        if text.is_empty() || text.len() > 64 {
            return None;
        }
        for (at, byte) in text.bytes().enumerate() {
            places[usize::from(byte.to_ascii_uppercase())] |= 1 << at;
        }
        let length = text.len();
        Some(Self { places, length })
    }

    fn errors(&self, other: &str) -> usize {
        let last = 1_u64 << (self.length - 1);
        let (mut plus, mut minus) = (u64::MAX, 0_u64);
        let (mut diagonal, mut before) = (0_u64, 0_u64);
        let mut errors = self.length;
        for byte in other.bytes() {
            let here = self.places[usize::from(byte.to_ascii_uppercase())];
            let swapped = ((!diagonal & here) << 1) & before;
            diagonal = ((here & plus).wrapping_add(plus) ^ plus) | here | minus | swapped;
            let more = minus | !(diagonal | plus);
            let less = diagonal & plus;
            errors += usize::from(more & last != 0);
            errors -= usize::from(less & last != 0);
            let more = (more << 1) | 1;
            plus = (less << 1) | !(diagonal | more);
            minus = more & diagonal;
            before = here;
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same number by the table of the definition.
    fn by_table(one: &[u8], other: &[u8]) -> usize {
        let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
        for i in 0..=one.len() {
            for j in 0..=other.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let changed = usize::from(one[i - 1] != other[j - 1]);
                    let mut least = (table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1)
                        .min(table[i - 1][j - 1] + changed);
                    let swapped =
                        i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                    if swapped {
                        least = least.min(table[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        table[one.len()][other.len()]
    }

    proptest! {
        #[test]
        fn errors_are_those_of_the_definition(one in "[ABC1]{1,9}", other in "[ABC1]{0,9}", long in "[AB]{64}") {
            let errors = |one: &str, other: &str| Pattern::new(one).map(|it| it.errors(other));
            prop_assert_eq!(errors(&one, &other), Some(by_table(one.as_bytes(), other.as_bytes())));
            prop_assert_eq!(errors(&long, &other), Some(by_table(long.as_bytes(), other.as_bytes())));
            prop_assert_eq!(errors(&one.to_ascii_lowercase(), &one), Some(0));
        }
    }
}
