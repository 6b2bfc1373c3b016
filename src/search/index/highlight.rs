//! Marks the parts of a text that a query matched.

use crate::search::Query;

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The text.
    pub text: &'a str,
    /// Whether a word of the query matched here.
    pub matched: bool,
}

/// Splits a text into matched and unmatched parts; joined they are the text again.
pub fn highlight<'a>(text: &'a str, query: &Query) -> Vec<Piece<'a>> {
    let lower = text.to_ascii_lowercase();
    let mut marks = vec![false; text.len()];
    for word in query.words() {
        for (at, found) in lower.match_indices(word.as_str()) {
            marks[at..at + found.len()].fill(true);
        }
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    for at in 1..=text.len() {
        if at == text.len() || (marks[at] != marks[start] && text.is_char_boundary(at)) {
            pieces.push(Piece {
                text: &text[start..at],
                matched: marks[start],
            });
            start = at;
        }
    }
    pieces
}
