//! What is said on standard error about rows that are no entries.

use std::fmt::Write as _;

use super::terminal::plain;
use crate::listing::{DirectoryIndex, RefusedReason};

/// Examples of each reason.
const EXAMPLES: usize = 3;

/// Returns the lines about what the page holds beside its entries; nothing if there is nothing.
pub(super) fn refused(index: &DirectoryIndex) -> String {
    let (expected, unreadable): (Vec<_>, Vec<_>) = index
        .refused
        .counts()
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
    let total = index.refused.unreadable_count();
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
    let links = index.refused.links().iter();
    let mut links = links.filter(|link| link.reason == reason);
    for link in links.by_ref().take(EXAMPLES) {
        let _ = write!(text, " {}", plain(&link.href));
    }
    if links.next().is_some() {
        text.push_str(" …");
    }
    text
}
