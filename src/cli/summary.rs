//! What is said on standard error about rows that are no entries.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::terminal::plain;
use crate::listing::{DirectoryIndex, RefusedReason};

/// Examples of each reason.
const EXAMPLES: usize = 3;

/// Returns the lines about what the page holds beside its entries; nothing if there is nothing.
pub(super) fn refused(index: &DirectoryIndex) -> String {
    let mut counts: BTreeMap<RefusedReason, u64> = BTreeMap::new();
    for link in &index.refused {
        *counts.entry(link.reason).or_default() += 1;
    }
    let (expected, unreadable): (Vec<_>, Vec<_>) = counts
        .into_iter()
        .partition(|(reason, _)| reason.is_expected());
    let mut text = String::new();
    if !expected.is_empty() {
        let parts: Vec<String> = expected
            .iter()
            .map(|(reason, count)| format!("{count} {reason}"))
            .collect();
        let _ = writeln!(
            text,
            "Links of the page itself, not entries: {}",
            parts.join("; ")
        );
    }
    let total: u64 = unreadable.iter().map(|(_, count)| count).sum();
    if total > 0 {
        let _ = writeln!(text, "Rows refused: {total}");
    }
    for (reason, count) in unreadable {
        let _ = writeln!(text, "  {count} × {reason}:{}", examples(index, reason));
    }
    text
}

fn examples(index: &DirectoryIndex, reason: RefusedReason) -> String {
    let mut text = String::new();
    let mut links = index.refused.iter().filter(|link| link.reason == reason);
    for link in links.by_ref().take(EXAMPLES) {
        let _ = write!(text, " {}", plain(&link.href));
    }
    if links.next().is_some() {
        text.push_str(" …");
    }
    text
}
