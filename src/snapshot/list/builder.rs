//! Builds a file list from files that come in order.

use std::cmp::Ordering;

use super::classify::Classifier;
use super::directories::{DirectoriesBuilder, has_reserved};
use super::file_list::FileList;
use super::file_list::{Columns, Dates, Sizes};
use super::file_notes::FileNotes;
use super::names::NamesBuilder;
use super::path_facts::{Link, SampleCode, SampleKey};
use super::vocabulary::Vocabulary;
use crate::mirror::HostName;

/// Largest number of samples in a list.
pub const MOST_SAMPLES: usize = 65_000;

/// Largest number of bytes of a directory's path, with its trailing slash: more than any system can open (`PATH_MAX` of Linux,
/// 4096; keys of S3 have at most 1024).
pub const LONGEST_DIRECTORY: usize = 4096;

/// Largest number of names in a directory's path; the site's deepest has 9.
pub const DEEPEST_DIRECTORY: usize = 64;

/// Returns whether a directory's path, with its trailing slash, is within [`LONGEST_DIRECTORY`] and [`DEEPEST_DIRECTORY`].
///
/// Without these limits, time and memory grow with the square of the number of nested directories.
pub(crate) fn is_holdable(directory: &[u8]) -> bool {
    directory.len() <= LONGEST_DIRECTORY
        && memchr::memchr_iter(b'/', directory).count() <= DEEPEST_DIRECTORY
}

/// Reason why files cannot form a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ListError {
    /// A file or directory does not come after the one before it, or comes twice.
    #[error("the files are not in order at file {file}")]
    Order {
        /// Number of the file, from 0.
        file: u32,
    },
    /// A name is empty or holds a separator byte, or the directory's path exceeds [`LONGEST_DIRECTORY`] or [`DEEPEST_DIRECTORY`].
    #[error("the path of file {file} is empty, too long, or holds a byte that no name can have")]
    Name {
        /// Number of the file, from 0.
        file: u32,
    },
    /// There are too many samples.
    #[error("there are more than {MOST_SAMPLES} samples")]
    Samples,
    /// There are more files or names than 32-bit numbers can count.
    #[error("there are more files or longer names than a list can hold")]
    TooLarge,
}

/// Takes the directories of each host, then the names of all files, then sizes and dates, all in order.
#[derive(Debug, Default)]
pub struct FileListBuilder {
    hosts: Vec<HostName>,
    roots: Vec<u32>,
    directories: DirectoriesBuilder,
    names: NamesBuilder,
    /// Number of words in each name.
    words: Vec<u8>,
    sizes: Sizes,
    dates: Dates,
    /// The path of the last directory.
    last: Vec<u8>,
    placed: u32,
    named: u32,
}

impl FileListBuilder {
    /// Reserves memory for the given number of files.
    pub fn reserve(&mut self, files: usize) {
        self.names.reserve(files);
        self.words.reserve_exact(files);
        self.sizes.reserve(files);
        self.dates.reserve(files);
    }

    /// Starts a host.
    pub fn host(&mut self, host: HostName) {
        self.roots.push(self.directories.len());
        self.hosts.push(host);
        self.directories.host(self.placed);
        self.last.clear();
    }

    /// Adds a directory of the last host that holds files, by its path with a trailing slash; empty for the root.
    ///
    /// # Errors
    ///
    /// The directory does not sort after the last one, or its path cannot be held.
    pub fn directory(&mut self, path: &[u8], files: u32) -> Result<(), ListError> {
        let file = self.placed;
        let whole = path.strip_suffix(b"/").unwrap_or(path);
        let bad = |part: &[u8]| part.is_empty() || part == b"." || part == b"..";
        if has_reserved(path)
            || !is_holdable(path)
            || !path.is_empty()
                && (path.len() == whole.len() || whole.split(|b| *b == b'/').any(bad))
        {
            return Err(ListError::Name { file });
        }
        if !self.last.is_empty() && *self.last >= *path {
            return Err(ListError::Order { file });
        }
        self.last.clear();
        self.last.extend_from_slice(path);
        if !whole.is_empty() {
            self.directories.directory(whole, file);
        }
        self.placed = file.checked_add(files).ok_or(ListError::TooLarge)?;
        Ok(())
    }

    /// Returns the number of files in the directories so far.
    pub fn placed(&self) -> u32 {
        self.placed
    }

    /// Returns the number of files named so far.
    pub fn named(&self) -> u32 {
        self.named
    }

    /// Adds the name of the next file.
    ///
    /// # Errors
    ///
    /// The name cannot be held.
    pub fn name(&mut self, name: &[u8]) -> Result<(), ListError> {
        let file = self.named;
        let is_part = !matches!(name, b"" | b"." | b"..") && memchr::memchr(b'/', name).is_none();
        if !is_part || has_reserved(name) {
            return Err(ListError::Name { file });
        }
        let words = self.names.push(name);
        self.words.push(u8::try_from(words).unwrap_or(u8::MAX));
        self.named += 1;
        Ok(())
    }

    /// Adds the size of the next file.
    pub fn size(&mut self, size: Option<u64>) {
        self.sizes.push(size);
    }

    /// Adds the date of the next file, in seconds since 1970 UTC.
    pub fn date(&mut self, date: Option<i64>) {
        self.dates.push(date);
    }

    /// Completes the list and classifies its files. `others` are further names of samples.
    ///
    /// # Errors
    ///
    /// [`ListError::Samples`].
    pub fn finish<'a>(
        self,
        vocabulary: Vocabulary,
        samples: impl Iterator<Item = SampleKey<'a>>,
        others: &[(&'a str, SampleCode)],
        links: &[Link],
    ) -> Result<FileList, ListError> {
        let samples: Vec<_> = samples.collect();
        if samples.len() > MOST_SAMPLES {
            return Err(ListError::Samples);
        }
        let files = self.named;
        let mut list = FileList {
            directories: self.directories.finish(files),
            names: self.names.finish(),
            hosts: self.hosts,
            roots: self.roots,
            sizes: self.sizes,
            dates: self.dates,
            columns: Columns::with_room(files as usize),
            vocabulary,
            files,
            notes: FileNotes::default(),
        };
        let teller = Classifier::new(&list, &samples, others);
        list.columns = teller.columns(&list, &self.words, links);
        Ok(list)
    }
}

/// Compares two files by directory (with trailing slash), then by name.
pub fn compare_paths(one: &[u8], other: &[u8]) -> Ordering {
    fn split(path: &[u8]) -> (&[u8], &[u8]) {
        let begin = memchr::memrchr(b'/', path).map_or(0, |slash| slash + 1);
        path.split_at(begin)
    }
    split(one).cmp(&split(other))
}
