//! Collects files from the site's tables in any order, and puts them in order.

use std::collections::BTreeMap;

use super::dictionary::Dictionary;
use super::directories::is_reserved;
use super::format::{LONGEST_NAME, Ordered, SnapshotFiles, SnapshotManifest};
use super::{Code, HostFacts, Link, SampleCode, Sizes, Vocabulary};
use crate::catalogue::SampleList;
use crate::manifest::Md5;
use crate::mirror::{HostName, HostPath, RemotePath};

/// The most hosts of a list.
const MOST_HOSTS: u16 = 1 << 14;

/// Collects files; see [`Collector::add`].
#[derive(Debug, Default)]
pub struct Collector {
    /// Directories, each with its host's number in two bytes before its path with a slash at its end.
    directories: Dictionary,
    names: Vec<u8>,
    files: Vec<File>,
    hosts: Vec<(HostName, RemotePath)>,
    links: BTreeMap<HostPath, Told>,
    key: Vec<u8>,
    newest: u32,
}

/// A file, 40 bytes.
#[derive(Clone, Copy, Debug)]
struct File {
    /// Where its name begins in `names`, where a length of two bytes stands before it.
    name: u32,
    directory: u32,
    size: u64,
    date: u32,
    md5: [u8; 16],
}

impl File {
    /// Orders the rows of one file: later ones last, and what is known after what is not.
    fn age(&self) -> (u32, u64, [u8; 16]) {
        // The greatest numbers stand for unknown.
        (
            self.date.wrapping_add(1),
            self.size.wrapping_add(1),
            self.md5,
        )
    }
}

/// What an index file says of a file.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Names of its samples.
    pub samples: Vec<String>,
    /// Its release or data collection, a number of the vocabulary.
    pub collection: Code,
    /// Its analysis group, likewise.
    pub group: Code,
    /// Its checksum.
    pub md5: Option<Md5>,
}

/// What became of what was collected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// Files of the list.
    pub files: u32,
    /// Files that the tables list twice; the one with the newest date counts, of those the largest, whatever the order of rows.
    pub twice: u64,
    /// Files of the main site that an index file names and the site's own list has not; they are left out.
    pub not_listed: u64,
    /// Files of other hosts that an index file names and the list cannot keep.
    pub unkept: u64,
}

