//! Suggestions for an unknown name.

use super::list::{SampleList, by_name};
use crate::catalogue::population::{Population, PopulationTable};
use crate::common::edit_distance::Pattern;

/// The most suggestions for an entry.
const MOST: usize = 3;

/// The most typing errors between an entry and a suggestion.
const FARTHEST: u8 = 2;

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
        let pattern = Pattern::new(entry.as_bytes());
        let is_meant = |population: &&Population| {
            let mut names = population.synonyms.iter().chain([&population.name]);
            names.any(|name| name.eq_ignore_ascii_case(entry))
                || pattern.distance_at_most(population.code.as_bytes(), 1) == Some(1)
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
        let pattern = Pattern::new(entry.as_bytes());
        let mut by_errors = [const { Vec::new() }; FARTHEST as usize];
        for sample in self.list.samples() {
            let name = &*sample.name;
            if let Some(errors @ 1..) = pattern.distance_at_most(name.as_bytes(), FARTHEST) {
                let kept: &mut Vec<&str> = &mut by_errors[usize::from(errors) - 1];
                if kept.len() < MOST {
                    kept.push(name);
                }
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
