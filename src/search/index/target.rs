//! What a search finds.

use crate::mirror::RemotePath;

/// What a hit leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A main release, by its short name.
    Release(String),
    /// A data collection, by its short name.
    Collection(String),
    /// A population, by its code.
    Population(String),
    /// A file, by its path on the main site.
    File(RemotePath),
}

impl Target {
    /// Returns the place of its kind among equal hits.
    pub(super) fn order(&self) -> u8 {
        match self {
            Self::Release(_) => 0,
            Self::Collection(_) => 1,
            Self::Population(_) => 2,
            Self::File(_) => 3,
        }
    }
}
