//! Releases and data collections, and facts with their sources.

use std::fmt;

use serde::de::{Error, IgnoredAny, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use crate::mirror::RemotePath;

/// A source of facts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title for people.
    pub title: String,
    /// Web address of the source, or of its subject.
    #[serde(rename = "where")]
    pub address: String,
    /// The year, month or day when it was written or read, in ISO 8601.
    pub date: String,
    /// The confidence in it.
    pub confidence: Confidence,
}

/// The confidence in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Inferred, or old.
    Low,
    /// One good secondary source.
    Medium,
    /// A primary source, or two that are independent.
    High,
}

/// A value with its source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact<T> {
    /// A label among several facts of one kind: `exon targets (pilot 3)`.
    pub label: Option<String>,
    /// The value.
    pub value: T,
    /// Key of the source; see [`super::Catalogue::source`].
    pub source: String,
    /// A note that people need to understand the value.
    pub note: Option<String>,
    /// The values of other sources, if they disagree.
    pub disputed: Option<String>,
}

/// A number of people, samples or populations; a range if sources disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    /// One number.
    Exactly(u32),
    /// A range with both its ends.
    Between(u32, u32),
}

impl Count {
    /// Returns the lowest number of any source.
    pub fn least(self) -> u32 {
        match self {
            Self::Exactly(number) | Self::Between(number, _) => number,
        }
    }

    /// Returns the highest number of any source.
    pub fn most(self) -> u32 {
        match self {
            Self::Exactly(number) | Self::Between(_, number) => number,
        }
    }
}

/// Reads a number, or a list of the lowest and the highest.
impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CountVisitor)
    }
}

struct CountVisitor;

impl<'de> Visitor<'de> for CountVisitor {
    type Value = Count;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number or a list of two")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Count, E> {
        let exact = u32::try_from(number).map(Count::Exactly);
        exact.map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Count, A::Error> {
        let mut next = |len| {
            let number = access.next_element()?;
            number.ok_or_else(|| A::Error::invalid_length(len, &self))
        };
        let count = Count::Between(next(0)?, next(1)?);
        match access.next_element::<IgnoredAny>()? {
            None => Ok(count),
            Some(_) => Err(A::Error::invalid_length(3, &self)),
        }
    }
}

/// A project's data on the site, in a directory of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataCollection {
    /// Short name in data and links: `30x`.
    pub id: String,
    /// Its directory on the site.
    pub directory: RemotePath,
    /// Name for people.
    pub name: String,
    /// A summary of one sentence.
    pub summary: String,
    /// Numbers of samples; empty if unknown.
    #[serde(default)]
    pub samples: Vec<Fact<Count>>,
    /// The reference assembly that positions refer to, if known.
    pub assembly: Option<Fact<String>>,
    /// The naming of chromosomes in its files, if known.
    pub contigs: Option<Fact<String>>,
    /// Its size in words, if known.
    pub size: Option<Fact<String>>,
    /// The paper to cite, if known.
    pub citation: Option<Citation>,
    /// Its main README, if known.
    pub readme: Option<RemotePath>,
    /// Its data reuse statement, if known.
    pub reuse: Option<RemotePath>,
    /// A note for people who use it.
    pub note: Option<Fact<String>>,
}

/// A main release: pilot, phase 1 or phase 3.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// Short name in data and links: `phase3`.
    pub id: String,
    /// Name for people: `Phase 3`.
    pub name: String,
    /// A summary of one sentence.
    pub summary: String,
    /// The month in which its paper appeared, in ISO 8601.
    pub published: Fact<String>,
    /// The reference assembly that positions refer to.
    pub assembly: Fact<String>,
    /// The naming of chromosomes in its files.
    pub contigs: Fact<String>,
    /// Its directories, the main one first, each with a label.
    pub directories: Vec<Fact<RemotePath>>,
    /// The directory of its reads and alignments.
    pub data_directory: Fact<RemotePath>,
    /// Numbers of samples; several, with labels, if it has several parts.
    pub samples: Vec<Fact<Count>>,
    /// Numbers of populations.
    pub populations: Vec<Fact<Count>>,
    /// Numbers of variants of each kind, in words.
    pub variants: Vec<Fact<String>>,
    /// Total size of its variant files in words, if known.
    pub size: Option<Fact<String>>,
    /// The paper to cite.
    pub citation: Citation,
    /// The terms of use of its data.
    pub reuse: Fact<String>,
    /// Its main README, if known.
    pub readme: Option<RemotePath>,
    /// Notes for people who use it.
    pub caveats: Vec<Fact<String>>,
    /// Events in its history; the label is the date.
    pub history: Vec<Fact<String>>,
}

/// A paper to cite.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Authors, title, journal and year.
    pub text: String,
    /// URL of its DOI.
    pub url: String,
    /// Key of the source.
    pub source: String,
}
