//! Pasted addresses of files and directories.

use super::{QueryField, Test};

/// URL schemes of file addresses.
const SCHEMES: [&str; 5] = ["http", "https", "ftp", "s3", "gs"];

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
    Some(Test::Field(QueryField::Path, vec![word.to_owned()]))
}

/// Strips what mails and tables put around an address.
fn bare(word: &str) -> &str {
    word.trim_start_matches('<')
        .trim_end_matches([',', ';', '>'])
}
