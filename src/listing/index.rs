//! What a directory index page says.

use super::{Modified, RefusedReason, Size};

/// One directory index page, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectoryIndex {
    /// The entries in the order of the page; each name occurs once.
    pub entries: Vec<IndexEntry>,
    /// The links that are no entries, those within the listing first.
    pub refused: Vec<RefusedLink>,
    /// Says whether the page ends before its end: there may be more entries.
    pub truncated: bool,
    /// What to ask for the next part with, where the server lists a directory in parts (S3); nothing when this is all.
    pub next: Option<String>,
}

impl DirectoryIndex {
    /// Returns the links that ought to have been entries but break a rule; sort, parent and footer links do not count.
    pub fn unreadable(&self) -> impl Iterator<Item = &RefusedLink> {
        self.refused
            .iter()
            .filter(|link| !link.reason.is_expected())
    }
}

/// One file or directory of a directory index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The name, decoded, without slash. It may hold control characters, never a slash or NUL.
    pub name: String,
    /// Whether it is a directory or a file.
    pub kind: EntryKind,
    /// The size, if the page shows one; directories have none.
    pub size: Option<Size>,
    /// Date of last change, if the page shows one.
    pub modified: Option<Modified>,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A directory: its link ends in a slash.
    Directory,
    /// A file.
    File,
}

/// A link of the page that is no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedLink {
    /// The link as written, entities decoded; at most 200 characters of it.
    pub href: String,
    /// Which rule it breaks.
    pub reason: RefusedReason,
}

impl RefusedLink {
    /// Most characters that are kept of a link.
    const KEPT: usize = 200;

    /// Notes a refused link; a long one is cut and ends in `…`.
    pub(super) fn new(href: &[u8], reason: RefusedReason) -> Self {
        // A character has at most four bytes, so what lies beyond is cut anyway.
        let href = String::from_utf8_lossy(&href[..href.len().min(Self::KEPT * 4 + 4)]);
        let href = match href.char_indices().nth(Self::KEPT - 1) {
            Some((end, last)) if end + last.len_utf8() < href.len() => format!("{}…", &href[..end]),
            _ => href.into_owned(),
        };
        Self { href, reason }
    }
}

/// Why an answer is not a directory index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAnIndex {
    /// There is nothing but white space.
    #[error("the answer is empty")]
    Empty,
    /// An HTML page without a listing: a login page, an error page, a page of another site.
    #[error("the page holds no listing")]
    NoListing,
    /// Not an HTML page: compressed data, a picture, plain text.
    #[error("the answer is not an HTML page")]
    NotHtml,
}
