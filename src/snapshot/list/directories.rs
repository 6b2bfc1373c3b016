//! The directories of a file list, as a tree.

use std::ops::Range;

use super::postings::Postings;
use super::string_table::Dictionary;
use crate::snapshot::{SEPARATOR, StringTable};

/// Marks a directory without parent.
const NONE: u32 = u32::MAX;

/// The directories of all hosts, in depth-first order: each host's root, then the directories below it, siblings in the
/// order of their names with a trailing slash.
///
/// Files are in the order of their directories, so the files below a directory are one span.
#[derive(Clone, Debug, Default)]
pub struct Directories {
    /// Different directory names; a root has an empty one.
    names: StringTable,
    name: Vec<u32>,
    above: Vec<u32>,
    /// First directory that is not below this one.
    end: Vec<u32>,
    /// First file of each directory; one entry more than there are directories.
    first: Vec<u32>,
    of_name: Postings,
}

/// Builds [`Directories`] from paths that come in order.
#[derive(Debug, Default)]
pub(crate) struct DirectoriesBuilder {
    names: Dictionary,
    made: Directories,
    /// The directories on the path to the last one, each with the length of its path with slash; the host's root first.
    open: Vec<(u32, usize)>,
    path: Vec<u8>,
}

impl DirectoriesBuilder {
    /// Returns the number of directories so far.
    #[expect(clippy::cast_possible_truncation, reason = "as for `add`")]
    pub(crate) fn len(&self) -> u32 {
        self.made.name.len() as u32
    }

    /// Starts a host with its root, whose first file is `file`.
    pub(crate) fn host(&mut self, file: u32) {
        self.close_to(0);
        self.path.clear();
        self.add(b"", file);
    }

    /// Adds a directory by its path without trailing slash, and those above it. Its first file is `file`. Returns its
    /// position.
    pub(crate) fn directory(&mut self, path: &[u8], file: u32) -> u32 {
        // The part shared with the last path, in whole names.
        let with_slash = path.iter().chain(b"/");
        let same = self.path.iter().zip(with_slash);
        let same = same.take_while(|(last, this)| last == this).count();
        let keep = self.open.partition_point(|(_, length)| *length <= same);
        self.close_to(keep.max(1));
        let done = self.open.last().map_or(0, |(_, length)| *length);
        self.path.truncate(done);
        if done <= path.len() && !path.is_empty() {
            for name in path[done..].split(|byte| *byte == b'/') {
                self.path.extend_from_slice(name);
                self.path.push(b'/');
                self.add(name, file);
            }
        }
        self.open.last().map_or(0, |(place, _)| *place)
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are no more directories than files and their names' bytes"
    )]
    fn add(&mut self, name: &[u8], file: u32) {
        let place = self.made.name.len() as u32;
        let above = self.open.last().map_or(NONE, |(above, _)| *above);
        let name = self.names.place(name);
        self.made.name.push(name);
        self.made.above.push(above);
        self.made.end.push(0);
        self.made.first.push(file);
        self.open.push((place, self.path.len()));
    }

    #[expect(clippy::cast_possible_truncation, reason = "as for `add`")]
    fn close_to(&mut self, keep: usize) {
        let end = self.made.name.len() as u32;
        for (place, _) in self.open.drain(keep.min(self.open.len())..) {
            self.made.end[place as usize] = end;
        }
    }

    /// Completes the tree with the number of all files.
    pub(crate) fn finish(mut self, files: u32) -> Directories {
        self.close_to(0);
        let mut made = self.made;
        made.first.push(files);
        made.names = self.names.close();
        for column in [
            &mut made.name,
            &mut made.above,
            &mut made.end,
            &mut made.first,
        ] {
            column.shrink_to_fit();
        }
        let name = &made.name;
        made.of_name = Postings::new(made.names.len(), |each| {
            for (place, name) in (0..).zip(name) {
                each(*name, place);
            }
        });
        made
    }
}

impl Directories {
    /// Returns the number of directories, hosts' roots included.
    pub fn len(&self) -> usize {
        self.name.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.name.is_empty()
    }

    /// Returns the different directory names.
    pub fn names(&self) -> &StringTable {
        &self.names
    }

    /// Returns the position of a directory's name among the different names.
    pub fn name(&self, directory: u32) -> u32 {
        self.name[directory as usize]
    }

    /// Returns the directories that have a name, by the name's position.
    pub fn of_name(&self, name: u32) -> &[u32] {
        self.of_name.of(name)
    }

    /// Returns the parent; `None` for a root.
    pub fn above(&self, directory: u32) -> Option<u32> {
        Some(self.above[directory as usize]).filter(|above| *above != NONE)
    }

    /// Returns the directories in a directory.
    pub fn inside(&self, directory: u32) -> impl Iterator<Item = u32> {
        let end = self.end[directory as usize];
        let mut next = directory + 1;
        std::iter::from_fn(move || {
            let here = next;
            (here < end).then(|| {
                next = self.end[here as usize];
                here
            })
        })
    }

    /// Returns the files in a directory itself.
    pub fn own(&self, directory: u32) -> Range<u32> {
        let directory = directory as usize;
        self.first[directory]..self.first[directory + 1]
    }

    /// Returns the files in a directory and below it.
    pub fn below(&self, directory: u32) -> Range<u32> {
        let directory = directory as usize;
        self.first[directory]..self.first[self.end[directory] as usize]
    }

    /// Returns the directory of a file.
    #[expect(clippy::cast_possible_truncation, reason = "as many as were added")]
    pub fn of_file(&self, file: u32) -> u32 {
        self.first.partition_point(|first| *first <= file) as u32 - 1
    }

    /// Appends the path of a directory below its host's root, with a trailing slash; appends nothing for a root.
    pub fn write_path(&self, directory: u32, path: &mut Vec<u8>) {
        let mut up = Vec::new();
        let mut at = directory;
        while let Some(above) = self.above(at) {
            up.push(at);
            at = above;
        }
        for directory in up.iter().rev() {
            path.extend_from_slice(self.names.get(self.name(*directory)));
            path.push(b'/');
        }
    }

    /// Returns the root of the host that a directory lies on.
    pub fn root(&self, directory: u32) -> u32 {
        let mut at = directory;
        while let Some(above) = self.above(at) {
            at = above;
        }
        at
    }

    /// Finds a directory by its path without trailing slash, ignoring case; an exact match wins.
    pub fn find(&self, root: u32, path: &str) -> Option<u32> {
        let exact = self.find_exact(root, path);
        exact.or_else(|| self.find_by(root, path, <[u8]>::eq_ignore_ascii_case))
    }

    /// Finds a directory by its exact path without trailing slash.
    pub fn find_exact(&self, root: u32, path: &str) -> Option<u32> {
        self.find_by(root, path, <[u8]>::eq)
    }

    /// Siblings may differ in case only: where one lacks the rest of the path, the next may have it.
    fn find_by(&self, at: u32, path: &str, same: fn(&[u8], &[u8]) -> bool) -> Option<u32> {
        let path = path.trim_matches('/');
        if path.is_empty() {
            return Some(at);
        }
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        self.inside(at)
            .filter(|below| same(self.names.get(self.name(*below)), name.as_bytes()))
            .find_map(|below| self.find_by(below, rest, same))
    }
}

/// Returns whether a path holds a byte that is reserved and cannot stand in a list.
pub(crate) fn has_reserved(path: &[u8]) -> bool {
    memchr::memchr2(SEPARATOR, super::tokenize::PLACEHOLDER, path).is_some()
}
