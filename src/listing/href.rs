//! Which links of a directory index page are entries.

use percent_encoding::percent_decode_str;
use url::Url;

use super::EntryKind;
use crate::mirror::{BaseUrl, RemotePath};

/// Why a link of a directory index is no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum RefusedReason {
    /// A link that sorts the listing: `?C=N;O=D`.
    #[error("sorts the listing")]
    Sort,
    /// A link to a directory above.
    #[error("leads to a directory above")]
    Parent,
    /// A link to the directory itself, or to a place in the page.
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
    /// Another scheme: `javascript:`, `data:`, `mailto:`, `ftp:`.
    #[error("has a scheme other than http and https")]
    OtherScheme,
    /// Another host, another port, or `http` in place of `https`.
    #[error("leads to another site")]
    OtherSite,
    /// A user name or a password is written into the link.
    #[error("holds a user name or a password")]
    Credentials,
    /// A directory beside this one, or elsewhere on the site.
    #[error("leads to another directory")]
    Elsewhere,
    /// Something below a subdirectory.
    #[error("leads more than one level down")]
    TooDeep,
    /// An entry with a query.
    #[error("has a query")]
    Query,
    /// An entry with a fragment: a server that did not escape `#`.
    #[error("has a fragment")]
    Fragment,
    /// The name is not UTF-8.
    #[error("has a name that is not UTF-8")]
    NotUtf8,
    /// The decoded name holds a slash or NUL, or means this or the parent directory.
    #[error("has a name that no file can have")]
    BadName,
    /// A further link in the row of an entry, in a listing whose columns are not known.
    #[error("is a further link in the row of an entry")]
    SecondLink,
}

impl RefusedReason {
    /// Says whether every sound page may hold such links, so that they are no rows that could not be read.
    pub fn is_expected(self) -> bool {
        matches!(
            self,
            Self::Sort | Self::Parent | Self::Itself | Self::OutsideListing | Self::Description
        )
    }
}

/// The rules for the links of one page: where it lies, and which directory it lists.
#[derive(Clone, Debug)]
pub(super) struct LinkRules {
    /// What links are resolved against.
    page: Url,
    /// The directory that was asked for.
    directory: Url,
    /// Its path, each part decoded.
    parts: Vec<Vec<u8>>,
    /// Says whether a `<base>` was seen; only the first counts.
    rebased: bool,
}

impl LinkRules {
    /// Takes the URL that the page came from, after redirects, and the directory that was asked for.
    pub(super) fn new(page_url: &str, base: &BaseUrl, directory: &RemotePath) -> Self {
        let parts = Self::parts(base.as_url())
            .map(|part| percent_decode_str(part).collect())
            .chain(directory.parts().map(|part| part.as_bytes().to_vec()))
            .collect();
        let text = base.directory_url(directory);
        let directory = Url::parse(&text).unwrap_or_else(|_| base.as_url().clone());
        // A server that lists `/release` without adding the slash means the same directory.
        let page = match Url::parse(page_url) {
            Ok(page) if format!("{page}/") != text => page,
            _ => directory.clone(),
        };
        Self {
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
        }
    }

    /// Reads a link as a browser would, and accepts it if it names a direct child of the directory.
    ///
    /// Resolved by the WHATWG rules: white space, tabs and newlines, backslashes, `%2e%2e`, `//host`, upper-case
    /// hosts and default ports need no rules of their own. The name is decoded once.
    pub(super) fn read(&self, href: &str) -> Result<(String, EntryKind), RefusedReason> {
        let url = self.page.join(href).map_err(|_| RefusedReason::Malformed)?;
        self.check_site(&url)?;
        let (name, kind) = self.child(&url)?;
        if url.query().is_some() {
            return Err(RefusedReason::Query);
        }
        if url.fragment().is_some() {
            return Err(RefusedReason::Fragment);
        }
        let name: Vec<u8> = percent_decode_str(name).collect();
        if matches!(&name[..], b"." | b"..") || name.iter().any(|byte| matches!(byte, b'/' | 0)) {
            return Err(RefusedReason::BadName);
        }
        String::from_utf8(name)
            .map(|name| (name, kind))
            .map_err(|_| RefusedReason::NotUtf8)
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
                (Some(own), Some(their)) if percent_decode_str(their).eq(own.iter().copied()) => {}
                (Some(_), None) => return Err(RefusedReason::Parent),
                (Some(_), Some(_)) => return Err(RefusedReason::Elsewhere),
                (None, None) if url.query().is_some() => return Err(RefusedReason::Sort),
                (None, None) => return Err(RefusedReason::Itself),
                (None, Some("")) => return Err(RefusedReason::TooDeep),
                (None, Some(_)) if theirs.next().is_some() => return Err(RefusedReason::TooDeep),
                (None, Some(name)) => {
                    let directory = url.path().ends_with('/');
                    return Ok((
                        name,
                        if directory {
                            EntryKind::Directory
                        } else {
                            EntryKind::File
                        },
                    ));
                }
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
