//! Samples, sorted by name, and their list as it is built.

use std::cmp::Ordering;

use serde::Deserialize;

use super::listed::ListedPopulation;

use crate::table::Sex;

/// The most samples in a list. The site's portal knows 4,978 (November 2026).
pub const MOST_SAMPLES: usize = 10_000;

/// The most bytes in a sample's name. The longest of the portal has 24.
const LONGEST_NAME: usize = 64;

/// A set of samples that the project counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cohort {
    /// The 2,504 of the phase 3 panel.
    Phase3,
    /// The 2,535 of the first phase 3 calls and of the alignments: those of the panel and 31 relatives.
    FinalPhase,
    /// The 3,202 that were sequenced at 30x: those of the panel and 698 relatives.
    HighCoverage,
}

/// The facts of a sample in one row of a table. Rows of several tables complete each other.
#[derive(Clone, Copy, Debug, Default)]
pub struct SampleFacts<'a> {
    /// Name: `NA12878`. It has no spaces, commas, colons or quotes.
    pub name: &'a str,
    /// Codes of its populations with commas between; empty if unknown.
    pub population: &'a str,
    /// Sex, if known.
    pub sex: Option<Sex>,
    /// Family; empty, `0` or the sample's own name for none.
    pub family: &'a str,
    /// Name of the father; empty or `0` if unknown.
    pub father: &'a str,
    /// Name of the mother; empty or `0` if unknown.
    pub mother: &'a str,
    /// Whether it is in the phase 3 panel (2,504).
    pub in_phase3: bool,
    /// Whether it is in the first phase 3 calls (2,535).
    pub in_final_phase: bool,
    /// Whether it was sequenced at 30x (3,202).
    pub in_high_coverage: bool,
}

/// Why a row was refused, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// The name is invalid.
    #[error("row {row}: not a name of a sample")]
    Name {
        /// Row number, from 1.
        row: usize,
    },
    /// An earlier row states another value, which counts.
    #[error("row {row}: another {what} than in an earlier row")]
    Differs {
        /// The number of the row, the first is 1.
        row: usize,
        /// The field: `population`, `sex`, `family`, `father` or `mother`.
        what: &'static str,
    },
    /// There are more than [`MOST_SAMPLES`].
    #[error("row {row}: one sample too many")]
    TooMany {
        /// The number of the row, the first is 1.
        row: usize,
    },
}

impl SampleError {
    /// Returns the row number, from 1.
    pub fn row(&self) -> usize {
        match self {
            Self::Name { row } | Self::Differs { row, .. } | Self::TooMany { row } => *row,
        }
    }
}

/// A sample in a list. It refers to other samples by their positions there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Name: `NA12878`.
    pub name: Box<str>,
    /// Sex, if known.
    pub sex: Option<Sex>,
    /// Position of the father, if he is in the list.
    pub father: Option<u16>,
    /// Position of the mother, if she is in the list.
    pub mother: Option<u16>,
    pub(crate) population: Option<u16>,
    pub(crate) family: Option<u16>,
    pub(crate) cohorts: u8,
    pub(crate) in_trio: bool,
}

/// A list of at most [`MOST_SAMPLES`] samples without duplicates, sorted by name regardless of
/// letter case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SampleList {
    /// Codes of populations; of a sample of several, with commas between.
    pub(crate) populations: Vec<Box<str>>,
    pub(crate) families: Vec<Box<str>>,
    pub(crate) samples: Vec<Sample>,
    pub(crate) described: Vec<ListedPopulation>,
    /// Other names of samples, sorted like names, and their positions.
    pub(crate) others: Vec<(Box<str>, u16)>,
}

impl Cohort {
    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl SampleFacts<'_> {
    pub(crate) fn cohorts(&self) -> u8 {
        let bit = |counts, cohort: Cohort| if counts { cohort.bit() } else { 0 };
        bit(self.in_phase3, Cohort::Phase3)
            | bit(self.in_final_phase, Cohort::FinalPhase)
            | bit(self.in_high_coverage, Cohort::HighCoverage)
    }
}

