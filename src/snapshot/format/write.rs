//! Writes a snapshot.

use serde::{Deserialize, Serialize};

use super::columns;
use super::columns::zigzag;
use super::columns::{NamesWriter, shared};
use super::file_row::FileRow;
use super::links;
use super::manifest::{Part, PartName, SnapshotManifest};
use super::read::md5_of;
use crate::catalogue::SampleList;
use crate::common::Writer;
use crate::snapshot::list::file_notes::FileNotes;
use crate::snapshot::list::path_facts::Link;
use crate::snapshot::{HostFacts, Vocabulary};

/// Files in order, host after host, with all facts about them.
pub(crate) struct Ordered<'a> {
    /// The hosts, the main site's first.
    pub(crate) hosts: Vec<HostFacts>,
    /// Directories that hold files: the host's position, the path with a trailing slash, the number of files.
    pub(crate) directories: Vec<(usize, &'a [u8], u32)>,
    /// The files.
    pub(crate) files: Vec<FileRow>,
    /// Their names.
    pub(crate) names: &'a [u8],
    /// Facts from index files.
    pub(crate) links: Vec<Link>,
    /// What few files have.
    pub(crate) notes: FileNotes,
}

/// A file of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotFile {
    /// File name in the folder.
    pub name: String,
    /// Content.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// The files of a snapshot: the manifest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SnapshotFiles(pub Vec<SnapshotFile>);

impl Ordered<'_> {
    /// Encodes all files. `manifest` brings source, date and counts; hosts and parts are filled in here.
    pub(crate) fn write(
        &self,
        mut manifest: SnapshotManifest,
        samples: &SampleList,
        vocabulary: &Vocabulary,
    ) -> SnapshotFiles {
        let parts = PartName::ALL.map(|name| {
            let bytes = match name {
                PartName::Directories => self.directories(),
                PartName::Names => self.names(),
                PartName::Sizes => {
                    columns::write_planes(5, self.files.iter().map(|file| file.size))
                }
                PartName::Dates => self.dates(),
                PartName::Md5s => {
                    let md5s: Vec<[u8; 16]> = self.files.iter().map(|file| file.md5).collect();
                    md5s.into_flattened()
                }
                PartName::Samples => samples.to_bytes(),
                PartName::Links => links::write(&self.links, &self.notes, vocabulary),
            };
            (name, bytes)
        });
        let mut files = SnapshotFiles::default();
        manifest.hosts.clone_from(&self.hosts);
        manifest.samples = u32::try_from(samples.samples().len()).unwrap_or(u32::MAX);
        for (name, bytes) in parts {
            let md5 = md5_of(&bytes);
            let digest = md5.to_string();
            // A name that changes with the content can be cached for ever.
            let file = format!("{}-{}.bin", name.as_str(), &digest[..12]);
            manifest.parts.push(Part {
                file: file.clone(),
                bytes: bytes.len() as u64,
                md5,
            });
            files.0.push(SnapshotFile { name: file, bytes });
        }
        let manifest = SnapshotFile {
            name: "manifest.json".to_owned(),
            bytes: manifest.to_json().into_bytes(),
        };
        files.0.insert(0, manifest);
        files
    }

    fn directories(&self) -> Vec<u8> {
        let mut out = Writer::default();
        let mut last: (usize, &[u8]) = (0, b"");
        for (host, path, files) in &self.directories {
            let alike = if last.0 == *host {
                shared(last.1, path)
            } else {
                0
            };
            // Text is cut at character boundaries only.
            let path_text = std::str::from_utf8(path).unwrap_or_default();
            let mut alike = usize::from(alike);
            while !path_text.is_char_boundary(alike) {
                alike -= 1;
            }
            out.number(alike as u64);
            out.text(&path_text[alike..]);
            out.number(u64::from(*files));
            last = (*host, path);
        }
        out.0
    }

    fn names(&self) -> Vec<u8> {
        let mut writer = NamesWriter::default();
        for file in &self.files {
            writer.push(file.name(self.names));
        }
        writer.finish()
    }

    fn dates(&self) -> Vec<u8> {
        let mut last = 0_u32;
        let steps = self.files.iter().map(|file| {
            let step = file
                .date
                .wrapping_sub(std::mem::replace(&mut last, file.date));
            zigzag(step)
        });
        let steps: Vec<u32> = steps.collect();
        columns::write_planes(4, steps.iter().map(|step| u64::from(*step)))
    }
}
