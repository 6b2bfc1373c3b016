//! A fact, and where it comes from.

use std::fmt;

use serde::de::{Error, IgnoredAny, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// Reads a number, or a list of the least and the most.
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
