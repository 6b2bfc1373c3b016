//! The manifest of a snapshot: `manifest.json`.

use serde::Serialize;

use crate::mirror::json::{self, Item};
use crate::mirror::{HostName, JsonError};
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Name of the file; it changes with the content.
    pub file: String,
    /// Size in bytes.
    pub bytes: u64,
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

#[derive(Serialize)]
struct Written<'a> {
    format: u64,
    source: &'a str,
    date: &'a str,
    files: u32,
    directories: u32,
    samples: u32,
    skipped: u64,
    hosts: Vec<WrittenHost<'a>>,
    parts: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct WrittenHost<'a> {
    host: &'a str,
    root: &'a str,
    files: u32,
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
        let part = |(name, part): (PartName, &Part)| {
            let value = serde_json::to_value(part).unwrap_or_default();
            (name.as_str().to_owned(), value)
        };
        let written = Written {
            format: FORMAT,
            source: &self.source,
            date: &self.date,
            files: self.files(),
            directories: self.directories,
            samples: self.samples,
            skipped: self.skipped,
            hosts: self
                .hosts
                .iter()
                .map(|host| WrittenHost {
                    host: host.host.as_str(),
                    root: host.root.as_str(),
                    files: host.files,
                })
                .collect(),
            parts: PartName::ALL
                .into_iter()
                .zip(&self.parts)
                .map(part)
                .collect(),
        };
        let mut text = serde_json::to_string_pretty(&written).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Parses the manifest.
    ///
    /// # Errors
    ///
    /// The text is not JSON, or a required field is missing or invalid.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        json::read("", text, Self::read)
    }

    /// Returns the format version that a text states, whatever else it holds.
    pub(crate) fn format_of(text: &str) -> Option<u64> {
        let value: serde_json::Value = serde_json::from_str(text).ok()?;
        value.get("format")?.as_u64()
    }

    fn read(item: Item<'_>) -> Self {
        item.object(|fields| {
            fields.required("format").equal_to(FORMAT);
            let hosts = fields.required("hosts").list(read_host);
            let sum = hosts.iter().map(|host| u64::from(host.files)).sum();
            fields.required("files").equal_to(sum);
            Self {
                source: fields.text("source"),
                date: fields.text("date"),
                directories: fields.required("directories").whole(),
                samples: fields.required("samples").whole(),
                skipped: fields.required("skipped").whole(),
                hosts,
                parts: fields.required("parts").object(|fields| {
                    let read = |name: PartName| read_part(fields.required(name.as_str()));
                    PartName::ALL.map(read).into()
                }),
            }
        })
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

fn read_host(item: Item<'_>) -> HostFacts {
    item.object(|fields| HostFacts {
        host: HostName::new(&fields.required("host").named()),
        root: fields.remote_path("root"),
        files: fields.required("files").whole(),
    })
}

fn read_part(item: Item<'_>) -> Part {
    item.object(|fields| Part {
        // A name, never a path: it is joined to the manifest's folder.
        file: fields.required("file").label(),
        bytes: fields.required("bytes").whole(),
        md5: fields
            .required("md5")
            .parsed(str::parse)
            .unwrap_or(Md5([0; 16])),
    })
}