impl Sample {
    /// Returns whether the sample is in a cohort.
    pub fn is_in(&self, cohort: Cohort) -> bool {
        self.cohorts & cohort.bit() != 0
    }

    /// Returns whether this is a relative outside the 2,504 of phase 3 (698 of the 3,202, 31 of the
    /// 2,535); `None` if it is in no cohort.
    pub fn related(&self) -> Option<bool> {
        (self.cohorts != 0).then(|| !self.is_in(Cohort::Phase3))
    }

    /// Returns whether this is a child with both parents in the list, or one of such parents.
    pub fn in_trio(&self) -> bool {
        self.in_trio
    }
}

impl SampleList {
    /// Returns the samples.
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// Returns the position of the sample with a name or another name, in any letter case.
    pub fn find(&self, name: &str) -> Option<u16> {
        let place = self
            .samples
            .binary_search_by(|sample| by_name(&sample.name, name));
        let place = place.ok().and_then(|place| u16::try_from(place).ok());
        place.or_else(|| {
            let other = self
                .others
                .binary_search_by(|(other, _)| by_name(other, name));
            Some(self.others[other.ok()?].1)
        })
    }

    /// Returns the sample at a position.
    pub fn sample(&self, place: u16) -> Option<&Sample> {
        self.samples.get(usize::from(place))
    }

    /// Returns the code of a sample's main population.
    pub fn population(&self, sample: &Sample) -> Option<&str> {
        self.populations(sample).next()
    }

    /// Returns a sample's family, if it has other members.
    pub fn family(&self, sample: &Sample) -> Option<&str> {
        let family = self.families.get(usize::from(sample.family?))?;
        Some(family)
    }

    /// Returns the children of a sample that are in the list.
    pub fn children(&self, place: u16) -> impl Iterator<Item = &Sample> {
        let parent = Some(place);
        self.samples
            .iter()
            .filter(move |child| child.father == parent || child.mother == parent)
    }

    /// Returns the number of samples in a cohort.
    pub fn count(&self, cohort: Cohort) -> usize {
        let counted = self.samples.iter().filter(|sample| sample.is_in(cohort));
        counted.count()
    }

    /// Marks children with both parents in the list, and these parents.
    pub(crate) fn mark_trios(&mut self) {
        for place in 0..self.samples.len() {
            let sample = &self.samples[place];
            if let (Some(father), Some(mother)) = (sample.father, sample.mother) {
                for member in [place, usize::from(father), usize::from(mother)] {
                    self.samples[member].in_trio = true;
                }
            }
        }
    }
}

/// Compares names regardless of letter case.
pub(crate) fn by_name(one: &str, other: &str) -> Ordering {
    let folded = |byte: u8| byte.to_ascii_uppercase();
    one.bytes().map(folded).cmp(other.bytes().map(folded))
}

/// Returns whether a text can be a sample's name: it has no separator of lists and queries.
pub(crate) fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b",;:'\"#".contains(&byte);
    !text.is_empty() && text.len() <= LONGEST_NAME && text.bytes().all(plain)
}

/// A sample that is being put together.
struct Draft<'a> {
    facts: SampleFacts<'a>,
    populations: Vec<&'a str>,
    cohorts: u8,
    /// The number of its first row, from 1.
    row: usize,
}

