//! The list of all files, in a form in which a million fit into a browser's memory: names apart, one column for each fact.

use std::collections::BTreeMap;

use super::directories::Directories;
use super::file_notes::FileNotes;
use super::names::Names;
use super::path_facts::{SEVERAL, SampleCode};
use super::rank::{Standing, Tier};
use super::vocabulary::{Code, Vocabulary};
use crate::mirror::{HostName, HostPath, RemotePath};

/// All files by number: their position in the order of hosts (as listed), directories (by path with trailing slash) and
/// names, compared as bytes.
#[derive(Clone, Debug)]
pub struct FileList {
    pub(crate) hosts: Vec<HostName>,
    /// The root directory of each host.
    pub(crate) roots: Vec<u32>,
    pub(crate) directories: Directories,
    pub(crate) names: Names,
    pub(crate) sizes: Sizes,
    pub(crate) dates: Dates,
    pub(crate) columns: Columns,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) files: u32,
    pub(crate) notes: FileNotes,
}

impl FileList {
    /// Returns the number of files.
    pub fn len(&self) -> u32 {
        self.files
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files == 0
    }

    /// Returns the hosts, the main site's first.
    pub fn hosts(&self) -> &[HostName] {
        &self.hosts
    }

    /// Returns the root directory of a host, by the host's position.
    pub fn root(&self, host: usize) -> u32 {
        self.roots[host]
    }

    /// Returns the directories.
    pub fn directories(&self) -> &Directories {
        &self.directories
    }

    /// Returns the names.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Returns the sizes.
    pub fn sizes(&self) -> &Sizes {
        &self.sizes
    }

    /// Returns the dates.
    pub fn dates(&self) -> &Dates {
        &self.dates
    }

    /// Returns the columns of properties.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Returns what is known of few files only.
    pub fn notes(&self) -> &FileNotes {
        &self.notes
    }

    /// Returns the vocabulary behind the numbers in the columns.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Returns where a file's directory stands, and the months from the year 2000 to the date in its name; 0 without one.
    pub fn standing(&self, file: u32) -> (Tier, u16) {
        let directory = self.directories.of_file(file) as usize;
        let standing = self.columns.standings.get(directory);
        standing.map_or((Tier::Other, 0), |standing| (standing.tier, standing.month))
    }

    /// Returns the position of a file's host.
    pub fn host(&self, file: u32) -> usize {
        let begins = |root: &u32| self.directories.below(*root).start <= file;
        self.roots.partition_point(begins).saturating_sub(1)
    }

    /// Appends the path of a file below its host's root.
    pub fn write_path(&self, file: u32, path: &mut Vec<u8>) {
        self.directories
            .write_path(self.directories.of_file(file), path);
        self.names.write(file, path);
    }

    /// Returns the path of a file below its host's root.
    ///
    /// # Panics
    ///
    /// Never: a list takes only paths that can be read.
    pub fn path(&self, file: u32) -> RemotePath {
        let mut path = Vec::with_capacity(128);
        self.write_path(file, &mut path);
        let text = String::from_utf8(path).unwrap_or_default();
        RemotePath::parse(&text).unwrap_or_default()
    }

    /// Returns the host and path of a file.
    pub fn at(&self, file: u32) -> HostPath {
        HostPath {
            host: self.hosts[self.host(file)].clone(),
            path: self.path(file),
        }
    }

