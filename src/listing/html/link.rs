//! The rules that decide which links of a page are entries.
//!
//! The order of the rules is in [`LinkRules::read`]; `docs/listing-rules.md` lists them.

use std::borrow::Cow;

use percent_encoding::percent_decode;
use url::{Url, form_urlencoded};

use crate::listing::{EntryKind, PageRequest, RefusedReason};
use crate::mirror::{RemotePath, name_from_bytes};

/// A link that may be an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The decoded name.
    pub(super) name: String,
    pub(super) kind: EntryKind,
    /// Whether it has a query of its own, which most entries have not.
    pub(super) queried: bool,
}

/// The rules for the links of one page, given its address and the directory that it lists.
#[derive(Clone, Debug)]
pub(in crate::listing) struct LinkRules {
    /// The URL that links are resolved against.
    page: Url,
    /// The URL of the requested directory.
    directory: Url,
    /// The parts of its path, decoded.
    parts: Vec<Vec<u8>>,
    /// Whether a `<base>` was seen; only the first counts.
    rebased: bool,
    /// Whether links are resolved against the directory itself, so that a plain name is its child.
    plain: bool,
}

impl LinkRules {
    /// Creates the rules for a page, from its address after redirects and the requested directory.
    pub(in crate::listing) fn new(asked: &PageRequest) -> Self {
        let root = RemotePath::root();
        let path = asked.directory.as_ref().unwrap_or(&root);
        let text = asked.base.directory_url(path);
        let directory = Url::parse(&text).unwrap_or_else(|_| asked.base.as_url().clone());
        let parts = Self::parts(&directory)
            .map(|part| percent_decode(part.as_bytes()).collect())
            .collect();
        // A server that lists `/release` without redirecting to the slash means the same directory.
        let page = match Url::parse(&asked.page_url) {
            Ok(page) if format!("{page}/") != text => page,
            _ => directory.clone(),
        };
        Self {
            plain: page == directory,
            page,
            directory,
            parts,
            rebased: false,
        }
    }

    /// Resolves further links against a `<base href>`, as a browser does; only the first counts.
    pub(super) fn rebase(&mut self, href: &str) {
        if !std::mem::replace(&mut self.rebased, true)
            && let Ok(page) = self.page.join(href)
        {
            self.page = page;
            self.plain = false;
        }
    }

    /// Returns the directory's decoded path as page titles show it: `/vol1/ftp/release/`.
    pub(super) fn shown_path(&self) -> String {
        let parts = self.parts.iter().map(|part| String::from_utf8_lossy(part));
        let mut path = String::from("/");
        for part in parts {
            path.push_str(&part);
            path.push('/');
        }
        path
    }

    /// Reads a link as [`Self::link`] does, and refuses one with a query.
    pub(in crate::listing) fn read(
        &self,
        href: &[u8],
    ) -> Result<(String, EntryKind), RefusedReason> {
        match self.link(href)? {
            Link { queried: true, .. } => Err(RefusedReason::Query),
            Link { name, kind, .. } => Ok((name, kind)),
        }
    }

    /// Resolves a link as a browser would, and accepts it if it names a direct child of the
    /// directory.
    ///
    /// The WHATWG URL rules take care of white space, backslashes, `%2e%2e`, `//host`, upper-case
    /// hosts and default ports. The name is decoded once; bytes that are not UTF-8 are kept.
    pub(super) fn link(&self, href: &[u8]) -> Result<Link, RefusedReason> {
        if self.plain
            && let Some((name, kind)) = plain_name(href)
        {
            return decoded_name(name, kind, false);
        }
        let href_text = as_text(href);
        if has_odd_host(&href_text) {
            return Err(RefusedReason::Malformed);
        }
        let url = self
            .page
            .join(&href_text)
            .map_err(|_| RefusedReason::Malformed)?;
        self.check_site(&url)?;
        let (name, kind) = match self.child(&url) {
            // A program that runs in the page reads its files from there.
            Err(RefusedReason::Itself) if url.fragment().is_some_and(looks_like_path) => {
                return Err(RefusedReason::Fragment);
            }
            child => child?,
        };
        if url.fragment().is_some() {
            return Err(RefusedReason::Fragment);
        }
        // fancyindex keeps the sort order in links to directories: `sub/?C=M&O=D`; other servers keep the page's own query.
        let is_usual =
            url.query() == self.page.query() || (kind == EntryKind::Directory && sorts(href));
        decoded_name(name.as_bytes(), kind, url.query().is_some() && !is_usual)
    }

