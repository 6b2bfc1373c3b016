//! Files of mirrors that are copies of other files of the list.

use super::answer::Answer;
use super::bits::Bits;
use super::places::Places;
use crate::search::{FileQuery, Note, QueryField, Test};
use crate::snapshot::FileList;

/// Copies, each with the file that it is a copy of: at the main site, or else at the archive.
#[derive(Debug)]
pub(super) struct Copies(Vec<(u32, u32)>);

impl Copies {
    /// Finds the copies by where mirrors have the directories of the main site, and its copies of archives.
    pub(super) fn new(list: &FileList, places: &Places) -> Self {
        let directories = list.directories();
        let mut found = Vec::new();
        for host in (1..list.hosts().len()).filter(|host| places.is_mirror(&list.hosts()[*host])) {
            let files = directories.below(list.root(host));
            found.extend(files.filter_map(|file| Some((file, places.original(list, file)?))));
        }
        Self(found)
    }

    /// Removes copies from an answer, and adds a note with their number.
    pub(super) fn leave_out(&self, answer: &mut Answer) {
        match self.take_out(&answer.query, &mut answer.hits) {
            0 => {}
            number => answer.notes.push(Note::Copies(number)),
        }
        answer.exact.and(&answer.hits);
    }

    /// Removes copies whose originals are among the hits. Returns the number removed. An empty query keeps all copies, and so does one
    /// with a host or a path.
    pub(super) fn take_out(&self, query: &FileQuery, hits: &mut Bits) -> u32 {
        let names_host =
            |test: &Test| matches!(test, Test::Field(QueryField::Host | QueryField::Path, _));
        if query.is_empty() || query.terms.iter().any(|term| names_host(&term.test)) {
            return 0;
        }
        let mut copies = Bits::none(hits.len());
        for (copy, original) in &self.0 {
            if hits.has(*copy) && hits.has(*original) {
                copies.set(*copy);
            }
        }
        hits.and_not(&copies);
        copies.count()
    }
}
