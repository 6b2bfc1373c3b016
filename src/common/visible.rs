//! Escapes for hidden characters: those that are invisible, or change how the text around them is displayed.

use std::borrow::Cow;
use std::fmt::Write;

/// Returns whether a character is invisible or changes how its neighbours are displayed: control and format characters
/// (bidirectional controls among them), separators other than the plain space, fillers, variation selectors.
///
/// A character is also hidden if [`str::escape_debug`] escapes it: the standard library does so for the Unicode general categories
/// Cc, Cf, Cn, Co, Zl, Zp and Zs. The list below adds the invisible characters of the categories Lo, Mn and So.
pub fn is_hidden(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_control();
    }
    let is_blank = matches!(
        letter,
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2800}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0100}'..='\u{e01ef}'
    );
    // `escape_debug` escapes a combining mark only at the beginning of a text, so a letter is put before it.
    let mut text = [b'a'; 5];
    let length = letter.encode_utf8(&mut text[1..]).len();
    let text = str::from_utf8(&text[..=length]).unwrap_or_default();
    is_blank || text.escape_debug().nth(2).is_some()
}

/// Returns the text with an escape in the place of each hidden character: `\n`, `\u{202e}`.
///
/// # Examples
///
/// ```
/// use igsr_fetch::common::visible;
///
/// assert_eq!(visible("a\u{202e}fcv.exe"), r"a\u{202e}fcv.exe");
/// assert_eq!(visible("plain é"), "plain é");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "{}", letter.escape_default());
        } else {
            out.push(letter);
        }
    }
    Cow::Owned(out)
}

/// Returns a text of several lines, as [`visible`] does one, with its lines, tabs and no-break spaces as they are.
///
/// # Examples
///
/// ```
/// use igsr_fetch::common::visible_text;
///
/// assert_eq!(visible_text("one\r\n\ttwo\u{202e}"), "one\n\ttwo\\u{202e}");
/// ```
pub fn visible_text(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let parts = line.split_inclusive(['\t', '\u{a0}']);
        let parts = parts.map(|part| match part.strip_suffix(['\t', '\u{a0}']) {
            Some(words) => Cow::Owned(format!("{}{}", visible(words), &part[words.len()..])),
            None => visible(part),
        });
        parts.collect::<String>()
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_escaped_and_what_can_is_not() {
        let hidden = "\u{0}\t\n\r\u{1b}\u{7f}\u{85}\u{9b}\u{a0}\u{ad}\u{34f}\u{61c}\u{115f}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\
            \u{2028}\u{2029}\u{202a}\u{202d}\u{202e}\u{202f}\u{2060}\u{2066}\u{2069}\u{206f}\u{2800}\u{3000}\u{3164}\u{fe0f}\u{feff}\u{fff9}\
            \u{e0001}\u{e0041}\u{e0100}\u{f8ff}\u{10ffe9}";
        for letter in hidden.chars() {
            assert!(is_hidden(letter), "{letter:?}");
            assert_eq!(
                visible(&letter.to_string()),
                letter.escape_default().to_string()
            );
        }
        for letter in " azAZ09'\"`\\$~éßñ日本שא한\u{301}\u{5b0}😀–…".chars() {
            assert!(!is_hidden(letter), "{letter:?}");
        }
        assert_eq!(
            visible("a é\t\u{1b}[31m\n\u{9b}2J\u{202e}x"),
            "a é\\t\\u{1b}[31m\\n\\u{9b}2J\\u{202e}x"
        );
    }
}
