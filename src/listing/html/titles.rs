//! Titles and headings: those of listings, of error pages, and of programs.

/// Beginnings of titles and headings that servers give to listings, in lower case.
const TITLES: [&str; 15] = [
    "index of",
    "directory listing",
    "directory index",
    "directory contents",
    "directory:",
    "directory of",
    "directory viewer",
    "directory tree",
    "listing of",
    "listing:",
    "listing directory",
    "file listing",
    "files within",
    "files in",
    "contents of",
];

/// Programs whose listings link to pages of their own in the place of files: how their titles begin or end, in lower case,
/// and their names.
const PROGRAMS: [(&str, &str); 4] = [
    ("directory lister", "Directory Lister"),
    ("catalog http", "THREDDS"),
    ("thredds", "THREDDS"),
    ("file browser", "File Browser"),
];

/// Words in titles and headings of error pages, in lower case.
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

/// What titles and headings suggest about the page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Titles {
    /// A title or heading is one that servers give to listings: `Index of …`.
    pub(super) named: bool,
    /// A title or heading ends with the directory's path.
    pub(super) path: bool,
    /// A title or heading is that of an error page.
    pub(super) error: bool,
    /// The program that a title or heading names.
    pub(super) program: Option<&'static str>,
}

impl Titles {
    /// Records a title or heading and returns whether it is one that servers give to listings.
    /// `path` is the directory's, without a trailing slash.
    pub(super) fn note(&mut self, words: &str, path: &str) -> bool {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = words.to_ascii_lowercase();
        let named = TITLES.iter().any(|title| lower.starts_with(title));
        self.named |= named;
        let mut programs = PROGRAMS.iter();
        let program =
            programs.find(|(words, _)| lower.starts_with(words) || lower.ends_with(words));
        self.program = self.program.or(program.map(|(_, name)| *name));
        self.error |= !named && ERRORS.iter().any(|error| lower.contains(error));
        self.path |= if path.is_empty() {
            words == "/" || words.ends_with(" /")
        } else {
            words.trim_end_matches('/').ends_with(path)
        };
        named
    }
}
