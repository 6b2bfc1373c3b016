//! The list of all files, in a form in which a million fit into a browser's memory.

use super::columns::{Columns, Dates, Sizes};
use super::directories::Directories;
use super::names::Names;
use super::vocabulary::Vocabulary;
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

    /// Returns the vocabulary behind the numbers in the columns.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
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
