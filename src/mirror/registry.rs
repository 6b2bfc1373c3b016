//! The mirrors that the page knows, and those that may stand in for one that does not answer.

use serde::Deserialize;

use super::{
    AsperaKey, Availability, Copies, CopyRule, HostName, HostPath, Mirror, MirrorId, RemotePath,
};
use crate::common::JsonError;
use crate::common::json::{Format, ReadJson, Shipped, WithPlaces};

/// All known mirrors and archives, in the order in which they are offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MirrorRegistry {
    /// The mirror that is used until the user chooses another.
    default: MirrorId,
    /// The mirrors.
    mirrors: Vec<Mirror>,
    /// Servers of other trees, one for each tree.
    archives: Vec<Mirror>,
    /// The tree of each host.
    hosts: Vec<(HostName, Tree)>,
    /// Known key files for `ascp`, the one to suggest first.
    aspera_keys: Vec<AsperaKey>,
}

/// The tree that a host has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tree {
    /// The main site's, on the mirror at a position.
    Mirror(usize),
    /// The main site's, on a host that only a list of files names.
    Main,
    /// That of the archive at a position.
    Archive(usize),
}

/// A registry as written in the data, in the format that this build reads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegistryFile {
    #[expect(dead_code, reason = "an editor finds the schema by it")]
    #[serde(rename = "$schema")]
    schema: Option<String>,
    #[expect(dead_code, reason = "checked while it is read")]
    format: Format<3>,
    default: MirrorId,
    mirrors: Vec<Mirror>,
    #[serde(default)]
    archives: Vec<Mirror>,
    #[serde(default)]
    aspera_keys: Vec<AsperaKey>,
}

/// Why a registry cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// The text is not JSON of the registry's format.
    #[error(transparent)]
    Malformed(#[from] JsonError),
    /// The registry has no mirror.
    #[error("mirrors: empty, at least one is needed")]
    Empty,
    /// Two mirrors have the same short name.
    #[error("mirrors: the id {:?} stands twice", .0.as_str())]
    Duplicate(MirrorId),
    /// An archive has the short name of a mirror or of another archive.
    #[error("archives: the id {:?} stands twice", .0.as_str())]
    DuplicateArchive(MirrorId),
    /// An archive has the host of a mirror or of another archive, so that a file's host would be
    /// ambiguous.
    #[error("archives: {host} is the host of another entry too")]
    SharedHost {
        /// The host.
        host: HostName,
    },
    /// The default mirror is not in the registry.
    #[error("default: no mirror has the id {:?}", .0.as_str())]
    UnknownDefault(MirrorId),
}

impl MirrorRegistry {
    /// The text of the registry that ships with the app.
    pub const BUILT_IN: &str = include_str!("../../static/mirrors.json");

