//! Quoting: one function for each language that parses our text.

use crate::plan::{Anchor, Destination};

/// Quotes a text as one word of a POSIX shell.
///
/// # Panics
///
/// Panics if the text holds NUL, which no plan lets through.
pub fn posix(text: &str) -> String {
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

/// Quotes a text as one word for Python's `shlex.split(line, comments=True)`.
///
/// Always in single quotes, so that `#` starts no comment and a backslash stays.
pub fn python(text: &str) -> String {
    format!("'{}'", text.replace('\'', r#"'"'"'"#))
}

/// Quotes a text as a value of curl's configuration or as a word of lftp: in double quotes, with a backslash before `"` and `\`.
pub fn double(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
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