/// Why a file cannot be collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CollectError {
    /// Its path holds a byte that the list needs between names.
    #[error("the path holds a control character that no list can keep")]
    Reserved,
    /// It is the path of a root, or ends in a slash.
    #[error("the path has no file name")]
    NoName,
    /// Its name is longer than any file system's.
    #[error("the file name is longer than {LONGEST_NAME} bytes")]
    LongName,
    /// There are more files, or longer names, than numbers.
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

    /// Returns the number of a host, which is added if it is new.
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

    /// Returns how many files there are so far.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Says whether there is none so far.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Adds a file by its host's number and its path, which follows the rules of [`RemotePath`]. Dates are seconds since 1970 UTC.
    /// A size above [`Sizes::MOST`] and a date that is none of [`Dates`](super::Dates) count as unknown.
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
        let bytes = path.as_bytes();
        if bytes.iter().copied().any(is_reserved) {
            return Err(CollectError::Reserved);
        }
        let begin = memchr::memrchr(b'/', bytes).map_or(0, |slash| slash + 1);
        let (directory, name) = bytes.split_at(begin);
        if name.is_empty() {
            return Err(CollectError::NoName);
        }
        if name.len() > LONGEST_NAME {
            return Err(CollectError::LongName);
        }
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
        self.files.push(File {
            name: place,
            directory: self.directories.place(&self.key),
            size: size.filter(|size| *size <= Sizes::MOST).unwrap_or(u64::MAX),
            date,
            md5: md5.map_or([0; 16], |md5| md5.0),
        });
        Ok(())
    }

    /// Adds what an index file says of a file. A file on another host than the main site's is listed by that.
    ///
    /// Of two collections the first counts; of two groups and of two checksums the lower, so that the order of rows is of no
    /// matter.
    pub fn tell(&mut self, at: HostPath, told: Told) {
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
        known.md5 = [known.md5, told.md5]
            .into_iter()
            .flatten()
            .min_by_key(|md5| md5.0);
    }

    /// Returns the newest date of all files in seconds since 1970 UTC, if any has one.
    pub fn newest(&self) -> Option<i64> {
        (self.newest > 0).then(|| i64::from(self.newest))
    }

    /// Puts all in order and writes the snapshot. `manifest` has source, date and skipped rows; `root_of` gives the root of
    /// a host that only index files name.
    ///
    /// # Errors
    ///
    /// [`CollectError::TooLarge`].
    pub fn write(
        mut self,
        manifest: SnapshotManifest,
        samples: &SampleList,
        vocabulary: &Vocabulary,
        root_of: &dyn Fn(&HostName) -> RemotePath,
    ) -> Result<(SnapshotFiles, Collected), CollectError> {
        let main = self.hosts[0].0.clone();
        let mut links = std::mem::take(&mut self.links);
        let mut collected = Collected::default();
        let mut fault = None;
        links.retain(|at, told| {
            if at.host == main || fault.is_some() {
                return true;
            }
            let host = self.host(&at.host, &root_of(&at.host));
            let added =
                host.and_then(|host| self.add(host, at.path.as_str(), None, None, told.md5));
            collected.unkept += u64::from(added.is_err());
            fault = added.err().filter(|fault| *fault == CollectError::TooLarge);
            added.is_ok()
        });
        if let Some(fault) = fault {
            return Err(fault);
        }
        let names = std::mem::take(&mut self.names);
        let directories = std::mem::take(&mut self.directories).close();
        let mut files = std::mem::take(&mut self.files);
        let ranks = ranks(&directories);
        for file in &mut files {
            file.directory = ranks.of[file.directory as usize];
        }
        files.sort_unstable_by(|one, other| {
            let directory = one.directory.cmp(&other.directory);
            let name = || name_at(&names, one.name).cmp(name_at(&names, other.name));
            directory
                .then_with(name)
                .then_with(|| other.age().cmp(&one.age()))
        });
        let before = files.len();
        files.dedup_by(|later, first| {
            later.directory == first.directory
                && name_at(&names, later.name) == name_at(&names, first.name)
        });
        let mut ordered = self.order(&files, &names, &directories, &ranks)?;
        collected.files = u32::try_from(files.len()).map_err(|_| CollectError::TooLarge)?;
        collected.twice = (before - files.len()) as u64;
        self.link(&mut ordered, &links, samples, &mut collected);
        let mut manifest = manifest;
        manifest.skipped += collected.unkept;
        manifest.directories = u32::try_from(ordered.directories.len()).unwrap_or(u32::MAX);
        Ok((ordered.write(manifest, samples, vocabulary), collected))
    }

    fn order<'a>(
        &self,
        files: &[File],
        names: &'a [u8],
        directories: &'a super::Texts,
        ranks: &Ranks,
    ) -> Result<Ordered<'a>, CollectError> {
        let mut ordered = Ordered {
            hosts: self
                .hosts
                .iter()
                .map(|(host, root)| HostFacts {
                    host: host.clone(),
                    root: root.clone(),
                    files: 0,
                })
                .collect(),
            directories: Vec::new(),
            names: files.iter().map(|file| name_at(names, file.name)).collect(),
            sizes: files
                .iter()
                .map(|file| Some(file.size).filter(|size| *size != u64::MAX))
                .collect(),
            dates: files
                .iter()
                .map(|file| Some(i64::from(file.date)).filter(|_| file.date != u32::MAX))
                .collect(),
            md5s: files
                .iter()
                .map(|file| Some(Md5(file.md5)).filter(|_| file.md5 != [0; 16]))
                .collect(),
            links: Vec::new(),
        };
        for group in files.chunk_by(|one, other| one.directory == other.directory) {
            let place = ranks.order[group[0].directory as usize];
            let (host, path) = split_key(directories.get(place));
            let count = u32::try_from(group.len()).map_err(|_| CollectError::TooLarge)?;
            ordered.hosts[host].files = ordered.hosts[host]
                .files
                .checked_add(count)
                .ok_or(CollectError::TooLarge)?;
            ordered.directories.push((host, path, count));
        }
        Ok(ordered)
    }

    /// Finds the files that index files tell of.
    fn link(
        &self,
        ordered: &mut Ordered<'_>,
        links: &BTreeMap<HostPath, Told>,
        samples: &SampleList,
        collected: &mut Collected,
    ) {
        let mut begins = Vec::with_capacity(ordered.directories.len());
        let mut sum = 0_u32;
        for (_, _, files) in &ordered.directories {
            begins.push(sum);
            sum += files;
        }
        for (at, told) in links {
            let host = self.hosts.iter().position(|(host, _)| *host == at.host);
            let found = host.and_then(|host| find(ordered, &begins, host, at.path.as_str()));
            let Some(file) = found else {
                collected.not_listed += 1;
                continue;
            };
            let md5 = &mut ordered.md5s[file as usize];
            *md5 = md5.or(told.md5);
            let place = |name: &String| Some(samples.find(name)? + 1);
            let mut of: Vec<SampleCode> = told.samples.iter().filter_map(place).collect();
            of.sort_unstable();
            of.dedup();
            if of.is_empty() && told.collection == 0 && told.group == 0 {
                continue;
            }
            ordered.links.push(Link {
                file,
                samples: of,
                collection: told.collection,
                group: told.group,
            });
        }
        ordered.links.sort_by_key(|link| link.file);
    }
}

