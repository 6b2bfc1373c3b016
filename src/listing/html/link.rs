//! Which links of a directory index page are entries.

use std::borrow::Cow;

use percent_encoding::percent_decode;
use url::Url;

use super::region::sorts;
use crate::listing::{EntryKind, PageRequest, RefusedReason};
use crate::mirror::{RemotePath, name_from_bytes};

/// The rules for the links of one page: where it lies, and which directory it lists.
#[derive(Clone, Debug)]
pub(in crate::listing) struct LinkRules {
    /// What links are resolved against.
    page: Url,
    /// The directory that was asked for.
    directory: Url,
    /// Its path, each part decoded.
    parts: Vec<Vec<u8>>,
    /// Says whether a `<base>` was seen; only the first counts.
    rebased: bool,
    /// Says whether links are resolved against the directory itself, so that a plain name is a child of it.
    plain: bool,
}

impl LinkRules {
    /// Takes where the page came from, after redirects, and the directory that was asked for.
    pub(in crate::listing) fn new(asked: &PageRequest) -> Self {
        let root = RemotePath::root();
        let path = asked.directory.as_ref().unwrap_or(&root);
        let text = asked.base.directory_url(path);
        let directory = Url::parse(&text).unwrap_or_else(|_| asked.base.as_url().clone());
        let parts = Self::parts(&directory)
            .map(|part| percent_decode(part.as_bytes()).collect())
            .collect();
        // A server that lists `/release` without adding the slash means the same directory.
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

    /// Heeds `<base href>`, as a browser does.
    pub(super) fn rebase(&mut self, href: &str) {
        if !std::mem::replace(&mut self.rebased, true)
            && let Ok(page) = self.page.join(href)
        {
            self.page = page;
            self.plain = false;
        }
    }

    /// Returns the path of the directory, decoded, as titles of pages show it: `/vol1/ftp/release/`.
    pub(super) fn shown_path(&self) -> String {
        let parts = self.parts.iter().map(|part| String::from_utf8_lossy(part));
        let mut path = String::from("/");
        for part in parts {
            path.push_str(&part);
            path.push('/');
        }
        path
    }

    /// Reads a link as a browser would, and accepts it if it names a direct child of the directory.
    ///
    /// Resolved by the WHATWG rules: white space, tabs and newlines, backslashes, `%2e%2e`, `//host`, upper-case
    /// hosts and default ports need no rules of their own. The name is decoded once; bytes that are not UTF-8 are kept.
    pub(super) fn read(&self, href: &[u8]) -> Result<(String, EntryKind), RefusedReason> {
        if self.plain
            && let Some((name, kind)) = plain_name(href)
        {
            return decoded_name(name, kind);
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
        let (name, kind) = self.child(&url)?;
        // fancyindex keeps the order in its links to directories: `sub/?C=M&O=D`.
        if url.query().is_some() && !(kind == EntryKind::Directory && sorts(href)) {
            return Err(RefusedReason::Query);
        }
        if url.fragment().is_some() {
            return Err(RefusedReason::Fragment);
        }
        decoded_name(name.as_bytes(), kind)
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
    fn child<'u>(&self, url: &'u Url) -> Result<(&'u str, EntryKind), RefusedReason> {
        let mut own = self.parts.iter();
        let mut theirs = Self::parts(url);
        loop {
            match (own.next(), theirs.next()) {
                (Some(own), Some(their))
                    if percent_decode(their.as_bytes()).eq(own.iter().copied()) => {}
                (Some(_), None) => return Err(RefusedReason::Parent),
                (Some(_), Some(_)) => return Err(RefusedReason::Elsewhere),
                (None, None) if url.query().is_some() => return Err(RefusedReason::Sort),
                (None, None) => return Err(RefusedReason::Itself),
                (None, Some("")) => return Err(RefusedReason::TooDeep),
                (None, Some(_)) if theirs.next().is_some() => return Err(RefusedReason::TooDeep),
                (None, Some(name)) => return Ok((name, kind(url.path().ends_with('/')))),
            }
        }
    }

    /// Returns the parts of a path; a slash at its end is no part.
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

fn kind(slash: bool) -> EntryKind {
    if slash {
        EntryKind::Directory
    } else {
        EntryKind::File
    }
}

/// Splits a link that can only be a name, with or without a slash: most links of most pages, for which resolving an
/// address would take most of the time.
fn plain_name(href: &[u8]) -> Option<(&[u8], EntryKind)> {
    let name = href.strip_prefix(b"./").unwrap_or(href);
    let (name, slash) = match name.strip_suffix(b"/") {
        Some(name) => (name, true),
        None => (name, false),
    };
    // What begins with a dot may mean this or the parent directory.
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

/// Makes a link text that the URL standard can read; bytes that are not UTF-8 are escaped, as servers ought to have done.
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

/// Says whether a link names a host in other letters than ASCII, or escaped. No mirror has such a host, and the edition of the
/// library that knows ASCII alone ought not to be asked about them.
fn has_odd_host(href: &str) -> bool {
    // The URL standard drops these wherever they stand.
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

fn decoded_name(name: &[u8], kind: EntryKind) -> Result<(String, EntryKind), RefusedReason> {
    let name = match memchr::memchr(b'%', name) {
        Some(_) => percent_decode(name).collect(),
        None => name.to_vec(),
    };
    name_of(name).map(|name| (name, kind))
}

/// Makes the name of an entry from its bytes, unless no file can have it.
pub(in crate::listing) fn name_of(name: Vec<u8>) -> Result<String, RefusedReason> {
    if matches!(&name[..], b"" | b"." | b"..") || name.iter().any(|byte| matches!(byte, b'/' | 0)) {
        return Err(RefusedReason::BadName);
    }
    Ok(name_from_bytes(name))
}
