//! Main files under the names that they had before.

use serde::Deserialize;

use super::family::PLACEHOLDER;
use super::{Chromosome, Chromosomes};
use crate::common::JsonError;
use crate::common::json::{ReadJson, Shipped, WithPlaces};
use crate::mirror::RemotePath;

/// The names that ship with the app.
const BUILT_IN: &str = include_str!("../../static/catalogue/renamed.json");

/// Former names of main files, from a data file.
///
/// # Examples
///
/// ```
/// use igsr_fetch::catalogue::RenamedFiles;
///
/// let renamed = RenamedFiles::built_in();
/// let file = renamed.find("integrated_call_samples_v3.20200731.ALL.ped").ok_or("not known")?;
/// assert_eq!(file.path.name(), "integrated_call_samples_v3.20250704.ALL.ped");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenamedFiles(Vec<RenamedFile>);

/// A file that had another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenamedFile {
    /// Its former path.
    pub former: RemotePath,
    /// Its path of today.
    pub path: RemotePath,
    /// What has happened, in a sentence or two for people.
    pub reason: String,
}

/// The contents of `renamed.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RenamedPart {
    #[expect(dead_code, reason = "for those who read the file")]
    about: String,
    entries: Vec<Entry>,
}

/// Files of a former name, one for each chromosome, or a single one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The former path, with `{chromosome}` for the chromosome.
    former: String,
    /// The path of today, with the same placeholder.
    path: String,
    #[serde(default)]
    chromosomes: Chromosomes,
    /// Suffixes of the index files beside each file.
    #[serde(default)]
    indexes: Vec<String>,
    reason: String,
    #[expect(dead_code, reason = "for those who read the file")]
    source: String,
}

impl RenamedFiles {
    /// Returns the former names that ship with the app.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    pub fn built_in() -> Self {
        Self::build::<Shipped>(BUILT_IN).expect("a test reads the same text")
    }

    /// Reads former names in the format of `static/catalogue/renamed.json`.
    ///
    /// # Errors
    ///
    /// The text does not have that format, or a name makes no path.
    pub fn read(text: &str) -> Result<Self, JsonError> {
        Self::build::<WithPlaces>(text)
    }

    fn build<R: ReadJson>(text: &str) -> Result<Self, JsonError> {
        let part: RenamedPart = R::read("renamed", text)?;
        let files = part.entries.iter().map(Entry::files);
        let files: Result<Vec<_>, _> = files.collect();
        files.map(|files| Self(files.concat()))
    }

    /// Returns the file of a former name, or of its former path on the main site, whatever the case of its ASCII letters.
    pub fn find(&self, former: &str) -> Option<&RenamedFile> {
        let is_path = former.contains('/');
        self.0.iter().find(|file| {
            let name = if is_path {
                file.former.as_str()
            } else {
                file.former.name()
            };
            name.eq_ignore_ascii_case(former)
        })
    }

    /// Returns the files whose former name has a version as a part, such as `v5a`, whatever the case of its letters.
    pub fn of_version(&self, version: &str) -> Vec<&RenamedFile> {
        let has = |file: &&RenamedFile| {
            let mut parts = file.former.name().split(['.', '_', '-']);
            parts.any(|part| part.eq_ignore_ascii_case(version))
        };
        self.0.iter().filter(has).collect()
    }

    /// Returns all files, in the order of the data file.
    pub fn all(&self) -> &[RenamedFile] {
        &self.0
    }
}

impl Entry {
    /// Returns the file of each chromosome, each followed by its indexes.
    fn files(&self) -> Result<Vec<RenamedFile>, JsonError> {
        let mut labels: Vec<String> = self
            .chromosomes
            .0
            .iter()
            .map(Chromosome::to_string)
            .collect();
        if labels.is_empty() {
            labels.push(String::new());
        }
        let mut files = Vec::new();
        for label in &labels {
            let indexes = self.indexes.iter().map(String::as_str);
            for suffix in std::iter::once("").chain(indexes) {
                let path = |pattern: &String| {
                    let path = pattern.replace(PLACEHOLDER, label) + suffix;
                    RemotePath::parse(&path).map_err(|error| JsonError::Value {
                        path: format!("renamed {path:?}"),
                        reason: error.to_string(),
                    })
                };
                files.push(RenamedFile {
                    former: path(&self.former)?,
                    path: path(&self.path)?,
                    reason: self.reason.clone(),
                });
            }
        }
        Ok(files)
    }
}
