//! Samples that a filter lets pass, and those whose names are like a word.

use super::list::{Sample, SampleList, by_name};
use crate::catalogue::population::{Population, PopulationTable};
use crate::common::edit_distance::Pattern;
use crate::table::Sex;

/// Conditions on samples, all of which must hold. An empty list or `None` is no condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SampleFilter {
    /// Codes of populations; the sample must be of one of them.
    pub populations: Vec<String>,
    /// Codes of superpopulations; the sample must be of one of them.
    pub superpopulations: Vec<String>,
    /// The sex.
    pub sex: Option<Sex>,
    /// The required value of [`Sample::related`].
    pub related: Option<bool>,
    /// The required value of [`Sample::in_trio`].
    pub trio: Option<bool>,
    /// Names; the sample must have one of them.
    pub names: Vec<String>,
}

impl SampleFilter {
    /// Parses a query; returns its other words too.
    ///
    /// The terms are those of [`as_query`](Self::as_query), in any order and case, and bare codes
    /// of populations and superpopulations.
    pub fn parse(text: &str, table: &PopulationTable) -> (Self, Vec<String>) {
        let mut filter = Self::default();
        let mut rest = Vec::new();
        for word in text.split_whitespace() {
            if filter.read(word, table).is_none() {
                rest.push(word.to_owned());
            }
        }
        (filter, rest)
    }

    fn read(&mut self, word: &str, table: &PopulationTable) -> Option<()> {
        let population = |code: &str| table.population(code).map(|found| found.code.clone());
        let group = |code: &str| table.superpopulation(code).map(|found| found.code.clone());
        let Some((field, value)) = word.split_once(':') else {
            if let Some(code) = population(word) {
                add(&mut self.populations, [code]);
            } else {
                add(&mut self.superpopulations, [group(word)?]);
            }
            return Some(());
        };
        let values = value.split(',');
        match field.to_ascii_lowercase().as_str() {
            "pop" => {
                let codes: Option<Vec<_>> = values.map(population).collect();
                add(&mut self.populations, codes?);
            }
            "super" => {
                let codes: Option<Vec<_>> = values.map(group).collect();
                add(&mut self.superpopulations, codes?);
            }
            // A repeated name does no harm, and looking for it among 10,000 takes long.
            "sample" => {
                let names = values.filter(|name| !name.is_empty());
                self.names.extend(names.map(str::to_owned));
            }
            "sex" => self.sex = Some(Sex::from_name(value)?),
            "related" => self.related = Some(yes_or_no(value)?),
            "trio" => self.trio = Some(yes_or_no(value)?),
            _ => return None,
        }
        Some(())
    }

    /// Returns the filter as a query: `pop:CEU,YRI super:AFR sex:female related:no trio:yes
    /// sample:A,B`.
    pub fn as_query(&self) -> String {
        let word = |known: Option<bool>| known.map(|yes| if yes { "yes" } else { "no" });
        let list = |values: &[String]| (!values.is_empty()).then(|| values.join(","));
        let terms = [
            ("pop", list(&self.populations)),
            ("super", list(&self.superpopulations)),
            ("sex", self.sex.map(|sex| sex.name().to_owned())),
            ("related", word(self.related).map(str::to_owned)),
            ("trio", word(self.trio).map(str::to_owned)),
            ("sample", list(&self.names)),
        ];
        let written = terms
            .into_iter()
            .filter_map(|(field, value)| Some([field, ":", &value?].concat()));
        written.collect::<Vec<_>>().join(" ")
    }

    /// Returns whether the filter has no condition.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds or removes a population. Superpopulations are cleared, as it might be part of one.
    pub fn toggle_population(&mut self, code: &str) {
        self.superpopulations.clear();
        toggle(&mut self.populations, code);
    }

    /// Adds or removes a superpopulation. Populations are cleared, as they might be part of it.
    pub fn toggle_superpopulation(&mut self, code: &str) {
        self.populations.clear();
        toggle(&mut self.superpopulations, code);
    }

    /// Returns whether the filter has conditions other than on populations.
    pub fn needs_samples(&self) -> bool {
        !Self {
            populations: Vec::new(),
            superpopulations: Vec::new(),
            ..self.clone()
        }
        .is_empty()
    }

    /// Returns whether a population fits, by its own code and that of its superpopulation.
    fn wants(&self, code: &str, superpopulation: Option<&str>) -> bool {
        let of = |wanted: &[String], code: &str| {
            wanted.is_empty() || wanted.iter().any(|one| one.eq_ignore_ascii_case(code))
        };
        of(&self.populations, code)
            && of(&self.superpopulations, superpopulation.unwrap_or_default())
    }
}

impl SampleList {
    /// Returns the positions of the samples that fit, in the order of their names.
    pub fn select(&self, filter: &SampleFilter, table: &PopulationTable) -> Vec<u16> {
        let any = filter.populations.is_empty() && filter.superpopulations.is_empty();
        let is_of = |code| filter.wants(code, self.superpopulation(code, table));
        let wanted: Vec<bool> = self
            .populations
            .iter()
            .map(|codes| codes.split(',').any(is_of))
            .collect();
        let is_wanted = |sample: &Sample| {
            let place = sample.population.map(usize::from);
            any || place.and_then(|place| wanted.get(place)) == Some(&true)
        };
        let named = (!filter.names.is_empty()).then(|| {
            let mut named = vec![false; self.samples.len()];
            for place in filter.names.iter().filter_map(|name| self.find(name)) {
                named[usize::from(place)] = true;
            }
            named
        });
        let fits = |place: usize, sample: &Sample| {
            named.as_ref().is_none_or(|named| named[place])
                && is_wanted(sample)
                && (filter.sex.is_none() || sample.sex == filter.sex)
                && (filter.related.is_none() || sample.related() == filter.related)
                && filter.trio.is_none_or(|trio| sample.in_trio() == trio)
        };
        let all = (0_u16..).zip(&self.samples);
        all.filter(|(place, sample)| fits(usize::from(*place), sample))
            .map(|(place, _)| place)
            .collect()
    }
}

/// Adds the values that are not in the list.
fn add(list: &mut Vec<String>, values: impl IntoIterator<Item = String>) {
    for value in values {
        if !list.contains(&value) {
            list.push(value);
        }
    }
}

fn toggle(list: &mut Vec<String>, code: &str) {
    match list.iter().position(|known| known == code) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(code.to_owned()),
    }
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

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
