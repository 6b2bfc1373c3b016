//! Single files: by number, and by path with companions.

use super::bits::Companions;
use super::engine::Engine;
use crate::mirror::HostPath;
use crate::search::{FileDetails, ListedFile};
use crate::snapshot::FileList;

/// Most companions of a file that are named; the site's files have at most five.
const MOST_COMPANIONS: usize = 20;

impl Engine {
    /// Returns a file by number, without its checksum.
    pub fn listed(&self, file: u32) -> ListedFile {
        let list = &self.asked.list;
        ListedFile {
            at: list.at(file),
            size: list.sizes().get(file),
            weight: self.weights.of(file),
            date: list.dates().get(file),
            md5: None,
            other_md5s: list.notes().other_md5s(file).to_vec(),
        }
    }

    /// Returns the file at an exact path, without its checksum; nothing if the list does not have it.
    pub fn details(&mut self, at: &HostPath) -> Option<FileDetails> {
        let list = &self.asked.list;
        let host = list.hosts().iter().position(|host| *host == at.host)?;
        let file = list.find(host, &at.path)?;
        let pairs = self.companions.get_or_insert_with(|| Companions::new(list));
        let beside = companions(list, pairs, file);
        Some(FileDetails {
            file: self.row(file, Vec::new()),
            weight: self.weights.of(file),
            md5: None,
            other_md5s: self.asked.list.notes().other_md5s(file).to_vec(),
            md5_tables: self.asked.list.notes().md5_tables(file).to_vec(),
            companions: beside
                .into_iter()
                .map(|file| self.row(file, Vec::new()))
                .collect(),
        })
    }
}

/// Returns the companions of a file: its index and what it is an index of, also beside a copy elsewhere; and files of its directory
/// whose names are its own with an extension, or its own without.
fn companions(list: &FileList, pairs: &Companions, file: u32) -> Vec<u32> {
    let mut found = pairs.of(file);
    let name_of = |file: u32, name: &mut Vec<u8>| {
        name.clear();
        list.names().write(file, name);
    };
    let (mut name, mut other) = (Vec::new(), Vec::new());
    name_of(file, &mut name);
    let extends = |long: &[u8], short: &[u8]| {
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| rest.starts_with(b"."))
    };
    let tree = list.directories();
    for beside in tree.own(tree.of_file(file)) {
        name_of(beside, &mut other);
        if (extends(&other, &name) || extends(&name, &other)) && !found.contains(&beside) {
            found.push(beside);
        }
    }
    found.truncate(MOST_COMPANIONS);
    found
}
