//! Links and rows of a page that are no entries, counted by the rule that they break.

/// Why a link of a directory index is no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
#[repr(u8)]
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
    /// The decoded name holds a slash or NUL, is empty, or means this or the parent directory.
    #[error("has a name that no file can have")]
    BadName,
    /// A further link in the row of an entry, in a listing whose columns are not known.
    #[error("is a further link in the row of an entry")]
    SecondLink,
    /// A row of a JSON or XML listing without a name.
    #[error("has no name")]
    NoName,
}

impl RefusedReason {
    /// All reasons, in the order of their numbers.
    pub const ALL: [Self; 16] = [
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
        Self::NoName,
    ];

    /// Says whether every sound page may hold such links, so that they are no rows that could not be read.
    pub fn is_expected(self) -> bool {
        matches!(
            self,
            Self::Sort | Self::Parent | Self::Itself | Self::OutsideListing | Self::Description
        )
    }
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

    fn new(href: &[u8], reason: RefusedReason) -> Self {
        // A character has at most four bytes, so what lies beyond is cut anyway.
        let href = String::from_utf8_lossy(&href[..href.len().min(Self::KEPT * 4 + 4)]);
        let href = match href.char_indices().nth(Self::KEPT - 1) {
            Some((end, last)) if end + last.len_utf8() < href.len() => format!("{}…", &href[..end]),
            _ => href.into_owned(),
        };
        Self { href, reason }
    }
}

/// All that was refused: each counted, the first of each reason kept as examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    counts: [u64; RefusedReason::ALL.len()],
    links: Vec<RefusedLink>,
}

impl Refused {
    /// Most links that are kept of each reason: a hostile page must not fill the memory.
    const KEPT: u64 = 50;

    /// Takes counts, in the order of [`RefusedReason::ALL`], and examples.
    pub fn from_parts(counts: [u64; RefusedReason::ALL.len()], links: Vec<RefusedLink>) -> Self {
        Self { counts, links }
    }

    /// Counts a link.
    pub(super) fn add(&mut self, href: &[u8], reason: RefusedReason) {
        let count = &mut self.counts[reason as usize];
        *count += 1;
        if *count <= Self::KEPT {
            self.links.push(RefusedLink::new(href, reason));
        }
    }

    /// Counts that many more without examples.
    pub(super) fn add_more(&mut self, reason: RefusedReason, more: u64) {
        self.counts[reason as usize] += more;
    }

    /// Adds what was refused elsewhere in the page, all for this one reason.
    pub(super) fn absorb(&mut self, other: &Self, reason: RefusedReason) {
        for link in &other.links {
            self.add(link.href.as_bytes(), reason);
        }
        let kept = other.links.len() as u64;
        self.add_more(reason, other.total() - kept);
    }

    /// Adds what was refused in a further page of the same listing.
    pub fn append(&mut self, other: &Self) {
        for (reason, count) in other.counts() {
            self.add_more(reason, count);
        }
        self.links.extend(other.links.iter().cloned());
    }

    fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Returns how many were refused for a reason.
    pub fn count(&self, reason: RefusedReason) -> u64 {
        self.counts[reason as usize]
    }

    /// Returns each reason that occurs, with how many were refused for it.
    pub fn counts(&self) -> impl Iterator<Item = (RefusedReason, u64)> {
        RefusedReason::ALL
            .into_iter()
            .zip(self.counts)
            .filter(|(_, count)| *count > 0)
    }

    /// Returns how many ought to have been entries but break a rule; sort, parent and footer links do not count.
    pub fn unreadable_count(&self) -> u64 {
        self.counts()
            .filter(|(reason, _)| !reason.is_expected())
            .map(|(_, count)| count)
            .sum()
    }

    /// Returns examples, the first of each reason, in the order of the page.
    pub fn links(&self) -> &[RefusedLink] {
        &self.links
    }
}