impl SampleList {
    /// Builds the list from the rows of one or several tables, one after the other; also returns
    /// what was refused.
    ///
    /// If rows contradict each other, the first counts.
    pub fn build<'a>(rows: impl IntoIterator<Item = SampleFacts<'a>>) -> (Self, Vec<SampleError>) {
        let mut problems = Vec::new();
        let mut drafts = Vec::new();
        for (at, facts) in rows.into_iter().enumerate() {
            let row = at + 1;
            if is_name(facts.name) {
                let cohorts = facts.cohorts();
                let codes = facts.population.split(',').map(str::trim);
                drafts.push(Draft {
                    facts: known(facts),
                    populations: codes.filter(|code| !code.is_empty()).collect(),
                    cohorts,
                    row,
                });
            } else {
                problems.push(SampleError::Name { row });
            }
        }
        // A stable sort: of the rows of one sample, the first stays the first.
        drafts.sort_by(|a, b| by_name(a.facts.name, b.facts.name));
        let mut merged: Vec<Draft<'_>> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            match merged.last_mut() {
                Some(last) if last.facts.name.eq_ignore_ascii_case(draft.facts.name) => {
                    merge(last, &draft, &mut problems);
                }
                _ => merged.push(draft),
            }
        }
        let excess = merged.drain(MOST_SAMPLES.min(merged.len())..);
        problems.extend(excess.map(|draft| SampleError::TooMany { row: draft.row }));
        (list(&merged), problems)
    }
}

/// Clears the fields whose value stands for unknown.
fn known(facts: SampleFacts<'_>) -> SampleFacts<'_> {
    let known = |text| if text == "0" { "" } else { text };
    let family = known(facts.family);
    SampleFacts {
        family: if family == facts.name { "" } else { family },
        father: known(facts.father),
        mother: known(facts.mother),
        ..facts
    }
}

/// Adds the facts of another row of the same sample.
fn merge<'a>(first: &mut Draft<'a>, next: &Draft<'a>, problems: &mut Vec<SampleError>) {
    let row = next.row;
    let mut differs = |what| problems.push(SampleError::Differs { row, what });
    let (ours, theirs) = (&mut first.facts, &next.facts);
    for (mine, other, what) in [
        (&mut ours.family, theirs.family, "family"),
        (&mut ours.father, theirs.father, "father"),
        (&mut ours.mother, theirs.mother, "mother"),
    ] {
        if mine.is_empty() {
            *mine = other;
        } else if !other.is_empty() && *mine != other {
            differs(what);
        }
    }
    // Tables of several studies share one population at least, and each adds its own.
    let has = |codes: &[&str], code: &&str| codes.contains(code);
    let (mine, others) = (&mut first.populations, &next.populations);
    if mine.is_empty() || others.iter().any(|code| has(mine, code)) {
        let more = others.iter().filter(|code| !has(mine, code));
        let more: Vec<&str> = more.copied().collect();
        mine.extend(more);
    } else if !others.is_empty() {
        differs("population");
    }
    match (ours.sex, theirs.sex) {
        (None, sex) => ours.sex = sex,
        (Some(one), Some(other)) if one != other => differs("sex"),
        _ => {}
    }
    first.cohorts |= next.cohorts;
}

fn list(drafts: &[Draft<'_>]) -> SampleList {
    let texts = |text: fn(&Draft<'_>) -> Box<str>| {
        let mut texts: Vec<Box<str>> = drafts.iter().map(text).collect();
        texts.sort_unstable();
        texts.dedup();
        texts.retain(|text| !text.is_empty());
        texts
    };
    let populations = texts(|draft| draft.populations.join(",").into());
    let families = texts(|draft| draft.facts.family.into());
    let person = |name: &str| {
        let place = drafts.binary_search_by(|draft| by_name(draft.facts.name, name));
        place.ok().and_then(|place| u16::try_from(place).ok())
    };
    let sample = |draft: &Draft<'_>| Sample {
        name: draft.facts.name.into(),
        sex: draft.facts.sex,
        father: person(draft.facts.father),
        mother: person(draft.facts.mother),
        population: place_of(&populations, &draft.populations.join(",")),
        family: place_of(&families, draft.facts.family),
        cohorts: draft.cohorts,
        in_trio: false,
    };
    let mut list = SampleList {
        samples: drafts.iter().map(sample).collect(),
        populations,
        families,
        ..SampleList::default()
    };
    list.mark_trios();
    list
}

fn place_of(texts: &[Box<str>], text: &str) -> Option<u16> {
    let place = texts.binary_search_by(|known| (**known).cmp(text));
    place.ok().and_then(|place| u16::try_from(place).ok())
}
