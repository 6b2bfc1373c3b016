//! Quoting: one function for each language that reads our text.

use crate::plan::{Anchor, Destination};

/// Returns a word that a POSIX shell reads as exactly this text.
///
/// # Panics
///
/// Panics if the text holds NUL, which no plan lets through.
pub fn posix(text: &str) -> String {
    shlex::try_quote(text)
        .expect("a plan refuses control characters")
        .into_owned()
}

/// Returns a word that a POSIX shell reads as the path of a place.
///
/// Relative paths begin with `./`: so no option, no `~` and no `CDPATH` can be read into them, and `ascp` cannot take
/// what precedes a colon for a host.
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

/// Returns a word that `shlex.split(line, comments=True)` of Python reads as exactly this text.
///
/// Always in single quotes, so that `#` starts no comment and a backslash stays.
pub fn python(text: &str) -> String {
    format!("'{}'", text.replace('\'', r#"'"'"'"#))
}
