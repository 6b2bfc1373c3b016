//! Pasted addresses of files.

use percent_encoding::percent_decode_str;

use super::{QueryField, Test};

/// URL schemes of file addresses.
const SCHEMES: [&str; 5] = ["http", "https", "ftp", "s3", "gs"];

/// Returns whether a word is an address: a scheme with a colon, then a slash (one is enough, as in some index files) or
/// nothing yet; or `user@host:path`.
pub(super) fn is_one(word: &str) -> bool {
    word.split_once(':').is_some_and(|(before, after)| {
        let of_web = SCHEMES
            .iter()
            .any(|scheme| scheme.eq_ignore_ascii_case(before));
        before.contains('@') || (of_web && (after.is_empty() || after.starts_with('/')))
    })
}

/// Returns the text that stands for an address of an unknown tree: the last part of its path, which mirrors share; the host
/// where it has no path; `None` if it has neither.
pub(super) fn last_part(word: &str) -> Option<Test> {
    let (before, after) = word.split_once(':')?;
    let end = after.find(['?', '#']).unwrap_or(after.len());
    let place = after[..end].trim_matches('/');
    let (above, last) = place.rsplit_once('/').unwrap_or(("", place));
    if last.is_empty() {
        return None;
    }
    if above.is_empty() && !before.contains('@') {
        return QueryField::Host
            .normalise(last)
            .map(|host| Test::Field(QueryField::Host, vec![host]));
    }
    let name = percent_decode_str(last).decode_utf8();
    Some(Test::Phrase(name.map_or(last.to_owned(), Into::into)))
}
