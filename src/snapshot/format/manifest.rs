//! The manifest of a snapshot: `manifest.json`.

use serde::{Deserialize, Serialize};

use crate::common::JsonError;
use crate::common::json::{self, Format, from_json};
use crate::mirror::{HostName, RemotePath};
use crate::snapshot::{HostFacts, SnapshotFacts};
use crate::table::Md5;

/// Format version of snapshots that this build writes and reads.
pub const FORMAT: u64 = 1;

/// The parts, in the order in which they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartName {
    /// The directories.
    Directories,
    /// The names of files.
    Names,
    /// The sizes.
    Sizes,
    /// The dates.
    Dates,
    /// The samples.
    Samples,
    /// Facts from index files.
    Links,
    /// The checksums; read by range, on request.
    Md5s,
}

impl PartName {
    /// All parts.
    pub const ALL: [Self; 7] = [
        Self::Directories,
        Self::Names,
        Self::Sizes,
        Self::Dates,
        Self::Samples,
        Self::Links,
        Self::Md5s,
    ];

    /// Returns the name in the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Directories => "directories",
            Self::Names => "names",
            Self::Sizes => "sizes",
            Self::Dates => "dates",
            Self::Samples => "samples",
            Self::Links => "links",
            Self::Md5s => "md5s",
        }
    }
}

/// A part of a snapshot: a file beside the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Size in bytes.
    pub bytes: u64,
    /// Name of the file beside the manifest, never a path. It changes with the content.
    #[serde(deserialize_with = "json::label")]
    pub file: String,
    /// Its MD5.
    pub md5: Md5,
}

/// Content of `manifest.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SnapshotManifest {
    /// Origin of the list.
    pub source: String,
    /// Day it describes, ISO 8601.
    pub date: String,
    /// Number of directories that hold files or directories.
    pub directories: u32,
    /// Number of samples.
    pub samples: u32,
    /// Number of source rows that could not be read.
    pub skipped: u64,
    /// The hosts.
    pub hosts: Vec<HostFacts>,
    /// The parts, in the order of [`PartName::ALL`].
    pub parts: Vec<Part>,
}

/// The manifest as the file has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestFile {
    format: Format<FORMAT>,
    source: String,
    date: String,
    files: u32,
    directories: u32,
    samples: u32,
    skipped: u64,
    hosts: Vec<HostEntry>,
    parts: PartEntries,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HostEntry {
    #[serde(deserialize_with = "json::name")]
    host: String,
    root: RemotePath,
    files: u32,
}

/// The parts by name, in alphabetical order: a manifest's digest depends on it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartEntries {
    dates: Part,
    directories: Part,
    links: Part,
    md5s: Part,
    names: Part,
    samples: Part,
    sizes: Part,
}

impl SnapshotManifest {
    /// Returns the number of files on all hosts.
    pub fn files(&self) -> u32 {
        self.hosts
            .iter()
            .fold(0, |sum, host| sum.saturating_add(host.files))
    }

    /// Returns a part.
    pub fn part(&self, name: PartName) -> &Part {
        &self.parts[name as usize]
    }

    /// Returns the first part whose length does not fit the numbers of files and directories.
    pub(crate) fn misfit(&self) -> Option<PartName> {
        let files = u64::from(self.files());
        let fits = |name: PartName| {
            let bytes = self.part(name).bytes;
            match name {
                PartName::Directories => bytes / 3 >= u64::from(self.directories),
                PartName::Names => bytes / 2 >= files,
                PartName::Sizes => bytes == files * 5,
                PartName::Dates => bytes == files * 4,
                PartName::Md5s => bytes == files * 16,
                PartName::Samples | PartName::Links => true,
            }
        };
        PartName::ALL.into_iter().find(|name| !fits(*name))
    }

    /// Serializes the manifest as JSON.
    pub fn to_json(&self) -> String {
        let part = |name: PartName| self.part(name).clone();
        let host = |host: &HostFacts| HostEntry {
            host: host.host.as_str().to_owned(),
            root: host.root.clone(),
            files: host.files,
        };
        let file = ManifestFile {
            format: Format,
            source: self.source.clone(),
            date: self.date.clone(),
            files: self.files(),
            directories: self.directories,
            samples: self.samples,
            skipped: self.skipped,
            hosts: self.hosts.iter().map(host).collect(),
            parts: PartEntries {
                directories: part(PartName::Directories),
                names: part(PartName::Names),
                sizes: part(PartName::Sizes),
                dates: part(PartName::Dates),
                samples: part(PartName::Samples),
                links: part(PartName::Links),
                md5s: part(PartName::Md5s),
            },
        };
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Parses the manifest.
    ///
    /// # Errors
    ///
    /// The text is not JSON, or a required field is missing or invalid.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        let file: ManifestFile = from_json("", text)?;
        let host = |entry: HostEntry| HostFacts {
            host: HostName::new(&entry.host),
            root: entry.root,
            files: entry.files,
        };
        let PartEntries {
            directories,
            names,
            sizes,
            dates,
            samples,
            links,
            md5s,
        } = file.parts;
        let manifest = Self {
            source: file.source,
            date: file.date,
            directories: file.directories,
            samples: file.samples,
            skipped: file.skipped,
            hosts: file.hosts.into_iter().map(host).collect(),
            parts: vec![directories, names, sizes, dates, samples, links, md5s],
        };
        let sum: u64 = manifest
            .hosts
            .iter()
            .map(|host| u64::from(host.files))
            .sum();
        if u64::from(file.files) != sum {
            return Err(JsonError::Value {
                path: "files".to_owned(),
                reason: format!("not {sum}, the sum of the hosts' files"),
            });
        }
        Ok(manifest)
    }

    /// Returns the format version that a text states, whatever else it holds.
    pub(crate) fn format_of(text: &str) -> Option<u64> {
        let value: serde_json::Value = serde_json::from_str(text).ok()?;
        value.get("format")?.as_u64()
    }

    /// Returns the facts about the snapshot. The digest is the MD5 of the manifest's text.
    pub fn facts(&self, digest: Md5, kept: bool) -> SnapshotFacts {
        SnapshotFacts {
            digest: digest.to_string(),
            source: self.source.clone(),
            date: self.date.clone(),
            files: self.files(),
            directories: self.directories,
            samples: self.samples,
            skipped: self.skipped,
            hosts: self.hosts.clone(),
            kept,
        }
    }
}
