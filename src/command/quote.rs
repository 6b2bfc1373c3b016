//! Quoting: one function for each language that parses our text.

use crate::plan::{Anchor, Destination};

/// Quotes a text as one word of a POSIX shell.
///
/// # Panics
///
/// Panics if the text holds NUL, which no plan lets through.
pub fn posix(text: &str) -> String {
    // Most texts need no quotes, and there can be 700,000 of them.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-:".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        return text.to_owned();
    }
    shlex::try_quote(text)
        .expect("a plan refuses control characters")
        .into_owned()
}

/// Quotes a destination as one word of a POSIX shell.
///
/// Relative paths begin with `./`, so that they cannot be read as an option, by `~` or by `CDPATH`, and so that `ascp`
/// cannot take the text before a colon for a host.
///
/// # Panics
///
/// As [`posix`].
pub fn place(place: &Destination) -> String {
    let below = place.below.as_str();
    match (place.anchor, below) {
        (Anchor::Here, "") => ".".to_owned(),
        (Anchor::Here, _) => posix(&format!("./{below}")),
        (Anchor::Root, _) => posix(&format!("/{below}")),
        (Anchor::Home, "") => "\"$HOME\"".to_owned(),
        (Anchor::Home, _) => format!("\"$HOME\"/{}", posix(below)),
    }
}

/// Adds a text, given in pieces, as one word for Python's `shlex.split(line, comments=True)`.
///
/// Always in single quotes, so that `#` starts no comment and a backslash stays.
pub fn push_python(out: &mut String, pieces: &[&str]) {
    out.push('\'');
    for piece in pieces {
        let mut begin = 0;
        for place in memchr::memchr_iter(b'\'', piece.as_bytes()) {
            out.extend([&piece[begin..place], r#"'"'"'"#]);
            begin = place + 1;
        }
        out.push_str(&piece[begin..]);
    }
    out.push('\'');
}

/// Adds a text, given in pieces, as a value of curl's configuration or as a word of lftp: in double quotes, with a backslash before `"`
/// and `\`.
pub fn push_double(out: &mut String, pieces: &[&str]) {
    out.push('"');
    for piece in pieces {
        let mut begin = 0;
        for place in memchr::memchr2_iter(b'\\', b'"', piece.as_bytes()) {
            out.extend([&piece[begin..place], "\\"]);
            begin = place;
        }
        out.push_str(&piece[begin..]);
    }
    out.push('"');
}

/// Quotes a text as one word of PowerShell: in single quotes, each quote in it doubled. PowerShell takes curly quotes for straight ones
/// (`about_Quoting_Rules`, read November 2026).
pub fn powershell(text: &str) -> String {
    let mut quoted = "'".to_owned();
    for letter in text.chars() {
        if matches!(letter, '\'' | '‘' | '’' | '‚' | '‛') {
            quoted.push(letter);
        }
        quoted.push(letter);
    }
    quoted.push('\'');
    quoted
}

/// Quotes a text as the value in a line `set "name=value"` of a file for cmd: each `%` doubled. A double quote, which no name on Windows
/// has, cannot be written there and is left out.
pub fn cmd(text: &str) -> String {
    text.replace('%', "%%").replace('"', "")
}
