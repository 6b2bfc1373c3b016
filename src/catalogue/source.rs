//! Facts and their sources.

use std::fmt;

use serde::de::{Error, IgnoredAny, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

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
