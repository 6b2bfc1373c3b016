//! One mirror, and the addresses of paths on it.

use serde::{Deserialize, Serialize};

use super::address::PastedAddress;
use super::{
    AsperaAccount, Availability, BaseUrl, BaseUrlError, GlobusCollection, HostName, IndexKind,
    PathRule, Relocation, RemotePath, S3Bucket, VersionRule,
};
use crate::common::JsonError;
use crate::common::json::{label, name, up_to};

/// Most connections at a time that a registry may name.
const MOST_CONNECTIONS: u16 = 16;

/// Connections at a time to a host of which nothing is known.
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

/// A server that offers the site's tree over HTTP, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mirror {
    /// Short name, unique in the registry.
    #[serde(deserialize_with = "label")]
    pub id: MirrorId,
    /// Name for people: `EBI`.
    #[serde(deserialize_with = "name")]
    pub name: String,
    /// Who runs it, where.
    pub organisation: String,
    /// Where the site root lies for everybody: commands and links use this address.
    pub base_url: BaseUrl,
    /// Where the page reads it, if that is elsewhere: a reverse proxy of the page's own site, say. See [`Self::page_base`].
    #[serde(skip)]
    pub page_url: Option<BaseUrl>,
    /// Says whether the mirror still follows the main site.
    pub current: bool,
    /// How it says what is in a directory.
    pub index: IndexKind,
    /// The bucket, of [`IndexKind::S3`] and of no other.
    pub s3: Option<S3Bucket>,
    /// A small file, by its path on the main site, with which a page finds out whether the mirror answers it.
    pub probe: Option<RemotePath>,
    /// Says whether the catalogue's sizes and checksums hold for its files. A demonstration has its own.
    pub holds_catalogue_files: bool,
    /// Says whether it is offered only to a page that itself comes from this machine.
    #[serde(default)]
    pub loopback_only: bool,
    /// How many connections at a time its operators tolerate: 1 to 16.
    #[serde(deserialize_with = "up_to::<MOST_CONNECTIONS, _>")]
    pub connections: u16,
    /// Directories and files that lie elsewhere on this mirror. The first that fits a path counts.
    #[serde(default)]
    pub relocations: Vec<Relocation>,
    /// Paths that it lacks, each with a reason in words.
    #[serde(default)]
    pub lacks: Vec<PathRule>,
    /// Files of which it has another version.
    #[serde(default)]
    pub versions: Vec<VersionRule>,
    /// The account for `ascp`, if the mirror has one.
    pub aspera: Option<AsperaAccount>,
    /// The Globus collection, if the mirror has one.
    pub globus: Option<GlobusCollection>,
    /// What a user should know before choosing it.
    pub note: String,
    /// Where these facts come from, and when they were read there.
    pub source: String,
    /// Where the tree lies for everybody, in whatever spelling: aliases, base URL, bucket and accounts.
    #[serde(default, rename = "aliases")]
    pub(super) public_trees: Vec<PastedAddress>,
    /// Where it lies for the page, if that is elsewhere.
    #[serde(skip)]
    page_tree: Option<PastedAddress>,
    /// The page's address for it, as data write it.
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
    /// Checks what fields say together, and derives what follows from them. `at` is the mirror's place in the data.
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

    /// Makes the mirror of a host of which nothing is known; nothing if its name cannot stand in an address.
    pub fn of_host(host: &HostName) -> Option<Self> {
        let base_url = format!("https://{host}/");
        let base_url = host.is_plain().then(|| BaseUrl::parse(&base_url))?.ok()?;
        Some(Self {
            id: MirrorId(host.as_str().to_owned()),
            name: host.as_str().to_owned(),
            organisation: String::new(),
            base_url,
            page_url: None,
            current: true,
            index: IndexKind::None,
            s3: None,
            probe: None,
            holds_catalogue_files: true,
            loopback_only: false,
            connections: FEW,
            relocations: Vec::new(),
            lacks: Vec::new(),
            versions: Vec::new(),
            aspera: None,
            globus: None,
            note: format!("Nothing is known of {host} but that a list names its files."),
            source: String::new(),
            public_trees: Vec::new(),
            page_tree: None,
            page_address: None,
        })
    }

    /// Returns the hosts of the web and of Aspera that serve the tree, each with the path at which it begins there.
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

    /// Says whether it lists its directories, one way or another.
    pub fn has_directory_index(&self) -> bool {
        self.index != IndexKind::None
    }

    /// Returns the address under which the page reads it.
    pub fn page_base(&self) -> &BaseUrl {
        self.page_url.as_ref().unwrap_or(&self.base_url)
    }

    /// Returns where a path of the main site lies on this mirror.
    pub fn path_here(&self, site: &RemotePath) -> RemotePath {
        self.moved(site, |relocation| (&relocation.site, &relocation.mirror))
    }

    /// Returns which path of the main site a path on this mirror is.
    pub fn path_on_site(&self, here: &RemotePath) -> RemotePath {
        self.moved(here, |relocation| (&relocation.mirror, &relocation.site))
    }

    fn moved(
        &self,
        path: &RemotePath,
        ends: impl Fn(&Relocation) -> (&RemotePath, &RemotePath),
    ) -> RemotePath {
        for relocation in &self.relocations {
            let (from, to) = ends(relocation);
            if path == from {
                return to.clone();
            }
            if let Some(rest) = path.below(from) {
                return RemotePath::parse(format!("{to}/{rest}").trim_start_matches('/'))
                    .expect("a valid path with another valid beginning is valid");
            }
        }
        path.clone()
    }

    /// Returns the public URL of a file of the main site on this mirror.
    pub fn file_url(&self, site: &RemotePath) -> String {
        self.base_url.file_url(&self.path_here(site))
    }

    /// Returns the public URL of a directory of the main site on this mirror.
    pub fn directory_url(&self, site: &RemotePath) -> String {
        self.base_url.directory_url(&self.path_here(site))
    }

    /// Returns the URL under which the page reads a file of the main site.
    pub fn page_file_url(&self, site: &RemotePath) -> String {
        self.page_base().file_url(&self.path_here(site))
    }

    /// Returns the URL under which the page reads a directory of the main site.
    pub fn page_directory_url(&self, site: &RemotePath) -> String {
        self.page_base().directory_url(&self.path_here(site))
    }

    /// Returns the public URL that lists a directory of the main site: its own address, or the bucket's with a query.
    ///
    /// `continuation` is the token with which an S3 list went unfinished; only S3 has such.
    pub fn index_url(&self, site: &RemotePath, continuation: Option<&str>) -> String {
        self.index
            .url(&self.base_url, &self.path_here(site), continuation)
    }

    /// Returns the URL under which the page lists a directory; as [`Self::index_url`].
    pub fn page_index_url(&self, site: &RemotePath, continuation: Option<&str>) -> String {
        self.index
            .url(self.page_base(), &self.path_here(site), continuation)
    }

    /// Says whether a path of the main site can be expected here.
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

    /// Returns where the tree lies, for everybody and for the page.
    pub(super) fn trees(&self) -> impl Iterator<Item = &PastedAddress> {
        self.public_trees.iter().chain(&self.page_tree)
    }
}
