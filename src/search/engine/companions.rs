//! Index files and the data files they belong to.

use super::bits::Bits;
use crate::snapshot::{Code, FileList};

/// Largest distance, in files, between a file and its index in the order of names.
const NEAR: u32 = 8;

/// Index files with their data files.
#[derive(Debug)]
pub(super) struct Companions(Vec<(u32, u32)>);

impl Companions {
    /// Finds the pairs: an index has the whole name of its data file plus an extension.
    pub(super) fn new(list: &FileList) -> Self {
        let kinds = &list.vocabulary().kinds.kinds;
        let is_index = |code: Code| {
            let kind = usize::from(code)
                .checked_sub(1)
                .and_then(|place| kinds.get(place));
            kind.is_some_and(|kind| kind.also.iter().any(|other| other == "index"))
        };
        let mut found = Vec::new();
        let (mut name, mut other) = (Vec::new(), Vec::new());
        let directories = list.directories();
        for (file, kind) in (0..).zip(&list.columns().kind) {
            if !is_index(*kind) {
                continue;
            }
            name.clear();
            list.names().write(file, &mut name);
            let Some(end) = memchr::memrchr(b'.', &name) else {
                continue;
            };
            let first = directories.own(directories.of_file(file)).start;
            for before in (first.max(file.saturating_sub(NEAR))..file).rev() {
                other.clear();
                list.names().write(before, &mut other);
                if other == name[..end] {
                    found.push((file, before));
                    break;
                }
            }
        }
        Self(found)
    }

    /// Adds the index files of a result; returns whether there are any.
    pub(super) fn add(&self, hits: &mut Bits) -> bool {
        let mut any = false;
        for (index, file) in &self.0 {
            if hits.has(*file) {
                hits.set(*index);
                any = true;
            }
        }
        any
    }
}
