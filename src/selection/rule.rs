//! A rule: a query that stands for all files that it finds.

use serde::Serialize;

use super::{Files, Picked};

/// A query that stands for the files that it found in one snapshot of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The query, as it is typed.
    pub query: String,
    /// The digest of the snapshot in which it was asked.
    pub snapshot: String,
    /// How many files it found.
    pub count: u64,
    /// The bytes of those files whose size is known.
    pub bytes: u64,
    /// How many of the files have no known size.
    pub unknown_sizes: u64,
    /// Files that it finds and that are not wanted.
    pub except: Files,
}

impl Rule {
    /// Returns how many files it stands for, if all its exceptions are among what it finds.
    pub fn files(&self) -> u64 {
        self.count.saturating_sub(self.except.len() as u64)
    }

    /// Says whether two rules are one question to one snapshot.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        self.query == other.query && self.snapshot == other.snapshot
    }

    /// Says whether a file that it finds is wanted.
    pub fn wants(&self, file: &Picked) -> bool {
        !self.except.contains(file)
    }
}
