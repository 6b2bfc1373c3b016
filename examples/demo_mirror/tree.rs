//! The directory tree that the mirror serves: in memory, or a picture of a folder taken at the start.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use axum::body::Bytes;

/// A directory or a file.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// A directory.
    Directory(Directory),
    /// A file.
    File(File),
}

/// A directory: what it holds by name, and when it was modified.
#[derive(Clone, Debug)]
pub(crate) struct Directory {
    /// The entries, in the order of their names' bytes.
    pub(crate) entries: BTreeMap<String, Node>,
    /// When it was modified.
    pub(crate) modified: SystemTime,
}

/// A file: where its bytes are, how many, and when it was modified.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Where the bytes are.
    pub(crate) content: Content,
    /// How many bytes.
    pub(crate) size: u64,
    /// When it was modified.
    pub(crate) modified: SystemTime,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Here.
    Memory(Bytes),
    /// In a file of this machine.
    Disk(PathBuf),
}

/// Returns a point in time from its distance to 1970, in seconds.
pub(crate) fn at_second(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

impl Directory {
    /// Makes an empty directory.
    pub(crate) fn new(modified: SystemTime) -> Self {
        Self {
            entries: BTreeMap::new(),
            modified,
        }
    }

    /// Makes a directory at a path, and those above it, unless they are there.
    ///
    /// # Panics
    ///
    /// If a part of the path is already a file.
    pub(crate) fn make(&mut self, path: &str, modified: SystemTime) -> &mut Self {
        let mut here = self;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let node = here
                .entries
                .entry(name.to_owned())
                .or_insert_with(|| Node::Directory(Self::new(modified)));
            let Node::Directory(next) = node else {
                panic!("{name} is a file")
            };
            next.modified = next.modified.max(modified);
            here = next;
        }
        here
    }

    /// Puts a file at a path such as `release/20130502/README`; directories are made as needed, with the file's date.
    ///
    /// # Panics
    ///
    /// If a part of the path is already a file.
    pub(crate) fn put(&mut self, path: &str, bytes: impl Into<Bytes>, modified: SystemTime) {
        let bytes = bytes.into();
        let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
        let size = bytes.len() as u64;
        let file = File {
            content: Content::Memory(bytes),
            size,
            modified,
        };
        let directory = self.make(directory, modified);
        directory.entries.insert(name.to_owned(), Node::File(file));
    }

    /// Finds what lies at a path below this directory; the empty path is the directory itself.
    pub(crate) fn find(&self, path: &str) -> Option<Found<'_>> {
        let mut here = self;
        let mut parts = path.split('/').filter(|part| !part.is_empty()).peekable();
        while let Some(part) = parts.next() {
            match here.entries.get(part)? {
                Node::Directory(next) => here = next,
                Node::File(file) => return parts.peek().is_none().then_some(Found::File(file)),
            }
        }
        Some(Found::Directory(here))
    }

    /// Reads a folder and all below it; what has no UTF-8 name is left out.
    pub(crate) fn scan(folder: &Path) -> io::Result<Self> {
        let mut directory = Self::new(std::fs::metadata(folder)?.modified()?);
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let metadata = std::fs::metadata(entry.path())?;
            let node = if metadata.is_dir() {
                Node::Directory(Self::scan(&entry.path())?)
            } else {
                Node::File(File {
                    content: Content::Disk(entry.path()),
                    size: metadata.len(),
                    modified: metadata.modified()?,
                })
            };
            directory.entries.insert(name, node);
        }
        Ok(directory)
    }
}

/// What lies at a path.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Found<'tree> {
    /// A directory.
    Directory(&'tree Directory),
    /// A file.
    File(&'tree File),
}
