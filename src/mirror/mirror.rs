//! A mirror, the kind of its directory index, and the URLs of paths on it.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::address::PastedAddress;
use super::{
    AsperaAccount, Availability, BaseUrl, BaseUrlError, CopyRule, GlobusCollection, HostName,
    PathRule, Relocation, RemotePath, VersionRule,
};
use crate::common::JsonError;
use crate::common::json::{label, shown_name, up_to};

/// The most simultaneous connections that a registry may state.
const MOST_CONNECTIONS: u16 = 16;

/// Simultaneous connections to an unknown host.
const FEW: u16 = 2;

/// The short name of a mirror in data and links, such as `ebi`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MirrorId(pub String);

impl MirrorId {
    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for MirrorId {
    fn from(name: String) -> Self {
        Self(name)
    }
}

/// A server that offers the site's tree over HTTP, with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mirror {
    /// Short name, unique in the registry.
    #[serde(deserialize_with = "label")]
    pub id: MirrorId,
    /// Name for people: `EBI`.
    #[serde(deserialize_with = "shown_name")]
    pub name: String,
    /// The organisation that runs it, and its place.
    pub organisation: String,
    /// The public URL of the site root, for commands and links.
    pub base_url: BaseUrl,
    /// The URL for the page, if it differs, such as a reverse proxy. See [`Self::page_base`].
    #[serde(skip)]
    pub page_url: Option<BaseUrl>,
    /// Whether the mirror still follows the main site.
    pub current: bool,
    /// The kind of its directory indexes.
    pub index: IndexKind,
    /// The bucket; only for [`IndexKind::S3`].
    pub s3: Option<S3Bucket>,
    /// The path on the main site of a small file, with which the page tests whether the mirror
    /// answers.
    pub probe: Option<RemotePath>,
    /// Whether the catalogue's sizes and checksums apply to its files, unlike a demonstration's.
    pub holds_catalogue_files: bool,
    /// Whether it is offered only to a page that comes from this computer.
    #[serde(default)]
    pub loopback_only: bool,
    /// Number of simultaneous connections that its operators tolerate: 1 to 16.
    #[serde(deserialize_with = "up_to::<MOST_CONNECTIONS, _>")]
    pub connections: u16,
    /// Directories and files at other paths on this mirror. The first that fits a path counts.
    #[serde(default)]
    pub relocations: Vec<Relocation>,
    /// Paths that it lacks, each with a reason.
    #[serde(default)]
    pub lacks: Vec<PathRule>,
    /// Files of which it has another version.
    #[serde(default)]
    pub versions: Vec<VersionRule>,
    /// Files of an archive that mirrors of the main site have, too; none for a mirror.
    #[serde(default)]
    pub copies: Vec<CopyRule>,
    /// The account for `ascp`, if the mirror has one.
    pub aspera: Option<AsperaAccount>,
    /// The Globus collection, if the mirror has one.
    pub globus: Option<GlobusCollection>,
    /// A note for people who choose it.
    pub note: String,
    /// The source of these facts, and when they were read.
    pub source: String,
    /// Public addresses of the tree: aliases, base URL, bucket and accounts.
    #[serde(default, rename = "aliases")]
    pub(super) public_trees: Vec<PastedAddress>,
    /// The tree's address for the page, if it differs.
    #[serde(skip)]
    page_tree: Option<PastedAddress>,
    /// The tree's address for the page, as written in the data.
    #[serde(rename = "page_url")]
    page_address: Option<PageAddress>,
}

/// The address of a mirror for the page, which may be relative to the page's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct PageAddress(String);

impl TryFrom<String> for PageAddress {
    type Error = BaseUrlError;

    fn try_from(text: String) -> Result<Self, BaseUrlError> {
        BaseUrl::of_page(&text, None)?;
        Ok(Self(text))
    }
}

