//! Pasted addresses of files and directories.

use super::{QueryField, Test};

/// URL schemes of file addresses.
const SCHEMES: [&str; 8] = [
    "http", "https", "ftp", "ftps", "rsync", "s3", "gs", "globus",
];

/// What a path begins with where it is written from above the site's root, as on its servers and in `current.tree`.
const ABOVE: [&str; 5] = ["/vol1/", "vol1/", "/nfs/", "ftp/", "/ftp/"];

/// Length of the identifier of a Globus collection.
const COLLECTION: usize = 36;

/// Returns whether a word is an address: a scheme with a colon, then a slash (one is enough, as in some index files) or
/// nothing yet; `user@host:path`, `host:path` as this program prints it, `COLLECTION:/path`; or a path from above the root.
pub(super) fn is_one(word: &str) -> bool {
    let word = bare(word);
    let Some((before, after)) = word.split_once(':') else {
        return ABOVE
            .iter()
            .any(|above| word.len() > above.len() && word.starts_with(above));
    };
    let of_web = SCHEMES
        .iter()
        .any(|scheme| scheme.eq_ignore_ascii_case(before));
    let of_host = before.contains('.') && !before.contains(['/', '<', '>', '=', '"']);
    before.contains('@')
        || (of_web && (after.is_empty() || after.starts_with('/')))
        || (!after.is_empty() && (of_host || (before.len() == COLLECTION && before.contains('-'))))
}

/// Returns what an address stands for: a place; the host where a web address has no path; `None` if it has neither.
pub(super) fn meant(word: &str) -> Option<Test> {
    let word = bare(word);
    let (scheme, after) = word.split_once(':').unwrap_or(("", word));
    let place = after.trim_matches('/');
    if place.is_empty() {
        return None;
    }
    let of_web = SCHEMES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(scheme));
    if of_web && scheme != "s3" && !place.contains('/') {
        let host = QueryField::Host.normalise(place)?;
        return Some(Test::Field(QueryField::Host, vec![host]));
    }
    Some(Test::Field(QueryField::Path, vec![with_stars(word)]))
}

/// Puts a star for each part of an address that a shell or a program would fill in: `{1..22}`, `[1-22]`, `$i`, `${i}`.
fn with_stars(word: &str) -> String {
    let mut written = String::new();
    let mut rest = word;
    while let Some(at) = rest.find(['{', '[', '$']) {
        written.push_str(&rest[..at]);
        let part = &rest[at..];
        let end = match part.as_bytes() {
            [b'$', b'{', ..] | [b'{', ..] => part.find('}').map(|end| end + 1),
            [b'[', ..] => part.find(']').map(|end| end + 1),
            _ => part[1..]
                .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
                .map(|end| end + 1),
        };
        written.push('*');
        rest = &part[end.unwrap_or(part.len())..];
    }
    written + rest
}

/// Strips what mails and tables put around an address.
fn bare(word: &str) -> &str {
    word.trim_start_matches('<')
        .trim_end_matches([',', ';', '>'])
}
