//! Sorts collected files and joins them with the facts from index files.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::collect::{CollectError, Collected, Collector, IndexFacts};
use crate::catalogue::SampleList;
use crate::mirror::{HostName, HostPath, RemotePath};
use crate::snapshot::format::{FileRow, Ordered, SnapshotFiles, SnapshotManifest};
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
        let mut ordered = self.order(files, &names, &directories, &ranks)?;
        self.link(&mut ordered, &links, samples, vocabulary, &mut collected);
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
    ) -> Result<Vec<FileRow>, CollectError> {
        let mut files = std::mem::take(&mut self.files);
        for file in &mut files {
            file.directory = ranks.of[file.directory as usize];
        }
        let name = |file: &FileRow| file.name(names);
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
        files: Vec<FileRow>,
        names: &'a [u8],
        directories: &'a StringTable,
        ranks: &Ranks,
    ) -> Result<Ordered<'a>, CollectError> {
        let mut ordered = Ordered {
            hosts: self.hosts.iter().map(host_facts).collect(),
            directories: Vec::new(),
            files,
            names,
            links: Vec::new(),
            notes: FileNotes::default(),
        };
        for group in ordered
            .files
            .chunk_by(|one, other| one.directory == other.directory)
        {
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
        vocabulary: &Vocabulary,
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
            let row = &mut ordered.files[file as usize];
            row.md5 = row.known_md5().or(told.md5).map_or([0; 16], |md5| md5.0);
            row.size = row.known_size().or(told.size).unwrap_or(u64::MAX);
            let mut others = told.other_md5s.clone();
            others.sort_unstable_by_key(|md5| md5.0);
            others.dedup();
            others.retain(|other| other.0 != row.md5);
            if !others.is_empty() {
                let taken = row.known_md5();
                let each = taken.iter().chain(&others).map(|md5| tables_of(told, md5));
                let mut tables: Vec<Vec<String>> = each.collect();
                if tables.iter().any(Vec::is_empty) || tables.len() != others.len() + 1 {
                    tables.clear();
                }
                ordered.notes.disputes.push(Dispute {
                    file,
                    md5s: others,
                    tables,
                });
            }
            let place = |name: &String| Some(samples.find(name)? + 1);
            let mut of: Vec<SampleCode> = told.samples.iter().filter_map(place).collect();
            of.sort_unstable();
            of.dedup();
            let population = Some(&told.population).filter(|_| of.is_empty());
            let population = population.map_or(0, |code| vocabulary.population(code));
            if of.is_empty() && told.collection == 0 && told.group == 0 && population == 0 {
                continue;
            }
            ordered.links.push(Link {
                file,
                samples: of,
                collection: told.collection,
                group: told.group,
                population,
            });
        }
        ordered.links.sort_by_key(|link| link.file);
        ordered.notes.disputes.sort_by_key(|dispute| dispute.file);
    }
}

/// Returns the tables that give a checksum of a file, by name.
fn tables_of(told: &IndexFacts, md5: &Md5) -> Vec<String> {
    let its = told.md5_tables.iter().filter(|(known, _)| known == md5);
    let mut tables: Vec<String> = its.flat_map(|(_, tables)| tables).cloned().collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}

/// Ends of the names of index files, which stand behind the whole name of the data file.
const INDEX_ENDS: [&[u8]; 4] = [b".bai", b".crai", b".csi", b".tbi"];

/// Finds index files beside a copy of a data file, same name and checksum, that has none of its own on its host.
fn companions(ordered: &Ordered<'_>) -> Vec<Companion> {
    let name = |at: usize| ordered.files[at].name(ordered.names);
    // The data file of each index file, if it is beside it.
    let mut pairs = Vec::new();
    let mut first = 0_usize;
    for (_, _, count) in &ordered.directories {
        let group = first..first + *count as usize;
        for at in group.clone() {
            let data = INDEX_ENDS
                .iter()
                .find_map(|end| name(at).strip_suffix(*end));
            if let Some(data) = data.and_then(|data| place_in(ordered, group.clone(), data)) {
                pairs.push((at, data));
            }
        }
        first = group.end;
    }
    let mut has_one = vec![false; ordered.files.len()];
    // The pairs by name and checksum of the data file. A list built to collide slows down only its own reading.
    let mut copies: HashMap<([u8; 16], &[u8]), usize, FxBuildHasher> = HashMap::default();
    for (index, data) in pairs {
        has_one[data] = true;
        if let Some(Md5(md5)) = ordered.files[data].known_md5() {
            copies.entry((md5, name(data))).or_insert(index);
        }
    }
    let found = ordered.files.iter().enumerate().filter_map(|(data, file)| {
        let Md5(md5) = file.known_md5().filter(|_| !has_one[data])?;
        let index = copies.get(&(md5, name(data)))?;
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

/// Returns the place of a name among files of one directory.
fn place_in(ordered: &Ordered<'_>, files: Range<usize>, name: &[u8]) -> Option<usize> {
    let first = files.start;
    let found = ordered.files[files].binary_search_by(|file| file.name(ordered.names).cmp(name));
    found.ok().map(|place| first + place)
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
    let files = first..first + ordered.directories[place].2 as usize;
    let found = place_in(ordered, files, name.as_bytes())?;
    u32::try_from(found).ok()
}

fn split_key(key: &[u8]) -> (usize, &[u8]) {
    let (high, low) = (usize::from(key[0] - 2), usize::from(key[1] - 2));
    (high << 7 | low, &key[2..])
}

fn host_facts((host, root): &(HostName, RemotePath)) -> HostFacts {
    HostFacts {
        host: host.clone(),
        root: root.clone(),
        files: 0,
    }
}