impl Mirror {
    /// Checks the fields together, and sets those that follow from others. `at` is the mirror's
    /// place in the data.
    pub(super) fn complete(&mut self, at: &str, page: Option<&str>) -> Result<(), JsonError> {
        match (self.index, &self.s3) {
            (IndexKind::S3, None) => return Err(JsonError::missing(format!("{at}.s3"))),
            (IndexKind::Pages | IndexKind::None, Some(_)) => {
                return Err(JsonError::Value {
                    path: format!("{at}.s3"),
                    reason: "only an \"index\" of \"s3\" has a bucket".to_owned(),
                });
            }
            _ => {}
        }
        if let Some(PageAddress(text)) = &self.page_address {
            let page_url = BaseUrl::of_page(text, page);
            self.page_url = page_url.map_err(|error| JsonError::Value {
                path: format!("{at}.page_url"),
                reason: error.to_string(),
            })?;
        }
        self.find_trees();
        Ok(())
    }

    /// Returns a mirror for an unknown host; `None` if the host's name is not plain.
    pub fn of_host(host: &HostName) -> Option<Self> {
        let base_url = format!("https://{host}/");
        let base_url = host.is_plain().then(|| BaseUrl::parse(&base_url))?.ok()?;
        Some(Self {
            index: IndexKind::None,
            note: format!("Nothing is known of {host} but that a list names its files."),
            ..Self::of_base_url(base_url)
        })
    }

    /// Returns a mirror of which only the address is known: it should have the whole site, and directory index pages.
    pub fn of_base_url(base_url: BaseUrl) -> Self {
        let host = base_url.host_name();
        Self {
            id: MirrorId(host.as_str().to_owned()),
            name: host.as_str().to_owned(),
            organisation: String::new(),
            base_url,
            page_url: None,
            current: true,
            index: IndexKind::Pages,
            s3: None,
            probe: None,
            holds_catalogue_files: true,
            loopback_only: false,
            connections: FEW,
            relocations: Vec::new(),
            lacks: Vec::new(),
            versions: Vec::new(),
            copies: Vec::new(),
            aspera: None,
            globus: None,
            note: String::new(),
            source: String::new(),
            public_trees: Vec::new(),
            page_tree: None,
            page_address: None,
        }
    }

    /// Returns the web and Aspera hosts that serve the tree, each with the path at which it begins.
    pub(super) fn hosts(&self) -> impl Iterator<Item = (HostName, RemotePath)> {
        let trees = self.public_trees.iter();
        let named = trees.map(|tree| (HostName::new(&tree.tree), tree.path.clone()));
        let base = (self.base_url.host_name(), self.base_url.root());
        std::iter::once(base).chain(named.filter(|(host, _)| host.is_plain()))
    }

    fn find_trees(&mut self) {
        let of_base = |base: &BaseUrl| PastedAddress::of_tree(base.as_str());
        let mut found = vec![of_base(&self.base_url)];
        if let Some(s3) = &self.s3 {
            found.push(PastedAddress::new(&format!("s3://{}", s3.bucket), ""));
        }
        if let Some(account) = &self.aspera {
            found.push(PastedAddress::new(&account.host, account.root.as_str()));
        }
        if let Some(account) = &self.globus {
            found.push(PastedAddress::globus(&account.id, account.root.as_str()));
        }
        self.public_trees.extend(found.into_iter().flatten());
        self.page_tree = self.page_url.as_ref().and_then(|base| of_base(base).ok());
    }

    /// Returns whether the mirror has directory indexes of any kind.
    pub fn has_directory_index(&self) -> bool {
        self.index != IndexKind::None
    }

    /// Returns the base URL for the page.
    pub fn page_base(&self) -> &BaseUrl {
        self.page_url.as_ref().unwrap_or(&self.base_url)
    }

    /// Returns the path on this mirror of a path on the main site.
    pub fn path_here(&self, site: &RemotePath) -> RemotePath {
        self.moved(site, |relocation| (&relocation.site, &relocation.mirror))
    }

    /// Returns the path on the main site of a path on this mirror.
    pub fn path_on_site(&self, here: &RemotePath) -> RemotePath {
        self.moved(here, |relocation| (&relocation.mirror, &relocation.site))
    }

