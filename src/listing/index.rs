//! A directory index, its entries, and the links and rows that are none, counted by the rule that they break.

use serde::{Deserialize, Serialize};

use super::{Modified, Size};
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
    /// Where the listing of a storage service goes on; `None` if it is complete.
    pub next: Option<Continuation>,
    /// The directory that an S3 listing names, below the bucket's root; `None` for other forms.
    pub bucket_directory: Option<RemotePath>,
}

/// Where a listing in several pages goes on: the same question with one parameter more.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Continuation {
    /// The token of `ListObjectsV2` (Amazon S3).
    Token(String),
    /// The place in `ListObjects`, version 1, which some services answer to any question; Azure names its own so too.
    Marker(String),
    /// The token of Google Cloud Storage's JSON API.
    PageToken(String),
}

impl Continuation {
    /// The names of all parameters.
    pub const PARAMETERS: [&str; 3] = ["continuation-token", "marker", "pageToken"];

    /// Returns the parameter's name and value.
    pub fn parameter(&self) -> (&'static str, &str) {
        let [token, marker, page_token] = Self::PARAMETERS;
        match self {
            Self::Token(value) => (token, value),
            Self::Marker(value) => (marker, value),
            Self::PageToken(value) => (page_token, value),
        }
    }
}

impl DirectoryIndex {
    /// Returns the index, unless it has no entry although rows were refused that should be entries: that is no empty directory.
    ///
    /// # Errors
    ///
    /// [`NotAnIndex::NoneBelow`]. An index that is cut or goes on may have entries further on.
    pub fn unless_all_refused(self) -> Result<Self, NotAnIndex> {
        let is_whole = !self.truncated && self.next.is_none();
        let lost = self.unreadable().next().cloned();
        match lost.filter(|_| is_whole && self.entries.is_empty()) {
            Some(RefusedLink { href, reason }) => Err(NotAnIndex::NoneBelow {
                rows: self.refused.unreadable_count(),
                href,
                reason,
            }),
            None => Ok(self),
        }
    }

    /// Returns whether it has no file, although rows were refused that could be files.
    pub fn lacks_files(&self) -> bool {
        let has_files = self
            .entries
            .iter()
            .any(|entry| entry.kind == EntryKind::File);
        !has_files && self.refused.unreadable_count() > 0
    }

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
    /// An HTML page of a listing whose rows a script fetches when the page is shown.
    #[error("the page lists nothing by itself: a script fills it")]
    Scripted,
    /// An HTML page, not of a server's own form, with a table of files that has no rows.
    #[error("the page's table of files is empty, and nothing says that the directory is")]
    EmptyTable,
    /// A listing by a program whose links lead to pages of its own, not to files.
    #[error("the page is a listing by {name}, whose links do not lead to files")]
    Program {
        /// The program's name.
        name: String,
    },
    /// A listing of which no row leads to a file or directory directly below.
    #[error(
        "none of its {rows} rows leads to a file or directory right below this one: {href:?} {reason}"
    )]
    NoneBelow {
        /// How many rows there are.
        rows: u64,
        /// The link of the first.
        href: String,
        /// The rule that it breaks.
        reason: RefusedReason,
    },
    /// XML that is well-formed, and none of the listings that are known.
    #[error("the answer is XML of a kind that is not read, <{root}>")]
    OtherXml {
        /// The name of its outermost element.
        root: String,
    },
    /// JSON that holds an error in the place of rows.
    #[error("the answer lists nothing and states an error: {message}")]
    SaysError {
        /// The server's words.
        message: String,
    },
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

/// The rule by which a link of a directory index is no entry.
///
/// `docs/listing-rules.md` says where each rule is checked.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    thiserror::Error,
)]
#[non_exhaustive]
#[repr(u8)]
pub enum RefusedReason {
    /// A link that sorts the listing: it leads to the directory itself with a query, as `?C=N;O=D`
    /// does.
    #[error("sorts the listing")]
    Sort,
    /// A link to a directory above.
    #[error("leads to a directory above")]
    Parent,
    /// A link to the directory itself, or to an anchor in the page.
    #[error("leads to the directory itself")]
    Itself,
    /// A link outside the listing: in a heading, a note or a footer.
    #[error("lies outside the listing")]
    OutsideListing,
    /// A link in the description of an entry.
    #[error("is part of a description")]
    Description,
    /// The link cannot be read as a URL.
    #[error("is not a URL")]
    Malformed,
    /// A scheme other than `http` and `https`: `javascript:`, `mailto:`, `ftp:`.
    #[error("has a scheme other than http and https")]
    OtherScheme,
    /// Another host, another port, or `http` instead of `https`.
    #[error("leads to another site")]
    OtherSite,
    /// A user name or a password in the link.
    #[error("holds a user name or a password")]
    Credentials,
    /// A link to another directory that is not above this one.
    #[error("leads to another directory")]
    Elsewhere,
    /// A link to something in a subdirectory.
    #[error("leads more than one level down")]
    TooDeep,
    /// An entry with a query.
    #[error("has a query")]
    Query,
    /// An entry with a fragment, from a server that does not escape `#`.
    #[error("has a fragment")]
    Fragment,
    /// A decoded name that is empty, `.` or `..`, or contains a slash or NUL.
    #[error("has a name that no file can have")]
    BadName,
    /// A further link in the row of an entry, in a listing with unknown columns.
    #[error("is a further link in the row of an entry")]
    SecondLink,
    /// A row without a link, in a listing that has no other.
    #[error("has no link")]
    NoLink,
    /// A row of WebDAV whose status says that there is nothing.
    #[error("is not there, by its status")]
    Missing,
    /// A row of a JSON or XML listing without a name.
    #[error("has no name")]
    NoName,
}

