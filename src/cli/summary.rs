//! Rows of directory indexes that are no entries, counted for a report.

use serde::{Deserialize, Serialize};

use crate::listing::{DirectoryIndex, RefusedReason};
use crate::text::cli::refused_rows;

/// Examples that are shown of each reason.
const EXAMPLES: usize = 3;

/// Rows that ought to have been entries, counted by reason, with examples.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Tally(Vec<(String, u64, Vec<String>)>);

impl Tally {
    /// Counts what a page refused.
    pub(super) fn of(index: &DirectoryIndex) -> Self {
        let refused = index.refused.counts();
        let unreadable = refused.filter(|(reason, _)| !reason.is_expected());
        let counted = |(reason, count): (RefusedReason, u64)| {
            let links = index.refused.links().iter();
            let links = links.filter(|link| link.reason == reason);
            let examples = links.take(EXAMPLES).map(|link| link.href.clone());
            (reason.to_string(), count, examples.collect())
        };
        Self(unreadable.map(counted).collect())
    }

    /// Returns whether nothing is counted.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds what another page refused.
    pub(super) fn add(&mut self, other: Self) {
        for (reason, count, examples) in other.0 {
            match self.0.iter_mut().find(|(known, ..)| *known == reason) {
                None => self.0.push((reason, count, examples)),
                Some((_, sum, kept)) => {
                    *sum += count;
                    let room = EXAMPLES.saturating_sub(kept.len());
                    kept.extend(examples.into_iter().take(room));
                }
            }
        }
    }

    /// Returns the lines that report the rows; empty if nothing is counted.
    pub(super) fn text(&self) -> String {
        refused_rows(&self.0)
    }
}