    /// A path that would become too long stays as it is: no server has one.
    fn moved(
        &self,
        path: &RemotePath,
        ends: impl Fn(&Relocation) -> (&RemotePath, &RemotePath),
    ) -> RemotePath {
        let mut relocations = self.relocations.iter().map(ends);
        let moved = relocations.find_map(|(from, to)| {
            let is_itself = (path == from).then(|| to.clone());
            is_itself.or_else(|| path.moved(from, to))
        });
        moved.unwrap_or_else(|| path.clone())
    }

    /// Returns the public URL of a file of the main site on this mirror.
    pub fn file_url(&self, site: &RemotePath) -> String {
        self.base_url.file_url(&self.path_here(site))
    }

    /// Returns the public URL of a directory of the main site on this mirror.
    pub fn directory_url(&self, site: &RemotePath) -> String {
        self.base_url.directory_url(&self.path_here(site))
    }

    /// Returns the page's URL of a file of the main site.
    pub fn page_file_url(&self, site: &RemotePath) -> String {
        self.page_base().file_url(&self.path_here(site))
    }

    /// Returns the page's URL of what has a public URL on this mirror; any other URL is returned as it is.
    pub fn page_url(&self, url: &str) -> String {
        match url.strip_prefix(self.base_url.as_str()) {
            Some(rest) => format!("{}{rest}", self.page_base().as_str()),
            None => url.to_owned(),
        }
    }

    /// Returns the page's URL of a directory of the main site.
    pub fn page_directory_url(&self, site: &RemotePath) -> String {
        self.page_base().directory_url(&self.path_here(site))
    }

    /// Returns the public URL that lists a directory of the main site: its own, or the bucket's
    /// with a query.
    ///
    /// `continuation` is the parameter that an incomplete S3 listing ended with, if any: its name and value.
    pub fn index_url(&self, site: &RemotePath, continuation: Option<(&str, &str)>) -> String {
        self.index
            .url(&self.base_url, &self.path_here(site), continuation)
    }

    /// Returns the page's URL that lists a directory; see [`Self::index_url`].
    pub fn page_index_url(&self, site: &RemotePath, continuation: Option<(&str, &str)>) -> String {
        self.index
            .url(self.page_base(), &self.path_here(site), continuation)
    }

    /// Returns whether a path of the main site is expected on this mirror.
    pub fn availability(&self, site: &RemotePath) -> Availability {
        for rule in &self.versions {
            if let Some(name) = rule.name_here(site) {
                let reason = rule.reason.clone();
                return Availability::OtherVersion { name, reason };
            }
        }
        let lacking = self.lacks.iter().find(|rule| rule.covers(site));
        lacking.map_or(Availability::Expected, |rule| {
            Availability::Lacking(rule.reason.clone())
        })
    }

    /// Returns all addresses of the tree, public ones and the page's.
    pub(super) fn trees(&self) -> impl Iterator<Item = &PastedAddress> {
        self.public_trees.iter().chain(&self.page_tree)
    }
}

/// How a mirror says what is in a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IndexKind {
    /// A page of the web server at the directory's own address.
    Pages,
    /// The bucket's list of keys (`ListObjectsV2`) at the base URL.
    S3,
    /// No directory index.
    None,
}

/// A bucket of Amazon S3, or of a compatible service.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Bucket {
    /// Its name.
    #[serde(deserialize_with = "label")]
    pub bucket: String,
    /// Its region: `us-east-1`. Other regions answer with a redirect that web pages cannot follow.
    #[serde(deserialize_with = "label")]
    pub region: String,
}

impl IndexKind {
    /// Returns the URL that lists a directory; `continuation` is the parameter that the page before ended
    /// with, if any: its name and value.
    pub(super) fn url(
        self,
        base: &BaseUrl,
        here: &RemotePath,
        continuation: Option<(&str, &str)>,
    ) -> String {
        if self != Self::S3 {
            return base.directory_url(here);
        }
        let mut url = format!("{base}?list-type=2&delimiter=%2F&encoding-type=url&prefix=");
        if !here.is_root() {
            url += &here.to_url_path();
            url.push('/');
        }
        if let Some((name, value)) = continuation {
            url.push('&');
            url += name;
            url.push('=');
            url.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
        }
        url
    }
}
