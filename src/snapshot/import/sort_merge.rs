//! Sorts collected files and joins them with the facts from index files.

use std::collections::BTreeMap;

use hashbrown::HashTable;

use super::collect::File;
use super::collect::{CollectError, Collected, Collector, IndexFacts};
use crate::catalogue::SampleList;
use crate::mirror::{HostName, HostPath, RemotePath};
use crate::snapshot::format::{Ordered, SnapshotFiles, SnapshotManifest};
use crate::snapshot::{
    Companion, Dispute, FileNotes, HostFacts, Link, SampleCode, StringTable, Vocabulary,
};
use crate::table::Md5;

impl Collector {
    /// Sorts everything and encodes the snapshot. `manifest` brings source, date and skipped rows; `root_of` returns the root
    /// of a host that only index files name.
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
        let mut collected = Collected::default();
        let links = self.list_links(root_of, &mut collected)?;
        let names = std::mem::take(&mut self.names);
        let directories = std::mem::take(&mut self.directories).close();
        let ranks = ranks(&directories);
        let files = self.sorted(&names, &ranks, &mut collected)?;
        let mut ordered = self.order(&files, &names, &directories, &ranks)?;
        self.link(&mut ordered, &links, samples, &mut collected);
        ordered.notes.companions = companions(&ordered);
        let manifest = SnapshotManifest {
            skipped: manifest.skipped + collected.unkept,
            directories: u32::try_from(ordered.directories.len()).unwrap_or(u32::MAX),
            ..manifest
        };
        Ok((ordered.write(manifest, samples, vocabulary), collected))
    }

    /// Lists the files of other hosts that index files name; those that cannot be held are counted and their facts dropped.
    fn list_links(
        &mut self,
        root_of: &dyn Fn(&HostName) -> RemotePath,
        collected: &mut Collected,
    ) -> Result<BTreeMap<HostPath, IndexFacts>, CollectError> {
        let main = self.hosts[0].0.clone();
        let mut links = std::mem::take(&mut self.links);
        let mut fault = None;
        links.retain(|at, told| {
            if at.host == main || fault.is_some() {
                return true;
            }
            let host = self.host(&at.host, &root_of(&at.host));
            let added =
                host.and_then(|host| self.add(host, at.path.as_str(), told.size, None, told.md5));
            collected.unkept += u64::from(added.is_err());
            fault = added.err().filter(|fault| *fault == CollectError::TooLarge);
            added.is_ok()
        });
        fault.map_or(Ok(links), Err)
    }

    /// Sorts the files and merges duplicates.
    fn sorted(
        &mut self,
        names: &[u8],
        ranks: &Ranks,
        collected: &mut Collected,
    ) -> Result<Vec<File>, CollectError> {
        let mut files = std::mem::take(&mut self.files);
        for file in &mut files {
            file.directory = ranks.of[file.directory as usize];
        }
        let name = |file: &File| name_at(names, file.name);
        files.sort_unstable_by(|one, other| {
            let directory = one.directory.cmp(&other.directory);
            directory
                .then_with(|| name(one).cmp(name(other)))
                .then_with(|| other.age().cmp(&one.age()))
        });
        let before = files.len();
        files.dedup_by(|later, first| {
            let is_same = later.directory == first.directory && name(later) == name(first);
            if is_same {
                first.fill(later);
            }
            is_same
        });
        collected.files = u32::try_from(files.len()).map_err(|_| CollectError::TooLarge)?;
        collected.twice = (before - files.len()) as u64;
        Ok(files)
    }

    fn order<'a>(
        &self,
        files: &[File],
        names: &'a [u8],
        directories: &'a StringTable,
        ranks: &Ranks,
    ) -> Result<Ordered<'a>, CollectError> {
        let mut ordered = Ordered {
            hosts: self.hosts.iter().map(host_facts).collect(),
            directories: Vec::new(),
            names: files.iter().map(|file| name_at(names, file.name)).collect(),
            sizes: files.iter().map(File::known_size).collect(),
            dates: files.iter().map(File::known_date).collect(),
            md5s: files.iter().map(File::known_md5).collect(),
            links: Vec::new(),
            notes: FileNotes::default(),
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

    /// Finds the files that index files describe.
    fn link(
        &self,
        ordered: &mut Ordered<'_>,
        links: &BTreeMap<HostPath, IndexFacts>,
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
            let size = &mut ordered.sizes[file as usize];
            *size = size.or(told.size);
            let mut others = told.other_md5s.clone();
            others.sort_unstable_by_key(|md5| md5.0);
            others.dedup();
            others.retain(|other| Some(*other) != ordered.md5s[file as usize]);
            if !others.is_empty() {
                ordered.notes.disputes.push(Dispute { file, md5s: others });
            }
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
        ordered.notes.disputes.sort_by_key(|dispute| dispute.file);
    }
}

