//! What a directory index page says.

use super::{Modified, Refused, RefusedLink, Size};
use crate::mirror::{BaseUrl, RemotePath};

/// What was asked for, and how it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// Where the page came from, after redirects.
    pub page_url: String,
    /// The site root of the mirror.
    pub base: BaseUrl,
    /// The directory below the site root; nothing where the page itself says which (the prefix of an S3 listing), else the root.
    pub directory: Option<RemotePath>,
    /// The media type of the answer with its parameters, if known.
    pub content_type: Option<String>,
}

/// One directory index page, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectoryIndex {
    /// The entries in the order of the page; each name occurs once.
    pub entries: Vec<IndexEntry>,
    /// What is no entry.
    pub refused: Refused,
    /// Says whether the page ends before its end: there may be more entries.
    pub truncated: bool,
    /// Where an S3 listing goes on: the continuation token to ask with; nothing when it is complete.
    pub next: Option<String>,
    /// The directory that an S3 listing names, below the bucket's root; else nothing.
    pub bucket_directory: Option<RemotePath>,
}

impl DirectoryIndex {
    /// Returns examples of links that ought to have been entries but break a rule.
    pub fn unreadable(&self) -> impl Iterator<Item = &RefusedLink> {
        self.refused
            .links()
            .iter()
            .filter(|link| !link.reason.is_expected())
    }
}

/// One file or directory of a directory index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The name, decoded, without slash, as [`crate::mirror::name_from_bytes`] makes it. It may hold control characters, never
    /// a slash or NUL.
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
    /// A directory: its link ends in a slash, or a server that writes none marks it as one.
    Directory,
    /// A file.
    File,
}

/// Why an answer is not a directory index.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAnIndex {
    /// There is nothing but white space.
    #[error("the answer is empty")]
    Empty,
    /// An HTML page without a listing: a login page, an error page, a page of another site.
    #[error("the page holds no listing")]
    NoListing,
    /// Compressed data that nobody unpacked, or a file.
    #[error("the answer is compressed or binary data")]
    Binary,
    /// Plain text, a picture or something else that is neither HTML nor a known form of JSON or XML.
    #[error("the answer is neither an HTML page nor a listing in JSON or XML")]
    NotHtml,
    /// An error document of an S3 service, such as `NoSuchBucket` or, for a wrong region, `PermanentRedirect`.
    #[error("the storage service answered {code}: {message}")]
    ServerError {
        /// The service's own word for the fault.
        code: String,
        /// Its sentence.
        message: String,
    },
}
