//! Reads a snapshot part by part, from pieces as they come.

use md5::{Digest, Md5 as Hasher};

use super::columns::NamesReader;
use super::columns::{PlanesReader, unzigzag};
use super::links;
use super::manifest::{FORMAT, Part, PartName, SnapshotManifest};
use crate::catalogue::{Catalogue, SampleList};
use crate::common::Reader;
use crate::snapshot::list::builder::FileListBuilder;
use crate::snapshot::list::path_facts::SampleKey;
use crate::snapshot::{FileList, OpenError, Sizes, SnapshotFacts, Vocabulary};
use crate::table::Md5;

/// Largest number of files for which memory is reserved up front, since a manifest may state any number.
const MOST_AHEAD: usize = 1 << 22;

/// An open snapshot.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Facts about it as a whole.
    pub facts: SnapshotFacts,
    /// Its files.
    pub list: FileList,
    /// Its samples.
    pub samples: SampleList,
    /// The part with the checksums, 16 bytes for each file; not read with the others.
    pub md5s: Part,
}

/// Reads all parts of a snapshot except the checksums, in the order of [`PartName::ALL`].
#[derive(Debug)]
pub struct SnapshotReader {
    manifest: SnapshotManifest,
    digest: Md5,
    vocabulary: Vocabulary,
    builder: FileListBuilder,
    /// The part being read.
    part: PartName,
    reading: Reading,
    hasher: Hasher,
    /// Bytes of that part so far.
    bytes: u64,
    samples: Vec<u8>,
    links: Vec<u8>,
}

/// Decoder of the part being read.
#[derive(Debug)]
enum Reading {
    Whole(Vec<u8>),
    Names(NamesReader),
    Numbers(PlanesReader),
}

impl SnapshotReader {
    /// Starts from the text of a manifest; errors call it `name`.
    ///
    /// # Errors
    ///
    /// The text is no manifest, or has another format version.
    pub fn new(text: &[u8], name: &str) -> Result<Self, OpenError> {
        let manifest = read_manifest(text, name)?;
        let files = manifest.files() as usize;
        let mut builder = FileListBuilder::default();
        builder.reserve(files.min(MOST_AHEAD));
        Ok(Self {
            digest: md5_of(text),
            vocabulary: Vocabulary::new(&Catalogue::built_in()),
            builder,
            part: PartName::Directories,
            reading: Reading::Whole(Vec::new()),
            hasher: Hasher::new(),
            bytes: 0,
            samples: Vec::new(),
            links: Vec::new(),
            manifest,
        })
    }

    /// Returns the manifest.
    pub fn manifest(&self) -> &SnapshotManifest {
        &self.manifest
    }

    /// Returns the part to push next; `None` when all have been read.
    pub fn next_part(&self) -> Option<&Part> {
        (self.part != PartName::Md5s).then(|| self.manifest.part(self.part))
    }

    /// Returns the number of files whose name has come.
    pub fn files(&self) -> u32 {
        self.builder.named()
    }