/// Ends of the names of index files, which stand behind the whole name of the data file.
const INDEX_ENDS: [&[u8]; 4] = [b".bai", b".crai", b".csi", b".tbi"];

/// Finds index files beside a copy of a data file, same name and checksum, that has none of its own on its host.
fn companions(ordered: &Ordered<'_>) -> Vec<Companion> {
    // The data file of each index file, if it is beside it.
    let mut pairs = Vec::new();
    let mut first = 0_usize;
    for (_, _, count) in &ordered.directories {
        let names = &ordered.names[first..first + *count as usize];
        for (at, name) in names.iter().enumerate() {
            let data = INDEX_ENDS.iter().find_map(|end| name.strip_suffix(*end));
            if let Some(data) = data.and_then(|data| names.binary_search(&data).ok()) {
                pairs.push((first + at, first + data));
            }
        }
        first += names.len();
    }
    let mut has_one = vec![false; ordered.names.len()];
    // The pairs by name and checksum of the data file. Checksums are as good as hashes of themselves; a list built to collide
    // slows down only its own reading.
    let mut copies: HashTable<(usize, usize)> = HashTable::new();
    let hash = |md5: &Md5| {
        md5.0
            .iter()
            .take(8)
            .fold(0, |hash, byte| hash << 8 | u64::from(*byte))
    };
    let hash_at = |data: usize| ordered.md5s[data].as_ref().map_or(0, hash);
    let is_same = |one: usize, other: usize| {
        ordered.md5s[one] == ordered.md5s[other] && ordered.names[one] == ordered.names[other]
    };
    for (index, data) in pairs {
        has_one[data] = true;
        if ordered.md5s[data].is_some() {
            copies
                .entry(
                    hash_at(data),
                    |(_, other)| is_same(*other, data),
                    |(_, other)| hash_at(*other),
                )
                .or_insert((index, data));
        }
    }
    let found = ordered.md5s.iter().enumerate().filter_map(|(data, md5)| {
        let hash = md5.as_ref().filter(|_| !has_one[data]).map(hash)?;
        let (index, _) = copies.find(hash, |(_, other)| is_same(*other, data))?;
        Some(Companion {
            index: u32::try_from(*index).ok()?,
            data: u32::try_from(data).ok()?,
        })
    });
    let mut found: Vec<Companion> = found.collect();
    found.sort_unstable();
    found.dedup_by_key(|pair| pair.index);
    found
}

/// Sorted directories: the position of each, and the rank of each position.
struct Ranks {
    order: Vec<u32>,
    of: Vec<u32>,
}

fn ranks(directories: &StringTable) -> Ranks {
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

fn split_key(key: &[u8]) -> (usize, &[u8]) {
    let (high, low) = (usize::from(key[0] - 2), usize::from(key[1] - 2));
    (high << 7 | low, &key[2..])
}

fn name_at(names: &[u8], place: u32) -> &[u8] {
    let place = place as usize;
    let length = u16::from_le_bytes([names[place], names[place + 1]]);
    &names[place + 2..place + 2 + usize::from(length)]
}

fn host_facts((host, root): &(HostName, RemotePath)) -> HostFacts {
    HostFacts {
        host: host.clone(),
        root: root.clone(),
        files: 0,
    }
}
