//! What files weigh whose sizes nobody knows: averages over files of the same collection and kind.

use serde::{Deserialize, Serialize};

use crate::common::JsonError;
use crate::common::json::{ReadJson, Shipped, from_json};
use crate::mirror::RemotePath;

const BUILT_IN: &str = include_str!("../../static/catalogue/weights.json");

/// Files of one collection and kind, with the sum of sizes that a source gives.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// What they are, for people.
    pub what: String,
    /// Directories that they are below, by the paths of their hosts.
    pub below: Vec<RemotePath>,
    /// The end of their names.
    pub ends: String,
    /// Bytes of the files that were summed.
    pub bytes: u64,
    /// Number of files that were summed.
    pub files: u32,
    /// Key of the source.
    pub source: String,
}

/// What files of unknown size weigh by estimate, and how many these are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// Bytes.
    pub bytes: u64,
    /// Number of files.
    pub files: u32,
}

impl Weight {
    /// Returns the weights that ship with the app; of two that fit a file the first counts.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    pub fn built_in() -> Vec<Self> {
        Shipped::read("", BUILT_IN).expect("a test reads the same text")
    }

    /// Parses weights.
    ///
    /// # Errors
    ///
    /// [`JsonError`] with the place, if the text is not JSON of that form.
    pub fn from_json(text: &str) -> Result<Vec<Self>, JsonError> {
        from_json("", text)
    }

    /// Returns the average size in bytes.
    pub fn average(&self) -> u64 {
        self.bytes / u64::from(self.files.max(1))
    }
}

impl Estimate {
    /// Adds a file of unknown size, if its weight is known.
    pub fn add(&mut self, weight: Option<u64>) {
        if let Some(bytes) = weight {
            *self = self.and(Self { bytes, files: 1 });
        }
    }

    /// Returns the sum of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            bytes: self.bytes.saturating_add(other.bytes),
            files: self.files.saturating_add(other.files),
        }
    }
}
