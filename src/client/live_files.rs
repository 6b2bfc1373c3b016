//! Files as mirrors have shown them since the page was opened.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::catalogue::{Provenance, RemoteFile};
use crate::mirror::{MirrorId, RemotePath};

use super::directory::LiveDirectory;

/// Files as mirrors have shown them since the page was opened.
///
/// Directories are kept whole and shared: one can have 100,000 files, and facts of a file are made only when asked for.
#[derive(Clone, Default)]
pub struct LiveFiles {
    /// By path on the main site; each mirror once.
    directories: BTreeMap<RemotePath, Vec<Rc<LiveDirectory>>>,
    /// From a `current.tree`, or from a walk; each mirror and way once.
    files: BTreeMap<RemotePath, Vec<RemoteFile>>,
}

impl LiveFiles {
    /// Adds a directory, in the place of what its mirror showed before.
    pub fn add_directory(&mut self, directory: Rc<LiveDirectory>) {
        let known = self.directories.entry(directory.path.clone()).or_default();
        known.retain(|old| old.mirror != directory.mirror);
        known.push(directory);
    }

    /// Returns the directory as a mirror showed it, if it was read.
    pub fn directory(&self, mirror: &MirrorId, path: &RemotePath) -> Option<&Rc<LiveDirectory>> {
        let mut known = self.directories.get(path)?.iter();
        known.find(|directory| directory.mirror == *mirror)
    }

    /// Adds files, each in the place of what its mirror said of it before in the same way.
    pub fn add_files(&mut self, files: Vec<RemoteFile>) {
        for file in files {
            let known = self.files.entry(file.path.clone()).or_default();
            known.retain(|old| !is_same(&old.provenance, &file.provenance));
            known.push(file);
        }
    }

    /// Returns the facts of a file, the newest first.
    pub fn get(&self, path: &RemotePath) -> Vec<RemoteFile> {
        let mut found = self.files.get(path).cloned().unwrap_or_default();
        let parent = path.parent().unwrap_or_default();
        for directory in self.directories.get(&parent).into_iter().flatten() {
            found.extend(directory.file(path));
        }
        let read_at = |file: &RemoteFile| source_of(&file.provenance).map(|(_, read_at)| read_at);
        found.sort_by_key(|file| Reverse(read_at(file)));
        found
    }

    /// Returns the paths of all files.
    pub fn paths(&self) -> BTreeSet<RemotePath> {
        let listed = self.directories.values().flatten();
        let listed = listed.flat_map(|directory| directory.files());
        self.files.keys().cloned().chain(listed).collect()
    }
}

/// Returns whether two facts come from the same mirror in the same way.
fn is_same(one: &Provenance, other: &Provenance) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
        && source_of(one).map(|source| source.0) == source_of(other).map(|source| source.0)
}

/// Returns the mirror that a fact was read from, and when.
fn source_of(provenance: &Provenance) -> Option<(&MirrorId, u64)> {
    match provenance {
        Provenance::Catalogue(_) => None,
        Provenance::DirectoryIndex { mirror, read_at }
        | Provenance::CurrentTree { mirror, read_at } => Some((mirror, *read_at)),
    }
}