/// Directories in order: the place of each, and the rank of each place.
struct Ranks {
    order: Vec<u32>,
    of: Vec<u32>,
}

fn ranks(directories: &super::Texts) -> Ranks {
    let count = u32::try_from(directories.len()).unwrap_or(u32::MAX);
    let mut order: Vec<u32> = (0..count).collect();
    order.sort_unstable_by_key(|place| directories.get(*place));
    let mut of = vec![0; order.len()];
    for (rank, place) in (0..).zip(&order) {
        of[*place as usize] = rank;
    }
    Ranks { order, of }
}

fn find(ordered: &Ordered<'_>, begins: &[u32], host: usize, path: &str) -> Option<u32> {
    let begin = path.rfind('/').map_or(0, |slash| slash + 1);
    let (directory, name) = path.split_at(begin);
    let key = (host, directory.as_bytes());
    let place = ordered
        .directories
        .binary_search_by(|(host, path, _)| (*host, *path).cmp(&key))
        .ok()?;
    let first = begins[place] as usize;
    let names = &ordered.names[first..first + ordered.directories[place].2 as usize];
    let found = names.binary_search(&name.as_bytes()).ok()?;
    u32::try_from(first + found).ok()
}

/// Returns two bytes of a host's number, in the order of numbers, that are none of the reserved ones.
fn host_key(host: u16) -> [u8; 2] {
    [2 + (host >> 7).min(250), 2 + (host & 0x7f)].map(|part| u8::try_from(part).unwrap_or(u8::MAX))
}

fn split_key(key: &[u8]) -> (usize, &[u8]) {
    let (high, low) = (usize::from(key[0] - 2), usize::from(key[1] - 2));
    (high << 7 | low, &key[2..])
}

/// Returns the lower of two numbers, 0 standing for none.
fn lower(one: Code, other: Code) -> Code {
    match (one, other) {
        (0, code) | (code, 0) => code,
        (one, other) => one.min(other),
    }
}

fn name_at(names: &[u8], place: u32) -> &[u8] {
    let place = place as usize;
    let length = u16::from_le_bytes([names[place], names[place + 1]]);
    &names[place + 2..place + 2 + usize::from(length)]
}
