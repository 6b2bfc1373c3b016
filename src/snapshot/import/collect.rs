//! Collects files from the site's tables in any order.

use std::collections::BTreeMap;

use crate::mirror::{HostName, HostPath, RemotePath};
use crate::snapshot::format::{FileRow, LONGEST_NAME};
use crate::snapshot::list::builder::{DEEPEST_DIRECTORY, LONGEST_DIRECTORY, is_holdable};
use crate::snapshot::list::directories::has_reserved;
use crate::snapshot::list::string_table::Dictionary;
use crate::snapshot::{Code, MOST_CODES, Sizes};
use crate::table::Md5;

/// Largest number of hosts in a list.
const MOST_HOSTS: u16 = 1 << 14;

/// Collects files; see [`Collector::add`].
#[derive(Debug, Default)]
pub struct Collector {
    /// Directories: the host's number in two bytes, then the path with a trailing slash.
    pub(crate) directories: Dictionary,
    pub(crate) names: Vec<u8>,
    pub(crate) files: Vec<FileRow>,
    pub(crate) hosts: Vec<(HostName, RemotePath)>,
    pub(crate) links: BTreeMap<HostPath, IndexFacts>,
    key: Vec<u8>,
    newest: u32,
}

/// Facts about a file from an index file.
#[derive(Clone, Debug, Default)]
pub struct IndexFacts {
    /// Names of its samples.
    pub samples: Vec<String>,
    /// Release or data collection, as a number of the vocabulary.
    pub collection: Code,
    /// Analysis group, likewise.
    pub group: Code,
    /// Its population, as a table calls it, if the table names no sample; empty if unknown.
    pub population: String,
    /// Its checksum.
    pub md5: Option<Md5>,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// Other checksums that sources give for it.
    pub other_md5s: Vec<Md5>,
    /// Which tables give which checksum.
    pub md5_tables: Vec<(Md5, Vec<String>)>,
}

/// Counts of what was collected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// Files in the list.
    pub files: u32,
    /// Files that the tables list twice. The newest counts, among equally new ones the largest, whatever the order of rows; what it
    /// does not say, the others do if they do not contradict it.
    pub twice: u64,
    /// Files of the main site that an index file names but the site's own list lacks; they are left out.
    pub not_listed: u64,
    /// Files of other hosts that an index file names but the list cannot hold.
    pub unkept: u64,
}

/// Why a file cannot be collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CollectError {
    /// The path holds a byte that the list uses as a separator.
    #[error("the path holds a control character that no list can keep")]
    Reserved,
    /// The path is a root, or ends in a slash.
    #[error("the path has no file name")]
    NoName,
    /// The name is longer than file systems allow.
    #[error("the file name is longer than {LONGEST_NAME} bytes")]
    LongName,
    /// The directory's path exceeds [`LONGEST_DIRECTORY`] or [`DEEPEST_DIRECTORY`].
    #[error(
        "the directory's path has more than {LONGEST_DIRECTORY} bytes or {DEEPEST_DIRECTORY} names"
    )]
    LongDirectory,
    /// Samples have more populations than a column can tell apart.
    #[error("the samples have more than {MOST_CODES} different populations or sets of populations")]
    Populations,
    /// There are more files, or longer names, than 32-bit numbers can count.
    #[error("there are more files, or longer names, than a list can hold")]
    TooLarge,
}

impl Collector {
    /// Starts with the main site's host and root, whose number is 0.
    pub fn new(host: HostName, root: RemotePath) -> Self {
        Self {
            hosts: vec![(host, root)],
            ..Self::default()
        }
    }

    /// Returns the number of a host; a new one is added.
    ///
    /// # Errors
    ///
    /// [`CollectError::TooLarge`] if there are too many.
    pub fn host(&mut self, host: &HostName, root: &RemotePath) -> Result<u16, CollectError> {
        let known = self.hosts.iter().position(|(known, _)| known == host);
        let place = known.unwrap_or(self.hosts.len());
        let number = u16::try_from(place).ok();
        let number = number.filter(|number| *number < MOST_HOSTS);
        let number = number.ok_or(CollectError::TooLarge)?;
        if known.is_none() {
            self.hosts.push((host.clone(), root.clone()));
        }
        Ok(number)
    }