    /// Takes the next bytes of [`Self::next_part`].
    ///
    /// # Errors
    ///
    /// There are more bytes than the manifest states, or they break the format.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), OpenError> {
        let before = self.bytes;
        self.bytes += bytes.len() as u64;
        if self.bytes > self.manifest.part(self.part).bytes {
            return Err(self.length_fault());
        }
        self.hasher.update(bytes);
        let fits = match &mut self.reading {
            Reading::Whole(whole) => {
                whole.extend_from_slice(bytes);
                true
            }
            Reading::Numbers(planes) => planes.push(bytes),
            Reading::Names(names) => names.push(bytes, &mut self.builder).is_ok(),
        };
        if fits {
            Ok(())
        } else {
            Err(self.damaged(before))
        }
    }

    /// Ends a part.
    ///
    /// # Errors
    ///
    /// The part is cut short, its MD5 differs from the manifest's, or it breaks the format.
    pub fn end_part(&mut self) -> Result<(), OpenError> {
        self.check_part()?;
        let files = self.manifest.files() as usize;
        let reading = std::mem::replace(&mut self.reading, Reading::Whole(Vec::new()));
        let (next, reading) = match (self.part, reading) {
            (PartName::Directories, Reading::Whole(bytes)) => {
                self.read_directories(&bytes)?;
                (PartName::Names, Reading::Names(NamesReader::new(files)))
            }
            (PartName::Names, Reading::Names(names)) if names.is_done() => (
                PartName::Sizes,
                Reading::Numbers(PlanesReader::new(files, 5)),
            ),
            (PartName::Sizes, Reading::Numbers(planes)) if planes.is_done() => {
                self.take_sizes(planes);
                (
                    PartName::Dates,
                    Reading::Numbers(PlanesReader::new(files, 4)),
                )
            }
            (PartName::Dates, Reading::Numbers(planes)) if planes.is_done() => {
                self.take_dates(planes);
                (PartName::Samples, Reading::Whole(Vec::new()))
            }
            (PartName::Samples, Reading::Whole(bytes)) => {
                self.samples = bytes;
                (PartName::Links, Reading::Whole(Vec::new()))
            }
            (PartName::Links, Reading::Whole(bytes)) => {
                self.links = bytes;
                (PartName::Md5s, Reading::Whole(Vec::new()))
            }
            _ => return Err(self.damaged(self.bytes)),
        };
        (self.part, self.reading, self.bytes) = (next, reading, 0);
        Ok(())
    }

    /// Compares length and MD5 of a complete part with the manifest's.
    fn check_part(&mut self) -> Result<(), OpenError> {
        let part = self.manifest.part(self.part);
        if self.bytes != part.bytes {
            return Err(self.length_fault());
        }
        let digest = std::mem::replace(&mut self.hasher, Hasher::new()).finalize();
        if Md5(digest.into()) != part.md5 {
            return Err(OpenError::Digest {
                part: part.file.clone(),
            });
        }
        Ok(())
    }

    fn take_sizes(&mut self, planes: PlanesReader) {
        for size in planes.finish() {
            self.builder
                .size(Some(size).filter(|size| *size <= Sizes::MOST));
        }
    }

    fn take_dates(&mut self, planes: PlanesReader) {
        let mut last = 0_u32;
        for step in planes.finish() {
            last = last.wrapping_add(unzigzag(u32::try_from(step).unwrap_or(0)));
            self.builder.date(Some(i64::from(last)));
        }
    }

    fn read_directories(&mut self, bytes: &[u8]) -> Result<(), OpenError> {
        let damaged = |from: &Reader<'_>| {
            let at = (bytes.len() - from.0.len()) as u64;
            let part = self.manifest.part(PartName::Directories).file.clone();
            OpenError::Damaged { part, at }
        };
        let mut from = Reader(bytes);
        let mut count = 0;
        for host in &self.manifest.hosts {
            self.builder.host(host.host.clone());
            let begin = self.builder.placed();
            let mut path = Vec::new();
            while self.builder.placed() - begin < host.files {
                let next = read_directory(&mut from, &mut path);
                let added = next
                    .is_some_and(|files| files > 0 && self.builder.directory(&path, files).is_ok());
                count += 1;
                if !added || self.builder.placed() - begin > host.files {
                    return Err(damaged(&from));
                }
            }
        }
        match from.end() {
            Ok(()) if count == self.manifest.directories => Ok(()),
            _ => Err(damaged(&from)),
        }
    }

    /// Completes the snapshot after its last part. `kept`: it came from the browser's own cache.
    ///
    /// # Errors
    ///
    /// Samples or links break the format.
    pub fn finish(mut self, kept: bool) -> Result<Snapshot, OpenError> {
        let part = |name: PartName| self.manifest.part(name).file.clone();
        let damaged = |name: PartName| OpenError::Damaged {
            part: part(name),
            at: 0,
        };
        let samples =
            SampleList::from_bytes(&self.samples).map_err(|_| damaged(PartName::Samples))?;
        if samples.samples().len() as u64 != u64::from(self.manifest.samples) {
            return Err(damaged(PartName::Samples));
        }
        let vocabulary = &mut self.vocabulary;
        vocabulary.describe(samples.described());
        let keys: Vec<_> = samples
            .samples()
            .iter()
            .map(|sample| SampleKey {
                name: &sample.name,
                population: vocabulary.populations_of(samples.populations(sample)),
            })
            .collect();
        let others: Vec<_> = samples.others().map(|(name, at)| (name, at + 1)).collect();
        let count = self.manifest.files();
        let (links, notes) = links::read(&self.links, &mut self.vocabulary, count, keys.len())
            .ok_or_else(|| damaged(PartName::Links))?;
        let facts = self.manifest.facts(self.digest, kept);
        let md5s = self.manifest.part(PartName::Md5s).clone();
        let mut list = self
            .builder
            .finish(self.vocabulary, keys.into_iter(), &others, &links)
            .map_err(|_| OpenError::Damaged {
                part: md5s.file.clone(),
                at: 0,
            })?;
        list.notes = notes;
        Ok(Snapshot {
            facts,
            list,
            samples,
            md5s,
        })
    }

    fn length_fault(&self) -> OpenError {
        let part = self.manifest.part(self.part);
        OpenError::Length {
            part: part.file.clone(),
            found: self.bytes,
            expected: part.bytes,
        }
    }

    fn damaged(&self, at: u64) -> OpenError {
        OpenError::Damaged {
            part: self.manifest.part(self.part).file.clone(),
            at,
        }
    }
}

/// Decodes the next directory's path in place of the one before; returns its number of files.
fn read_directory(from: &mut Reader<'_>, path: &mut Vec<u8>) -> Option<u32> {
    let shared = usize::try_from(from.number().ok()?).ok()?;
    if shared > path.len() {
        return None;
    }
    path.truncate(shared);
    path.extend_from_slice(from.text().ok()?.as_bytes());
    std::str::from_utf8(path).ok()?;
    u32::try_from(from.number().ok()?).ok()
}

fn read_manifest(text: &[u8], name: &str) -> Result<SnapshotManifest, OpenError> {
    let fault = |reason: String| OpenError::Manifest {
        part: name.to_owned(),
        reason,
    };
    let text = std::str::from_utf8(text).map_err(|error| fault(error.to_string()))?;
    match SnapshotManifest::format_of(text) {
        Some(FORMAT) | None => {}
        Some(found) => {
            let known = FORMAT;
            return Err(OpenError::Version { found, known });
        }
    }
    let manifest = SnapshotManifest::from_json(text).map_err(|error| fault(error.to_string()))?;
    match manifest.misfit() {
        None => Ok(manifest),
        Some(part) => Err(fault(format!(
            "{} cannot have {} bytes",
            part.as_str(),
            manifest.part(part).bytes
        ))),
    }
}

/// Returns the MD5 of bytes.
pub(crate) fn md5_of(bytes: &[u8]) -> Md5 {
    Md5(Hasher::digest(bytes).into())
}
