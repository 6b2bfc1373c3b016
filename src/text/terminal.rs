//! Text that is safe to show on a terminal.

use std::fmt::Write as _;

/// Returns the text with every character escaped that could control a terminal or change the reading order.
///
/// Names come from servers, and may hold anything.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if is_control(character) {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "{}", character.escape_default());
        } else {
            out.push(character);
        }
    }
    out
}

fn is_control(character: char) -> bool {
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
    fn nothing_that_controls_a_terminal_is_left() {
        assert_eq!(
            plain("a é\t\u{1b}[31m\n\u{9b}2J\u{202e}x"),
            "a é\\t\\u{1b}[31m\\n\\u{9b}2J\\u{202e}x"
        );
    }
}