    fn check_site(&self, url: &Url) -> Result<(), RefusedReason> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(RefusedReason::OtherScheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(RefusedReason::Credentials);
        }
        let same = url.scheme() == self.directory.scheme()
            && url.host_str() == self.directory.host_str()
            && url.port() == self.directory.port();
        if same {
            Ok(())
        } else {
            Err(RefusedReason::OtherSite)
        }
    }

    /// Returns the last part of the path, still encoded, if the URL names a direct child.
    ///
    /// A link to the directory itself with a query, such as `?C=N;O=D`, is [`RefusedReason::Sort`]; one whose query names a file, as
    /// `?file=a.txt` does, is [`RefusedReason::Query`].
    fn child<'u>(&self, url: &'u Url) -> Result<(&'u str, EntryKind), RefusedReason> {
        let mut own = self.parts.iter();
        let mut theirs = Self::parts(url);
        loop {
            match (own.next(), theirs.next()) {
                (Some(own), Some(their))
                    if percent_decode(their.as_bytes()).eq(own.iter().copied()) => {}
                (Some(_), None) => return Err(RefusedReason::Parent),
                (Some(_), Some(_)) => return Err(RefusedReason::Elsewhere),
                (None, None) if url.query().is_some_and(names_a_file) => {
                    return Err(RefusedReason::Query);
                }
                (None, None) if url.query().is_some() => return Err(RefusedReason::Sort),
                (None, None) => return Err(RefusedReason::Itself),
                (None, Some("")) => return Err(RefusedReason::TooDeep),
                (None, Some(_)) if theirs.next().is_some() => return Err(RefusedReason::TooDeep),
                (None, Some(name)) => return Ok((name, kind(url.path().ends_with('/')))),
            }
        }
    }

    /// Returns the parts of a path, without an empty one for a trailing slash.
    fn parts(url: &Url) -> impl Iterator<Item = &str> {
        let path = url.path();
        let path = path.strip_prefix('/').unwrap_or(path);
        let path = path.strip_suffix('/').unwrap_or(path);
        let parts = if path.is_empty() {
            None
        } else {
            Some(path.split('/'))
        };
        parts.into_iter().flatten()
    }
}

/// Names of parameters whose value is a file or directory, in lower case.
const NAMING: [&str; 8] = [
    "file",
    "f",
    "path",
    "dir",
    "directory",
    "d",
    "folder",
    "download",
];

/// Returns whether a query names a file or directory.
fn names_a_file(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes()).any(|(name, value)| {
        let is_above = value.trim_matches(['.', '/']).is_empty();
        let is_named = NAMING.contains(&&*name.to_ascii_lowercase());
        !is_above && (is_named || looks_like_path(&value))
    })
}

fn looks_like_path(text: &str) -> bool {
    text.contains(['.', '/'])
}

fn kind(slash: bool) -> EntryKind {
    if slash {
        EntryKind::Directory
    } else {
        EntryKind::File
    }
}

/// Splits a link that can only be a name, with or without a trailing slash.
///
/// Most links are such, and resolving a URL for each would take most of the time.
fn plain_name(href: &[u8]) -> Option<(&[u8], EntryKind)> {
    let name = href.strip_prefix(b"./").unwrap_or(href);
    let (name, slash) = match name.strip_suffix(b"/") {
        Some(name) => (name, true),
        None => (name, false),
    };
    // A leading dot may mean this or the parent directory.
    let starts = name
        .first()
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let plain = name.iter().all(|byte| {
        byte.is_ascii_alphanumeric()
            || *byte >= 0x80
            || matches!(
                byte,
                b'.' | b'_'
                    | b'-'
                    | b'~'
                    | b'%'
                    | b'+'
                    | b','
                    | b'('
                    | b')'
                    | b'@'
                    | b'!'
                    | b'$'
                    | b'='
            )
    });
    (starts && plain).then_some((name, kind(slash)))
}

/// Returns a link as text, with bytes that are not UTF-8 escaped, as servers should have done.
fn as_text(href: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(href) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(href.len() + 16);
    for chunk in href.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(percent_encoding::percent_encode_byte(*byte));
        }
    }
    Cow::Owned(text)
}

/// Returns whether a link names a host in other letters than ASCII, or escaped. No mirror has such a host, and the edition of the
/// library that knows ASCII alone ought not to be asked about them.
fn has_odd_host(href: &str) -> bool {
    // The URL standard drops these everywhere.
    let href = href.replace(['\t', '\n', '\r'], "");
    let href = href.trim_start_matches(|letter: char| letter <= ' ');
    let is_scheme = |text: &str| {
        text.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && text
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
    };
    let (scheme, rest) = match href.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (true, rest),
        _ => (false, href),
    };
    let host = rest.trim_start_matches(['/', '\\']);
    if !scheme && rest.len() - host.len() < 2 {
        return false;
    }
    let host = host.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    host.contains('%') || !host.is_ascii()
}

fn decoded_name(name: &[u8], kind: EntryKind, queried: bool) -> Result<Link, RefusedReason> {
    let name = match memchr::memchr(b'%', name) {
        Some(_) => percent_decode(name).collect(),
        None => name.to_vec(),
    };
    let name = name_of(name)?;
    Ok(Link {
        name,
        kind,
        queried,
    })
}

/// Returns an entry's name from its decoded bytes, unless no file can have that name.
pub(in crate::listing) fn name_of(name: Vec<u8>) -> Result<String, RefusedReason> {
    if matches!(&name[..], b"" | b"." | b"..") || name.iter().any(|byte| matches!(byte, b'/' | 0)) {
        return Err(RefusedReason::BadName);
    }
    Ok(name_from_bytes(name))
}

/// Returns whether a link's query is one that sorts: `?C=N;O=D`, `?N=D`, `?ND`,
/// `?sort=name&order=desc`.
pub(super) fn sorts(href: &[u8]) -> bool {
    let query = href.iter().position(|byte| *byte == b'?');
    let query = query.map_or(&[][..], |at| &href[at + 1..]);
    let query = query.to_ascii_lowercase();
    let starts = |text: &str| query.starts_with(text.as_bytes());
    let short = [
        "c=n", "c=m", "c=s", "c=d", "n=a", "n=d", "m=a", "m=d", "s=a", "s=d", "d=a", "d=d",
    ];
    short.iter().any(|text| starts(text))
        || starts("sort")
        || starts("order")
        || matches!(
            &query[..],
            b"nd" | b"na" | b"md" | b"ma" | b"sd" | b"sa" | b"dd" | b"da"
        )
}
