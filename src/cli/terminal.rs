//! Text that a terminal may be shown.

use std::fmt::Write as _;
use std::io::{self, Write as _};

/// Returns the text with all that could steer a terminal, or turn the reading order, written as an escape.
///
/// Names come from servers, and may hold anything.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if steers(character) {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "{}", character.escape_default());
        } else {
            out.push(character);
        }
    }
    out
}

/// Writes to standard error; that nobody reads it is no fault.
pub(super) fn say(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

fn steers(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(
            plain("a é\t\u{1b}[31m\n\u{9b}2J\u{202e}x"),
            "a é\\t\\u{1b}[31m\\n\\u{9b}2J\\u{202e}x"
        );
    }
}