    /// Finds a file by its exact path below a host's root.
    pub fn find(&self, host: usize, path: &RemotePath) -> Option<u32> {
        let directory = path.parent().unwrap_or_default();
        let directory = self
            .directories
            .find_exact(*self.roots.get(host)?, directory.as_str())?;
        let own = self.directories.own(directory);
        let (mut low, mut high) = (own.start, own.end);
        let mut name = Vec::new();
        while low < high {
            let middle = low + (high - low) / 2;
            name.clear();
            self.names.write(middle, &mut name);
            match name.as_slice().cmp(path.name().as_bytes()) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Sizes of files in bytes, up to about a terabyte (2^40 − 2); five bytes each.
#[derive(Clone, Debug, Default)]
pub struct Sizes {
    low: Vec<u32>,
    high: Vec<u8>,
}

/// Marks an unknown size.
const UNKNOWN_SIZE: (u32, u8) = (u32::MAX, u8::MAX);

impl Sizes {
    /// Greatest size that can be held.
    pub const MOST: u64 = (1 << 40) - 2;

    pub(crate) fn reserve(&mut self, files: usize) {
        self.low.reserve_exact(files);
        self.high.reserve_exact(files);
    }

    /// Adds the next file's size; a size above [`Self::MOST`] is held as unknown.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it is cut in two on purpose"
    )]
    pub(crate) fn push(&mut self, size: Option<u64>) {
        let (low, high) = size
            .filter(|size| *size <= Self::MOST)
            .map_or(UNKNOWN_SIZE, |size| (size as u32, (size >> 32) as u8));
        self.low.push(low);
        self.high.push(high);
    }

    /// Returns a file's size in bytes; `None` if unknown.
    pub fn get(&self, file: u32) -> Option<u64> {
        let file = file as usize;
        let size = (self.low[file], self.high[file]);
        (size != UNKNOWN_SIZE).then(|| u64::from(size.1) << 32 | u64::from(size.0))
    }
}

/// Dates of last change in seconds since 1970 UTC, up to 2106; four bytes each.
#[derive(Clone, Debug, Default)]
pub struct Dates(Vec<u32>);

impl Dates {
    pub(crate) fn reserve(&mut self, files: usize) {
        self.0.reserve_exact(files);
    }

    /// Adds the next file's date; a date before 1970 or after 2106 is held as unknown.
    pub(crate) fn push(&mut self, date: Option<i64>) {
        let date = date.and_then(|date| u32::try_from(date).ok());
        self.0.push(date.unwrap_or(u32::MAX));
    }

    /// Returns a file's date; `None` if unknown.
    pub fn get(&self, file: u32) -> Option<i64> {
        Some(self.0[file as usize])
            .filter(|date| *date != u32::MAX)
            .map(i64::from)
    }
}

/// Properties that distinguish files, as numbers of the [`Vocabulary`](crate::snapshot::Vocabulary).
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The release or data collection.
    pub collection: Vec<Code>,
    /// The reference assembly.
    pub assembly: Vec<Code>,
    /// The population, if there is only one.
    pub population: Vec<Code>,
    /// The chromosome; see [`chromosome_of`](crate::snapshot::chromosome_of).
    pub chromosome: Vec<Code>,
    /// The kind of file.
    pub kind: Vec<Code>,
    /// The analysis group.
    pub group: Vec<Code>,
    /// The place in the order of files that fit alike, the first with the least; files may share one. Numbers have no gaps.
    pub rank: Vec<u16>,
    /// Where each directory stands in the order of ranks.
    pub(crate) standings: Vec<Standing>,
    /// Number of different ranks.
    pub places: usize,
    /// The sample.
    pub sample: Vec<SampleCode>,
    /// Samples of the files that have [`SEVERAL`].
    pub(crate) several: BTreeMap<u32, Vec<SampleCode>>,
}

impl Columns {
    pub(crate) fn with_room(files: usize) -> Self {
        let room = || Vec::with_capacity(files);
        Self {
            collection: room(),
            assembly: room(),
            population: room(),
            chromosome: room(),
            kind: room(),
            group: room(),
            rank: Vec::new(),
            standings: Vec::new(),
            places: 0,
            sample: Vec::with_capacity(files),
            several: BTreeMap::new(),
        }
    }

    /// Returns the samples of a file.
    pub fn samples(&self, file: u32) -> &[SampleCode] {
        match &self.sample[file as usize..=file as usize] {
            [0] => &[],
            [SEVERAL] => self.several.get(&file).map_or(&[], Vec::as_slice),
            one => one,
        }
    }

    /// Returns the files of several samples, each with its samples.
    pub fn of_several(&self) -> impl Iterator<Item = (u32, &[SampleCode])> {
        self.several
            .iter()
            .map(|(file, samples)| (*file, samples.as_slice()))
    }
}
