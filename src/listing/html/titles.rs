//! What titles and headings say of a page.

/// How a server's title or heading over a listing begins, in lower case.
const TITLES: [&str; 14] = [
    "index of",
    "directory listing",
    "directory index",
    "directory contents",
    "directory:",
    "directory of",
    "directory viewer",
    "listing of",
    "listing:",
    "listing directory",
    "file listing",
    "files within",
    "files in",
    "contents of",
];

/// What titles and headings of error pages say, in lower case.
const ERRORS: [&str; 8] = [
    "not found",
    "forbidden",
    "access denied",
    "unauthorized",
    "bad gateway",
    "service unavailable",
    "server error",
    "bad request",
];

/// What the page around says for its holding a listing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Titles {
    /// Title or heading is one that servers give to listings: `Index of …`.
    pub(super) named: bool,
    /// Title or heading ends with the path of the directory.
    pub(super) path: bool,
    /// Title or heading is that of an error.
    pub(super) error: bool,
}

impl Titles {
    /// Notes a title or heading; `path` is that of the directory, without the slash at its end. Says whether it is one that
    /// servers give to listings.
    pub(super) fn note(&mut self, words: &str, path: &str) -> bool {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = words.to_ascii_lowercase();
        let named = TITLES.iter().any(|title| lower.starts_with(title));
        self.named |= named;
        self.error |= !named && ERRORS.iter().any(|error| lower.contains(error));
        self.path |= if path.is_empty() {
            words == "/" || words.ends_with(" /")
        } else {
            words.trim_end_matches('/').ends_with(path)
        };
        named
    }
}
