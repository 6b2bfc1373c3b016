//! What is said on standard error about rows that are no entries.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::terminal::plain;
use crate::listing::{DirectoryIndex, RefusedReason};

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

    /// Returns the lines that say it; `None` if nothing is counted.
    pub(super) fn text(&self) -> String {
        let total: u64 = self.0.iter().map(|(_, count, _)| count).sum();
        if total == 0 {
            return String::new();
        }
        let mut text = format!("Rows refused: {total}\n");
        for (reason, count, examples) in &self.0 {
            let shown: Vec<String> = examples.iter().map(|href| plain(href)).collect();
            let more = if *count > examples.len() as u64 {
                " …"
            } else {
                ""
            };
            let shown = shown.join(" ");
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "  {count} × {}: {shown}{more}", plain(reason));
        }
        text
    }
}

/// Returns the line that counts the links which any page may hold beside its entries; `None` if there are none.
pub(super) fn beside(index: &DirectoryIndex) -> String {
    let expected = index
        .refused
        .counts()
        .filter(|(reason, _)| reason.is_expected());
    let parts: Vec<String> = expected
        .map(|(reason, count)| format!("{count} {reason}"))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!(
        "Links of the page itself, not entries: {}\n",
        parts.join("; ")
    )
}
