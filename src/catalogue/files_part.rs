//! The part of the catalogue's data with files and directories.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{FileFamily, KnownFile};
use crate::common::json::unique_entries;
use crate::mirror::RemotePath;

/// The contents of `files.json`.
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

/// Directories, each with a description for people.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DirectoriesPart {
    #[expect(dead_code, reason = "the app shows directories without their source")]
    source: String,
    #[serde(deserialize_with = "unique_entries")]
    pub(super) paths: BTreeMap<RemotePath, String>,
}
