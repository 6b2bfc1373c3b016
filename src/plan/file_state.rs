//! What became of the files of a manifest in a folder.

use super::ManifestFile;
use crate::table::Md5;

/// What a file in a folder is, beside what a manifest says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileState {
    /// Its MD5 is right.
    Right,
    /// No MD5 is known; its size is right.
    SizeOnly,
    /// Neither MD5 nor exact size is known; it is there, and not too small or large.
    Present,
    /// It is not there.
    Missing,
    /// It has another size.
    OtherSize {
        /// Bytes that it has.
        found: u64,
    },
    /// It has another MD5.
    OtherMd5 {
        /// Its MD5.
        found: Md5,
    },
    /// It could not be read, or is no file.
    Unreadable {
        /// Words of the system.
        reason: String,
    },
}

/// How many files are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StateCounts {
    /// With the right MD5.
    pub right: usize,
    /// With the right size; no MD5 is known.
    pub size_only: usize,
    /// There; neither MD5 nor exact size is known.
    pub present: usize,
    /// Not there.
    pub missing: usize,
    /// With another MD5 or size.
    pub wrong: usize,
    /// Not to be read.
    pub unreadable: usize,
}

/// What is known of a file's content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownContent {
    /// Exact bytes.
    pub size: Option<u64>,
    /// The least and the most bytes, where only a rounded size is known.
    pub size_between: Option<[u64; 2]>,
    /// All MD5s that sources give for it; none if none is known.
    pub md5s: Vec<Md5>,
}

impl ManifestFile {
    /// Returns what the manifest says of the content.
    pub fn content(&self) -> KnownContent {
        let md5s = self.md5.iter().chain(&self.other_md5s);
        KnownContent {
            size: self.size,
            size_between: self.size_between,
            md5s: md5s.copied().collect(),
        }
    }
}

impl KnownContent {
    /// Returns the state of a file with so many bytes; nothing if its MD5 decides.
    pub fn state_by_size(&self, found: u64) -> Option<FileState> {
        let is_between = |[least, most]: [u64; 2]| (least..=most).contains(&found);
        let is_right =
            self.size.is_none_or(|size| size == found) && self.size_between.is_none_or(is_between);
        match (is_right, self.md5s.first(), self.size) {
            (false, ..) => Some(FileState::OtherSize { found }),
            (true, Some(_), _) => None,
            (true, None, Some(_)) => Some(FileState::SizeOnly),
            (true, None, None) => Some(FileState::Present),
        }
    }

    /// Returns the state of a file with this MD5. Where sources differ, each of their MD5s is right.
    pub fn state_by_md5(&self, found: Md5) -> FileState {
        if self.md5s.contains(&found) {
            FileState::Right
        } else {
            FileState::OtherMd5 { found }
        }
    }
}

impl FileState {
    /// Returns whether the file is here and right, as far as that is known.
    pub fn is_right(&self) -> bool {
        matches!(self, Self::Right | Self::SizeOnly | Self::Present)
    }
}

impl StateCounts {
    /// Counts a file.
    pub fn add(&mut self, state: &FileState) {
        *match state {
            FileState::Right => &mut self.right,
            FileState::SizeOnly => &mut self.size_only,
            FileState::Present => &mut self.present,
            FileState::Missing => &mut self.missing,
            FileState::OtherSize { .. } | FileState::OtherMd5 { .. } => &mut self.wrong,
            FileState::Unreadable { .. } => &mut self.unreadable,
        } += 1;
    }
}