impl RefusedReason {
    /// All reasons, in the order of their discriminants.
    pub const ALL: [Self; 18] = [
        Self::Sort,
        Self::Parent,
        Self::Itself,
        Self::OutsideListing,
        Self::Description,
        Self::Malformed,
        Self::OtherScheme,
        Self::OtherSite,
        Self::Credentials,
        Self::Elsewhere,
        Self::TooDeep,
        Self::Query,
        Self::Fragment,
        Self::BadName,
        Self::SecondLink,
        Self::NoLink,
        Self::Missing,
        Self::NoName,
    ];

    /// Returns whether sound pages have such links, so that they do not count as unreadable rows.
    pub fn is_expected(self) -> bool {
        matches!(
            self,
            Self::Sort | Self::Parent | Self::Itself | Self::OutsideListing | Self::Description
        )
    }
}

/// A link that is no entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedLink {
    /// The link as written, with character references decoded; at most its first 200 characters.
    pub href: String,
    /// The rule that it breaks.
    pub reason: RefusedReason,
}

impl RefusedLink {
    /// The most characters that are kept of a link.
    const KEPT: usize = 200;

    fn new(href: &[u8], reason: RefusedReason) -> Self {
        // A character has at most four bytes, so bytes beyond that are cut anyway.
        let href = String::from_utf8_lossy(&href[..href.len().min(Self::KEPT * 4 + 4)]);
        let href = match href.char_indices().nth(Self::KEPT - 1) {
            Some((end, last)) if end + last.len_utf8() < href.len() => format!("{}…", &href[..end]),
            _ => href.into_owned(),
        };
        Self { href, reason }
    }
}

/// The refused links and rows: all counted by reason, the first of each reason kept as examples.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    counts: [u64; RefusedReason::ALL.len()],
    links: Vec<RefusedLink>,
}

impl Refused {
    /// The most examples that are kept per reason: a hostile page must not fill the memory.
    const KEPT: u64 = 50;

    /// Creates the value from counts, in the order of [`RefusedReason::ALL`], and examples.
    pub fn from_parts(counts: [u64; RefusedReason::ALL.len()], links: Vec<RefusedLink>) -> Self {
        Self { counts, links }
    }

    /// Counts a link, and keeps it if it is among the first of its reason.
    pub(super) fn add(&mut self, href: &[u8], reason: RefusedReason) {
        let count = &mut self.counts[reason as usize];
        *count += 1;
        if *count <= Self::KEPT {
            self.links.push(RefusedLink::new(href, reason));
        }
    }

    /// Adds `more` to a reason's count, without examples.
    fn add_more(&mut self, reason: RefusedReason, more: u64) {
        self.counts[reason as usize] += more;
    }

    /// Adds what was refused elsewhere in the page, all with the given reason.
    pub(super) fn absorb(&mut self, other: &Self, reason: RefusedReason) {
        for link in &other.links {
            self.add(link.href.as_bytes(), reason);
        }
        let kept = other.links.len() as u64;
        self.add_more(reason, other.total() - kept);
    }

    /// Adds what was refused in a further page of the same directory index.
    pub fn append(&mut self, other: &Self) {
        for (reason, count) in other.counts() {
            self.add_more(reason, count);
        }
        self.links.extend(other.links.iter().cloned());
    }

    fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Returns the number refused for a reason.
    pub fn count(&self, reason: RefusedReason) -> u64 {
        self.counts[reason as usize]
    }

    /// Returns each reason that occurs, with its count.
    pub fn counts(&self) -> impl Iterator<Item = (RefusedReason, u64)> {
        RefusedReason::ALL
            .into_iter()
            .zip(self.counts)
            .filter(|(_, count)| *count > 0)
    }

    /// Returns the number of links and rows that should be entries but break a rule; see
    /// [`RefusedReason::is_expected`].
    pub fn unreadable_count(&self) -> u64 {
        self.counts()
            .filter(|(reason, _)| !reason.is_expected())
            .map(|(_, count)| count)
            .sum()
    }

    /// Returns the examples, at most 50 per reason, in the order in which they were refused.
    pub fn links(&self) -> &[RefusedLink] {
        &self.links
    }
}
