//! What the mirror data state besides a base URL: accounts of Aspera and Globus, and differences from the main site.

use serde::Deserialize;

use super::RemotePath;
use crate::common::json::{name, optional_name, up_to};

/// A directory or file at another path on a mirror.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relocation {
    /// The path on the main site.
    pub site: RemotePath,
    /// The path on the mirror.
    pub mirror: RemotePath,
}

/// Files of an archive that mirrors of the main site have, too, with the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyRule {
    /// The directory in the archive: `run/ERR323`. The directories in it begin with its last part: `ERR3239276`.
    pub below: RemotePath,
    /// The end of the files' names: `.cram`.
    #[serde(deserialize_with = "name")]
    pub name_ends: String,
    /// The directory on the main site that has those directories.
    pub site: RemotePath,
    /// The source of this fact, and when it was read.
    pub source: String,
}

impl CopyRule {
    /// Returns the path on the main site of a file of the archive, if the rule applies to it.
    pub fn on_site(&self, path: &RemotePath) -> Option<RemotePath> {
        self.moved(path, &self.below, &self.site)
    }

    /// Returns the path in the archive of a file of the main site, if the rule applies to it.
    pub fn in_archive(&self, site: &RemotePath) -> Option<RemotePath> {
        self.moved(site, &self.site, &self.below)
    }

    fn moved(&self, path: &RemotePath, from: &RemotePath, to: &RemotePath) -> Option<RemotePath> {
        let rest = path.below(from)?;
        let applies = rest.starts_with(self.below.name()) && rest.ends_with(&self.name_ends);
        applies.then(|| path.moved(from, to))?
    }
}

/// A set of paths that a mirror lacks, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathRule {
    /// The directory that the rule applies to; empty for the whole site.
    pub below: RemotePath,
    /// If given, the rule applies only to file names that contain this text.
    #[serde(default, deserialize_with = "optional_name")]
    pub name_contains: Option<String>,
    /// Directories that the rule does not apply to.
    #[serde(default)]
    pub except_below: Vec<RemotePath>,
    /// The reason, in a sentence for people.
    #[serde(deserialize_with = "name")]
    pub reason: String,
}

/// Files of which a mirror has another version, whose name differs in one part.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionRule {
    /// The directory that the rule speaks of; empty for the whole site.
    pub below: RemotePath,
    /// The part of a file name that this mirror does not have: `_v5b.`.
    #[serde(deserialize_with = "name")]
    pub name_contains: String,
    /// The part of the name of the mirror's version: `_v5a.`.
    #[serde(deserialize_with = "name")]
    pub here: String,
    /// The difference, in a sentence for people.
    #[serde(deserialize_with = "name")]
    pub reason: String,
}

/// Whether a path is expected on a mirror.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// The path should be there.
    Expected,
    /// The path is missing, for this reason.
    Lacking(String),
    /// The path is missing, but the same directory has another version of the file.
    OtherVersion {
        /// The file name of that version.
        name: String,
        /// What differs, in a sentence for people.
        reason: String,
    },
}

impl PathRule {
    /// Returns whether the rule applies to everything below a directory.
    pub fn covers_all_below(&self, directory: &RemotePath) -> bool {
        let is_whole = self.name_contains.is_none() && self.except_below.is_empty();
        is_whole && (directory == &self.below || directory.below(&self.below).is_some())
    }

    /// Returns whether the rule applies to a path.
    pub fn covers(&self, path: &RemotePath) -> bool {
        let within = |directory: &RemotePath| path == directory || path.below(directory).is_some();
        within(&self.below)
            && !self.except_below.iter().any(within)
            && self
                .name_contains
                .as_ref()
                .is_none_or(|text| path.name().contains(text.as_str()))
    }
}

impl VersionRule {
    /// Returns the file name of the mirror's version, if the rule applies to a path.
    pub fn name_here(&self, path: &RemotePath) -> Option<String> {
        path.below(&self.below)?;
        let (before, after) = path.name().split_once(self.name_contains.as_str())?;
        Some([before, &self.here, after].concat())
    }
}

/// An account that serves the site's tree to `ascp`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AsperaAccount {
    /// User name.
    #[serde(deserialize_with = "name")]
    pub user: String,
    /// Host name.
    #[serde(deserialize_with = "name")]
    pub host: String,
    /// TCP port of the SSH login.
    #[serde(deserialize_with = "up_to::<{ u16::MAX }, _>")]
    pub tcp_port: u16,
    /// The path of the site root there: `vol1/ftp`.
    pub root: RemotePath,
    /// Rate limit that the operators suggest, in `ascp`'s notation: `100M`.
    #[serde(deserialize_with = "name")]
    pub rate: String,
    /// The source of these facts, and when they were read.
    pub source: String,
}

/// A Globus collection that serves the site's tree.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GlobusCollection {
    /// The collection's identifier (a UUID).
    #[serde(deserialize_with = "name")]
    pub id: String,
    /// Its name in the Globus web app.
    #[serde(deserialize_with = "name")]
    pub name: String,
    /// The path of the site root in it: `1000g/ftp`.
    pub root: RemotePath,
    /// Where these facts come from, and when.
    pub source: String,
}

/// A key file of an Aspera installation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AsperaKey {
    /// Path of the key file; `~/` stands for the home directory.
    #[serde(deserialize_with = "name")]
    pub path: String,
    /// The installation that has it.
    pub installed_by: String,
    /// A note on it, such as whether servers accept it.
    pub note: String,
    /// The source of these facts, and when they were read.
    pub source: String,
}