    /// Returns the registry that ships with the app.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    pub fn built_in() -> Self {
        Self::build::<Shipped>(Self::BUILT_IN, None).expect("a test reads the same text")
    }

    /// Parses a registry.
    ///
    /// `page_url` is the address of the page, to which the page's URLs of mirrors may be relative.
    /// Without a page, such a URL is checked and dropped.
    ///
    /// # Errors
    ///
    /// [`RegistryError`], which names the field.
    pub fn from_json(text: &str, page_url: Option<&str>) -> Result<Self, RegistryError> {
        Self::build::<WithPlaces>(text, page_url)
    }

    /// Parses a registry without following where a mistake is, which takes as much code as the reading.
    ///
    /// # Errors
    ///
    /// [`RegistryError`], whose words may not name the field: [`from_json`](Self::from_json) does.
    pub fn from_json_without_places(
        text: &str,
        page_url: Option<&str>,
    ) -> Result<Self, RegistryError> {
        Self::build::<Shipped>(text, page_url)
    }

    fn build<R: ReadJson>(text: &str, page_url: Option<&str>) -> Result<Self, RegistryError> {
        let mut file: RegistryFile = R::read("", text)?;
        for (list, entries) in [
            ("mirrors", &mut file.mirrors),
            ("archives", &mut file.archives),
        ] {
            for (index, entry) in entries.iter_mut().enumerate() {
                entry.complete(&format!("{list}[{index}]"), page_url)?;
            }
        }
        let mut registry = Self {
            default: file.default,
            mirrors: file.mirrors,
            archives: file.archives,
            hosts: Vec::new(),
            aspera_keys: file.aspera_keys,
        };
        if registry.mirrors.is_empty() {
            return Err(RegistryError::Empty);
        }
        for (index, mirror) in registry.mirrors.iter().enumerate() {
            if registry.mirrors[..index]
                .iter()
                .any(|other| other.id == mirror.id)
            {
                return Err(RegistryError::Duplicate(mirror.id.clone()));
            }
        }
        if registry.get(&registry.default).is_none() {
            return Err(RegistryError::UnknownDefault(registry.default));
        }
        registry.find_hosts()?;
        Ok(registry)
    }

    /// Sets the tree of each host.
    ///
    /// # Errors
    ///
    /// [`RegistryError`] if an archive has the name or host of another entry.
    fn find_hosts(&mut self) -> Result<(), RegistryError> {
        let mut hosts: Vec<(HostName, Tree)> = Vec::new();
        for (index, mirror) in self.mirrors.iter().enumerate() {
            hosts.extend(mirror.hosts().map(|(host, _)| (host, Tree::Mirror(index))));
        }
        for (index, archive) in self.archives.iter().enumerate() {
            let mut entries = self.mirrors.iter().chain(&self.archives[..index]);
            if entries.any(|other| other.id == archive.id) {
                return Err(RegistryError::DuplicateArchive(archive.id.clone()));
            }
            let host = archive.base_url.host_name();
            if hosts.iter().any(|(other, _)| *other == host) {
                return Err(RegistryError::SharedHost { host });
            }
            hosts.push((host, Tree::Archive(index)));
        }
        self.hosts = hosts;
        Ok(())
    }

    /// Returns the mirror with a short name.
    pub fn get(&self, id: &MirrorId) -> Option<&Mirror> {
        self.mirrors.iter().find(|mirror| mirror.id == *id)
    }

    /// Returns the mirror or archive with a short name.
    pub fn entry(&self, id: &MirrorId) -> Option<&Mirror> {
        let archive = || self.archives.iter().find(|archive| archive.id == *id);
        self.get(id).or_else(archive)
    }

    /// Returns the mirror with a short name, or the default.
    pub fn get_or_default(&self, id: Option<&MirrorId>) -> &Mirror {
        id.and_then(|id| self.get(id))
            .or_else(|| self.get(&self.default))
            .unwrap_or(&self.mirrors[0])
    }

    /// Returns the archives: servers of other trees than the site's.
    pub fn archives(&self) -> &[Mirror] {
        &self.archives
    }

    /// Returns the archive with a host.
    pub fn archive_of(&self, host: &HostName) -> Option<&Mirror> {
        match self.tree(host)? {
            Tree::Archive(place) => self.archives.get(place),
            Tree::Mirror(_) | Tree::Main => None,
        }
    }

    /// Returns the copies that a mirror has of the files of an archive.
    pub fn copies_on<'r>(&'r self, mirror: &'r Mirror, archive: &HostName) -> Copies<'r> {
        let is_site = mirror.holds_catalogue_files && self.get(&mirror.id).is_some();
        let archive = self.archive_of(archive).filter(|_| is_site);
        let rules = archive.into_iter().flat_map(|archive| &archive.copies);
        // A directory that the mirror lacks has no copy: its files need not be looked at one by one.
        let is_there = |rule: &&CopyRule| {
            let mut lacks = mirror.lacks.iter();
            !lacks.any(|lack| lack.covers_all_below(&rule.site))
        };
        Copies {
            mirror,
            rules: rules.filter(is_there).collect(),
        }
    }

    /// Returns the file of an archive of which a file of the main site is a copy.
    pub fn copied_from(&self, site: &RemotePath) -> Option<HostPath> {
        self.archives.iter().find_map(|archive| {
            let path = archive
                .copies
                .iter()
                .find_map(|rule| rule.in_archive(site))?;
            Some(HostPath {
                host: archive.base_url.host_name(),
                path,
            })
        })
    }

    /// Returns the mirror with a host.
    pub fn mirror_of(&self, host: &HostName) -> Option<&Mirror> {
        match self.tree(host)? {
            Tree::Mirror(place) => self.mirrors.get(place),
            Tree::Archive(_) | Tree::Main => None,
        }
    }

    /// Returns the mirror or archive with a host.
    pub fn owner(&self, host: &HostName) -> Option<&Mirror> {
        self.mirror_of(host).or_else(|| self.archive_of(host))
    }

    /// Returns the host by which the main site's files are named: that of the default mirror.
    pub fn main_host(&self) -> HostName {
        self.get_or_default(None).base_url.host_name()
    }

    /// Returns whether a host has the main site's tree: it is a mirror's, or that of an alias.
    pub fn is_main(&self, host: &HostName) -> bool {
        matches!(self.tree(host), Some(Tree::Mirror(_) | Tree::Main))
    }

    /// Returns the path on the main site of a file that a host of its tree has; `None` for a host of another tree.
    ///
    /// A mirror may have the file at another path, see [`Mirror::path_on_site`].
    pub fn path_on_site(&self, at: &HostPath) -> Option<RemotePath> {
        match self.tree(&at.host)? {
            Tree::Mirror(place) => {
                let mirror = self.mirrors.get(place)?;
                Some(mirror.path_on_site(&at.path))
            }
            Tree::Main => Some(at.path.clone()),
            Tree::Archive(_) => None,
        }
    }

    /// Returns the paths that a file of the main site has on its mirrors, each once.
    pub fn paths(&self, site: &RemotePath) -> Vec<RemotePath> {
        let mut paths = vec![site.clone()];
        for mirror in &self.mirrors {
            let here = mirror.path_here(site);
            if !paths.contains(&here) {
                paths.push(here);
            }
        }
        paths
    }

    fn tree(&self, host: &HostName) -> Option<Tree> {
        let mut hosts = self.hosts.iter();
        hosts.find_map(|(name, tree)| (name == host).then_some(*tree))
    }

    /// Returns the registry with one more host of the main site's tree, unless the host is known.
    ///
    /// A snapshot names the main site's files by the host that it was made from, which may be no
    /// mirror here.
    #[must_use]
    pub fn with_main_host(&self, host: HostName) -> Self {
        let mut registry = self.clone();
        if registry.hosts.iter().all(|(name, _)| *name != host) {
            registry.hosts.push((host, Tree::Main));
        }
        registry
    }

    /// Returns the roots of trees on hosts, of mirrors with all their addresses and of archives. A
    /// host may have several roots.
    pub fn roots(&self) -> Vec<(HostName, RemotePath)> {
        let entries = self.mirrors.iter().chain(&self.archives);
        entries.flat_map(Mirror::hosts).collect()
    }

    /// Returns all mirrors.
    pub(super) fn all(&self) -> &[Mirror] {
        &self.mirrors
    }

    /// Returns the mirrors in order; those of this computer only if the page comes from it too.
    pub fn offered(&self, page_is_loopback: bool) -> impl Iterator<Item = &Mirror> {
        self.mirrors
            .iter()
            .filter(move |mirror| page_is_loopback || !mirror.loopback_only)
    }

    /// Returns the known key files for `ascp`, the one to suggest first.
    pub fn aspera_keys(&self) -> &[AsperaKey] {
        &self.aspera_keys
    }
}

impl MirrorRegistry {
    /// Returns the mirrors that may stand in for `chosen` in reading a directory, in the order to
    /// try.
    ///
    /// They are offered to this page, have directory indexes, and should have the path. A
    /// demonstration's files never stand in for true ones. Mirrors that follow the main site come
    /// first; otherwise the order is the registry's.
    pub fn stand_ins(
        &self,
        chosen: &Mirror,
        path: &RemotePath,
        page_is_loopback: bool,
    ) -> Vec<&Mirror> {
        let mut found = Vec::new();
        for current in [true, false] {
            found.extend(self.offered(page_is_loopback).filter(|mirror| {
                mirror.current == current
                    && mirror.id != chosen.id
                    && mirror.has_directory_index()
                    && (mirror.holds_catalogue_files || !chosen.holds_catalogue_files)
                    && mirror.availability(path) == Availability::Expected
            }));
        }
        found
    }
}
