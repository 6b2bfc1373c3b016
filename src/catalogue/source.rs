//! A fact, and where it comes from.

use crate::mirror::RemotePath;
use crate::mirror::json::{Fields, Item};

/// Where facts come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is, in words for people.
    pub title: String,
    /// A web address where it, or what it speaks of, can be read.
    pub address: String,
    /// When it was written or read: a year, a month or a day in ISO 8601.
    pub date: String,
    /// How far it can be trusted.
    pub confidence: Confidence,
}

/// How far a source can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Inferred, or old.
    Low,
    /// One good secondary source.
    Medium,
    /// A primary source, or two that are independent.
    High,
}

/// A value with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl Source {
    pub(super) fn read(item: Item<'_>) -> Self {
        item.object(|fields| Self {
            title: fields.text("title"),
            address: fields.text("where"),
            date: fields.text("date"),
            confidence: fields
                .required("confidence")
                .parsed(confidence)
                .unwrap_or(Confidence::Low),
        })
    }
}

fn confidence(text: &str) -> Result<Confidence, &'static str> {
    match text {
        "low" => Ok(Confidence::Low),
        "medium" => Ok(Confidence::Medium),
        "high" => Ok(Confidence::High),
        _ => Err("neither low, medium nor high"),
    }
}

impl Fact<String> {
    pub(super) fn text(item: Item<'_>) -> Self {
        fact(item, |fields| fields.text("value"))
    }
}

impl Fact<RemotePath> {
    pub(super) fn remote_path(item: Item<'_>) -> Self {
        fact(item, |fields| fields.remote_path("value"))
    }
}

impl Fact<u32> {
    pub(super) fn whole(item: Item<'_>) -> Self {
        fact(item, |fields| fields.required("value").whole())
    }
}

impl Fact<Count> {
    pub(super) fn count(item: Item<'_>) -> Self {
        fact(item, |fields| Count::read(fields.required("value")))
    }
}

fn fact<'a, T>(item: Item<'a>, value: impl FnOnce(&mut Fields<'a>) -> T) -> Fact<T> {
    item.object(|fields| Fact {
        label: fields.optional_text("label"),
        value: value(fields),
        source: fields.text("source"),
        note: fields.optional_text("note"),
        disputed: fields.optional_text("disputed"),
    })
}

impl Count {
    fn read(item: Item<'_>) -> Self {
        if !item.is_list() {
            return Self::Exactly(item.whole());
        }
        let [least, most] = item.wholes();
        Self::Between(least, most)
    }
}
