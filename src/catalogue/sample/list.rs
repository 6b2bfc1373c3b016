//! The samples: whose they are, what they are to each other, and which cohorts count them.

use std::cmp::Ordering;

/// Most samples of a list. The site's portal knows 4,978 (November 2026).
pub const MOST_SAMPLES: usize = 10_000;

/// Most bytes of a sample's name. The longest of the portal has 24.
const LONGEST_NAME: usize = 64;

/// The sex of a person, as the site's tables state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// `female`; 2 in pedigrees.
    Female,
    /// `male`; 1 in pedigrees.
    Male,
}

/// A set of samples that the project counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cohort {
    /// The 2,504 of the phase 3 panel.
    Phase3,
    /// The 2,535 of the first phase 3 calls and of the alignments: those of the panel and 31 relatives.
    FinalPhase,
    /// The 3,202 that were sequenced at 30x: those of the panel and 698 relatives.
    HighCoverage,
}

/// What tables say of a sample. Several rows of one sample add up, as each table knows something else.
#[derive(Clone, Copy, Debug, Default)]
pub struct SampleFacts<'a> {
    /// Name: `NA12878`. No blanks, commas, colons or quotes.
    pub name: &'a str,
    /// Code of the population; empty if the table does not say.
    pub population: &'a str,
    /// Sex, if the table says.
    pub sex: Option<Sex>,
    /// The family; empty, `0` or the sample's own name if there is none.
    pub family: &'a str,
    /// Name of the father; empty or `0` if the table does not say.
    pub father: &'a str,
    /// Name of the mother; empty or `0` if the table does not say.
    pub mother: &'a str,
    /// Says whether the phase 3 panel has it (2,504).
    pub in_phase3: bool,
    /// Says whether the first phase 3 calls have it (2,535).
    pub in_final_phase: bool,
    /// Says whether it was sequenced at 30x (3,202).
    pub in_high_coverage: bool,
}

/// Why a row was not taken, or not all of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// The name is none.
    #[error("row {row}: not a name of a sample")]
    Name {
        /// The number of the row, the first is 1.
        row: usize,
    },
    /// An earlier row says otherwise, and is believed.
    #[error("row {row}: another {what} than in an earlier row")]
    Differs {
        /// The number of the row, the first is 1.
        row: usize,
        /// What differs: `population`, `sex`, `family`, `father` or `mother`.
        what: &'static str,
    },
    /// There are more samples than a list holds ([`MOST_SAMPLES`]).
    #[error("row {row}: one sample too many")]
    TooMany {
        /// The number of the row, the first is 1.
        row: usize,
    },
}

impl SampleError {
    /// Returns the number of the row, the first is 1.
    pub fn row(&self) -> usize {
        match self {
            Self::Name { row } | Self::Differs { row, .. } | Self::TooMany { row } => *row,
        }
    }
}

/// A sample of a list. Other samples are named by their place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Name: `NA12878`.
    pub name: Box<str>,
    /// Sex, if it is known.
    pub sex: Option<Sex>,
    /// The father, if he is in the list.
    pub father: Option<u16>,
    /// The mother, if she is in the list.
    pub mother: Option<u16>,
    pub(crate) population: Option<u16>,
    pub(crate) family: Option<u16>,
    pub(crate) cohorts: u8,
    pub(crate) in_trio: bool,
}

/// Samples, sorted by name without regard to the case of letters, each once; [`MOST_SAMPLES`] at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SampleList {
    pub(crate) populations: Vec<Box<str>>,
    pub(crate) families: Vec<Box<str>>,
    pub(crate) samples: Vec<Sample>,
}

impl Sex {
    /// Both, in the order of the portal.
    pub const ALL: [Self; 2] = [Self::Female, Self::Male];

    /// Returns the word for it in tables and queries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }

    /// Reads `female` or `male`, in any case of letters.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|sex| sex.name().eq_ignore_ascii_case(name))
    }
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
    /// Says whether a cohort counts the sample.
    pub fn is_in(&self, cohort: Cohort) -> bool {
        self.cohorts & cohort.bit() != 0
    }

    /// Says whether this is one of the relatives that the 2,504 of phase 3 leave out (698 of the 3,202, 31 of the 2,535);
    /// nothing where no cohort counts it.
    pub fn related(&self) -> Option<bool> {
        (self.cohorts != 0).then(|| !self.is_in(Cohort::Phase3))
    }

    /// Says whether this is a child of whom both parents are in the list, or such a parent.
    pub fn in_trio(&self) -> bool {
        self.in_trio
    }
}

impl SampleList {
    /// Returns the samples.
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// Returns the place of a sample, in any case of letters.
    pub fn find(&self, name: &str) -> Option<u16> {
        let place = self
            .samples
            .binary_search_by(|sample| by_name(&sample.name, name));
        place.ok().and_then(|place| u16::try_from(place).ok())
    }

    /// Returns a sample by its place.
    pub fn sample(&self, place: u16) -> Option<&Sample> {
        self.samples.get(usize::from(place))
    }

    /// Returns the code of a sample's population.
    pub fn population(&self, sample: &Sample) -> Option<&str> {
        let population = self.populations.get(usize::from(sample.population?))?;
        Some(population)
    }

    /// Returns the name of a sample's family, if it is not alone in it.
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

    /// Returns how many samples a cohort counts.
    pub fn count(&self, cohort: Cohort) -> usize {
        let counted = self.samples.iter().filter(|sample| sample.is_in(cohort));
        counted.count()
    }

    /// Marks children with both parents, and these parents.
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

/// The order of names, without regard to the case of letters.
pub(crate) fn by_name(one: &str, other: &str) -> Ordering {
    let folded = |byte: u8| byte.to_ascii_uppercase();
    one.bytes().map(folded).cmp(other.bytes().map(folded))
}

/// Says whether a text can be a sample's name: what separates names in lists and queries is in none.
pub(crate) fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b",;:'\"#".contains(&byte);
    !text.is_empty() && text.len() <= LONGEST_NAME && text.bytes().all(plain)
}