    /// Returns the number of files so far.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Returns whether there is no file yet.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Adds a file by its host's number and its path, which follows the rules of [`RemotePath`]. Dates are seconds since 1970 UTC.
    /// A size above [`Sizes::MOST`] and a date that is none of [`Dates`](crate::snapshot::Dates) count as unknown.
    ///
    /// # Errors
    ///
    /// [`CollectError`].
    pub fn add(
        &mut self,
        host: u16,
        path: &str,
        size: Option<u64>,
        date: Option<i64>,
        md5: Option<Md5>,
    ) -> Result<(), CollectError> {
        let (directory, name) = split(path)?;
        self.key.clear();
        self.key.extend(host_key(host));
        self.key.extend_from_slice(directory);
        let place = u32::try_from(self.names.len()).map_err(|_| CollectError::TooLarge)?;
        let length = u16::try_from(name.len()).map_err(|_| CollectError::TooLarge)?;
        self.names.extend(length.to_le_bytes());
        self.names.extend_from_slice(name);
        let date = date
            .and_then(|date| u32::try_from(date).ok())
            .unwrap_or(u32::MAX);
        if date != u32::MAX {
            self.newest = self.newest.max(date);
        }
        self.files.push(FileRow {
            name: place,
            directory: self.directories.place(&self.key),
            size: size.filter(|size| *size <= Sizes::MOST).unwrap_or(u64::MAX),
            date,
            md5: md5.map_or([0; 16], |md5| md5.0),
        });
        Ok(())
    }

    /// Adds facts from an index file about a file. A file on another host than the main site is listed by this alone.
    ///
    /// Of two collections the first counts; of two groups, checksums or sizes the lower one, so that the order of rows
    /// does not matter.
    pub fn tell(&mut self, at: HostPath, told: IndexFacts) {
        let known = self.links.entry(at).or_default();
        for sample in told.samples {
            if !known.samples.contains(&sample) {
                known.samples.push(sample);
            }
        }
        if known.collection == 0 {
            known.collection = told.collection;
        }
        known.group = lower(known.group, told.group);
        let is_lower = known.population.is_empty() || told.population < known.population;
        if !told.population.is_empty() && is_lower {
            known.population = told.population;
        }
        known.md5 = [known.md5, told.md5]
            .into_iter()
            .flatten()
            .min_by_key(|md5| md5.0);
        known.size = [known.size, told.size].into_iter().flatten().min();
        known.other_md5s.extend(told.other_md5s);
        known.md5_tables.extend(told.md5_tables);
    }

    /// Returns the newest date of all files in seconds since 1970 UTC; `None` if no file has a date.
    pub fn newest(&self) -> Option<i64> {
        (self.newest > 0).then(|| i64::from(self.newest))
    }
}

/// Encodes a host's number in two bytes that sort like the numbers and avoid the reserved bytes.
fn host_key(host: u16) -> [u8; 2] {
    [2 + (host >> 7).min(250), 2 + (host & 0x7f)].map(|part| u8::try_from(part).unwrap_or(u8::MAX))
}

/// Returns the lower of two numbers; 0 stands for unknown.
fn lower(one: Code, other: Code) -> Code {
    match (one, other) {
        (0, code) | (code, 0) => code,
        (one, other) => one.min(other),
    }
}

/// Splits a path into its directory, with trailing slash, and its name.
fn split(path: &str) -> Result<(&[u8], &[u8]), CollectError> {
    let bytes = path.as_bytes();
    if has_reserved(bytes) {
        return Err(CollectError::Reserved);
    }
    let begin = memchr::memrchr(b'/', bytes).map_or(0, |slash| slash + 1);
    let (directory, name) = bytes.split_at(begin);
    match name.len() {
        0 => Err(CollectError::NoName),
        length if length > LONGEST_NAME => Err(CollectError::LongName),
        _ if !is_holdable(directory) => Err(CollectError::LongDirectory),
        _ => Ok((directory, name)),
    }
}
