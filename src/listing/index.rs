//! A directory index and its entries.

use serde::{Deserialize, Serialize};

use super::{Modified, Refused, RefusedLink, Size};
use crate::mirror::{BaseUrl, RemotePath};

/// The directory that was requested, and where the answer came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRequest {
    /// The address of the page, after redirects.
    pub page_url: String,
    /// The site root of the mirror.
    pub base: BaseUrl,
    /// The directory below the site root; `None` for the directory that the page itself names (the
    /// prefix of an S3 listing), else the root.
    pub directory: Option<RemotePath>,
    /// The media type of the answer, with its parameters, if known.
    pub content_type: Option<String>,
}

/// One page of a directory index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryIndex {
    /// The entries, in the order of the page. Each name occurs once.
    pub entries: Vec<IndexEntry>,
    /// Links and rows that are no entries, counted by reason.
    pub refused: Refused,
    /// Whether the page is cut, so that there may be more entries.
    pub truncated: bool,
    /// The continuation token for the rest of an S3 listing; `None` if it is complete.
    pub next: Option<String>,
    /// The directory that an S3 listing names, below the bucket's root; `None` for other forms.
    pub bucket_directory: Option<RemotePath>,
}

impl DirectoryIndex {
    /// Returns examples of links that should be entries but break a rule.
    pub fn unreadable(&self) -> impl Iterator<Item = &RefusedLink> {
        self.refused
            .links()
            .iter()
            .filter(|link| !link.reason.is_expected())
    }
}

/// A file or directory in a directory index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexEntry {
    /// The decoded name, as [`crate::mirror::name_from_bytes`] returns it. It may contain control
    /// characters, never a slash or NUL.
    pub name: String,
    /// Directory or file.
    pub kind: EntryKind,
    /// The size, if the page shows one. Directories have none.
    pub size: Option<Size>,
    /// The date of the last change, if the page shows one.
    pub modified: Option<Modified>,
}

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntryKind {
    /// A directory: its link ends in a slash, or the server never writes one and marks it
    /// otherwise.
    Directory,
    /// A file.
    File,
}

/// Why an answer is not a directory index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum NotAnIndex {
    /// The answer has only white space.
    #[error("the answer is empty")]
    Empty,
    /// An HTML page without a listing: a login page, an error page, or another site's.
    #[error("the page holds no listing")]
    NoListing,
    /// Data that is still compressed, or a file.
    #[error("the answer is compressed or binary data")]
    Binary,
    /// Plain text or another form that is neither HTML nor a known listing in JSON or XML.
    #[error("the answer is neither an HTML page nor a listing in JSON or XML")]
    NotHtml,
    /// An error of an S3 service, such as `NoSuchBucket` or, for the wrong region,
    /// `PermanentRedirect`.
    #[error("the storage service answered {code}: {message}")]
    ServerError {
        /// The service's error code.
        code: String,
        /// The service's error message.
        message: String,
    },
}
