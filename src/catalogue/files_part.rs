//! The part of the data that names files and directories.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{FileFamily, KnownFile};
use crate::common::json::unique_entries;
use crate::mirror::RemotePath;

/// What `files.json` holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilesPart {
    #[serde(deserialize_with = "unique_entries")]
    pub(super) companions: BTreeMap<String, String>,
    pub(super) directories: DirectoriesPart,
    pub(super) families: Vec<FileFamily>,
    #[serde(deserialize_with = "unique_entries")]
    pub(super) known: BTreeMap<RemotePath, KnownFile>,
}

/// Directories, each with what it holds, in words for people.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DirectoriesPart {
    #[expect(dead_code, reason = "the app shows directories without their source")]
    source: String,
    #[serde(deserialize_with = "unique_entries")]
    pub(super) paths: BTreeMap<RemotePath, String>,
}
