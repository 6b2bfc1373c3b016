//! The site's own tables, as they come.

use crate::common::calendar::date_time;
use crate::mirror::{MirrorRegistry, Roots};
use crate::snapshot::{Importer, OpenError, SnapshotFile};

/// A kind of table of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableKind {
    /// Samples and what is known of them: `.panel`, `.ped`, exports of the portal.
    Samples,
    /// Files and their samples: `*.sequence.index`, `*.alignment.index`.
    Index,
    /// `current.tree`.
    Tree,
}

/// Reads tables one after the other.
#[derive(Debug)]
pub(super) struct Tables {
    /// The address of `current.tree`.
    source: String,
    gatherer: Importer,
    /// The table that comes, unless it is the tree, which is never held as a whole.
    table: Vec<u8>,
}

impl Tables {
    pub(super) fn new(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            gatherer: Importer::new(Roots::of(&MirrorRegistry::built_in())),
            table: Vec::new(),
        }
    }

    /// Returns how many files there are so far.
    pub(super) fn files(&self) -> u32 {
        self.gatherer.files()
    }

    /// Takes the next bytes of a table.
    pub(super) fn push(&mut self, kind: TableKind, bytes: &[u8]) {
        match kind {
            TableKind::Tree => self.gatherer.push_tree(bytes),
            TableKind::Samples | TableKind::Index => self.table.extend_from_slice(bytes),
        }
    }

    /// Ends a table.
    pub(super) fn end(&mut self, kind: TableKind, address: &str) -> Result<(), OpenError> {
        let table = std::mem::take(&mut self.table);
        let read = match kind {
            TableKind::Tree => {
                self.gatherer.end_tree();
                return Ok(());
            }
            TableKind::Samples => self
                .gatherer
                .add_samples(&table)
                .map(|(_, summary)| summary),
            TableKind::Index => self.gatherer.add_index(address, None, &table),
        };
        read.map(|_| ())
            .map_err(|error| unreadable(address, &error))
    }

    /// Puts all in order: the files of a snapshot, the manifest first.
    pub(super) fn finish(self) -> Result<Vec<SnapshotFile>, OpenError> {
        if self.gatherer.files() == 0 {
            return Err(OpenError::Unreadable {
                part: self.source,
                reason: "it lists no file".to_owned(),
            });
        }
        let newest = self.gatherer.newest();
        let day = newest.and_then(date_time).map(|at| at.date().to_string());
        let made = self.gatherer.finish(&self.source, &day.unwrap_or_default());
        let (files, _) = made.map_err(|error| unreadable(&self.source, &error))?;
        Ok(files.0)
    }
}

fn unreadable(part: &str, error: &dyn std::error::Error) -> OpenError {
    OpenError::Unreadable {
        part: part.to_owned(),
        reason: error.to_string(),
    }
}
