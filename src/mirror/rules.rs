//! What is known of paths on a mirror: where a directory lies elsewhere, what is missing, what is there in another version.

use serde::Deserialize;

use super::RemotePath;
use crate::common::json::{name, optional_name};

/// A directory or file that lies at another path on a mirror.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relocation {
    /// The path on the main site.
    pub site: RemotePath,
    /// The path on the mirror.
    pub mirror: RemotePath,
}

/// A set of paths, and what is said of them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathRule {
    /// The directory that the rule speaks of; empty for the whole site.
    pub below: RemotePath,
    /// If given, only file names that hold this text.
    #[serde(default, deserialize_with = "optional_name")]
    pub name_contains: Option<String>,
    /// All but what lies in one of these directories.
    #[serde(default)]
    pub except_below: Vec<RemotePath>,
    /// Why, in a sentence for people.
    #[serde(deserialize_with = "name")]
    pub reason: String,
}

/// Files of which a mirror has another version, under a name that differs in one part.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionRule {
    /// The directory that the rule speaks of; empty for the whole site.
    pub below: RemotePath,
    /// The part of a file name that this mirror does not have: `_v5b.`.
    #[serde(deserialize_with = "name")]
    pub name_contains: String,
    /// What stands in its place here: `_v5a.`.
    #[serde(deserialize_with = "name")]
    pub here: String,
    /// What differs, in a sentence for people.
    #[serde(deserialize_with = "name")]
    pub reason: String,
}

/// What is known about a path on a mirror.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// Nothing speaks against it.
    Expected,
    /// It is not there, for this reason.
    Lacking(String),
    /// It is not there, but another version of it is, in the same directory.
    OtherVersion {
        /// The file name of that version.
        name: String,
        /// What differs, in a sentence for people.
        reason: String,
    },
}

impl PathRule {
    /// Says whether the rule speaks of this path.
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
    /// Returns the name of the version that the mirror has in the place of this file, if the rule speaks of it.
    pub fn name_here(&self, path: &RemotePath) -> Option<String> {
        path.below(&self.below)?;
        let (before, after) = path.name().split_once(self.name_contains.as_str())?;
        Some([before, &self.here, after].concat())
    }
}
