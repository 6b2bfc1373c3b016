//! A fact, and where it comes from.

use serde::Deserialize;

/// Where facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is, in words for people.
    pub title: String,
    /// A web address where it, or what it speaks of, can be read.
    #[serde(rename = "where")]
    pub address: String,
    /// When it was written or read: a year, a month or a day in ISO 8601.
    pub date: String,
    /// How far it can be trusted.
    pub confidence: Confidence,
}

/// How far a source can be trusted.
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
    /// What the value speaks of, where several facts stand side by side: `exon targets (pilot 3)`.
    pub label: Option<String>,
    /// The value.
    pub value: T,
    /// Key of the source; see [`super::Catalogue::source`].
    pub source: String,
    /// What a person should know to read the value rightly.
    pub note: Option<String>,
    /// What other sources say, if they disagree.
    pub disputed: Option<String>,
}

/// A number of people, samples or populations; a range where sources disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(untagged)]
pub enum Count {
    /// One number.
    Exactly(u32),
    /// At least the first, at most the second number.
    Between(u32, u32),
}

impl Count {
    /// Returns the lowest number that a source gives.
    pub fn least(self) -> u32 {
        match self {
            Self::Exactly(number) | Self::Between(number, _) => number,
        }
    }

    /// Returns the highest number that a source gives.
    pub fn most(self) -> u32 {
        match self {
            Self::Exactly(number) | Self::Between(_, number) => number,
        }
    }
}
