//! A rule: a query that stands for all files that it finds.

use serde::{Deserialize, Serialize};

use super::{Files, Picked};

/// A query that stands for the files it found in one snapshot of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The query, as it is typed.
    pub query: String,
    /// Digest of the snapshot it ran on.
    pub snapshot: String,
    /// Number of files found.
    pub count: u64,
    /// Sum of the known sizes in bytes.
    pub bytes: u64,
    /// Number of files of unknown size.
    pub unknown_sizes: u64,
    /// Files found but excluded.
    pub except: Files,
}

impl Rule {
    /// Returns the number of files it stands for, assuming that it finds all its exceptions.
    pub fn files(&self) -> u64 {
        self.count.saturating_sub(self.except.len() as u64)
    }

    /// Returns whether two rules have the same query and snapshot.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        self.query == other.query && self.snapshot == other.snapshot
    }

    /// Returns whether a file it finds is not excluded.
    pub fn wants(&self, file: &Picked) -> bool {
        !self.except.contains(file)
    }
}
