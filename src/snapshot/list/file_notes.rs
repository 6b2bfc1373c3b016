//! What few files have: an index beside a copy elsewhere, and checksums on which the sources disagree.

use crate::table::Md5;

/// What is known of few files only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileNotes {
    /// Index files that stand beside a copy of their data file, by the index files' numbers.
    pub companions: Vec<Companion>,
    /// Files whose sources give several checksums, by number.
    pub disputes: Vec<Dispute>,
}

/// An index file and a data file on another host, which has no index there. Beside the index is a file of the same name with the
/// same checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Companion {
    /// Number of the index file.
    pub index: u32,
    /// Number of the data file.
    pub data: u32,
}

/// The checksums that other sources give for a file than the one that most of them agree on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Number of the file.
    pub file: u32,
    /// These checksums, at least one.
    pub md5s: Vec<Md5>,
    /// The tables of the checksum that counts, then those of each other one; empty where this is not known.
    pub tables: Vec<Vec<String>>,
}

impl FileNotes {
    /// Returns the checksums of other sources for a file.
    pub fn other_md5s(&self, file: u32) -> &[Md5] {
        self.dispute(file).map_or(&[], |dispute| &dispute.md5s)
    }

    /// Returns the tables of the checksum that counts for a file, then those of each other one; nothing where this is not known.
    pub fn md5_tables(&self, file: u32) -> &[Vec<String>] {
        self.dispute(file).map_or(&[], |dispute| &dispute.tables)
    }

    fn dispute(&self, file: u32) -> Option<&Dispute> {
        let place = self
            .disputes
            .binary_search_by_key(&file, |dispute| dispute.file);
        Some(&self.disputes[place.ok()?])
    }
}
