//! Facts about files of several hosts, for the snapshot.

use super::collect::IndexFacts;
use super::importer::{Importer, tell_population};
use crate::common::calendar::unix_seconds;
use crate::mirror::{HostPath, Roots};
use crate::snapshot::words;
use crate::table::{FileFacts, TableError, TableSummary};

impl Importer {
    /// Adds a table of facts about files of several hosts; see [`FileFacts::each`]. `roots` are those of each mirror, `gone`
    /// tells files that a host had and has no more: they are left out.
    ///
    /// # Errors
    ///
    /// [`TableError`] if the table has no header of that form.
    pub fn add_facts(
        &mut self,
        bytes: &[u8],
        roots: &Roots,
        gone: impl Fn(&HostPath) -> bool,
    ) -> Result<TableSummary, TableError> {
        let summary = FileFacts::each(bytes, roots, |facts| {
            if gone(&facts.at) {
                self.gone += 1;
            } else {
                self.take_facts(facts, roots);
            }
        })?;
        self.skipped += summary.skipped;
        Ok(summary)
    }

    fn take_facts(&mut self, facts: FileFacts, roots: &Roots) {
        let FileFacts { at, sample, .. } = &facts;
        let path = at.path.as_str();
        if !facts.other_md5s.is_empty() {
            let told = IndexFacts {
                other_md5s: facts.other_md5s.clone(),
                md5_tables: facts.md5_tables.clone(),
                ..IndexFacts::default()
            };
            self.collector.tell(at.clone(), told);
        }
        if sample.is_none()
            && facts.md5.is_none()
            && facts.size.is_none()
            && facts.modified.is_none()
        {
            return;
        }
        let mut is_told = false;
        if let Some(sample) = sample {
            tell_population(&mut self.told, sample, facts.population.as_deref());
            // The name of most files says whose it is, as one of its words.
            let mut is_named = false;
            words(path.as_bytes(), |span| is_named |= path[span] == **sample);
            is_told = !is_named;
        }
        let population = facts.population.clone().filter(|_| sample.is_none());
        is_told |= population.is_some();
        // What is told of a file on another host lists it, too.
        if !is_told || at.host == *self.roots.main() {
            let root = roots.root_of(&at.host).cloned().unwrap_or_default();
            let date = facts.modified.map(|date| unix_seconds(date.at));
            let added = self
                .collector
                .host(&at.host, &root)
                .and_then(|host| self.collector.add(host, path, facts.size, date, facts.md5));
            if let Err(error) = added {
                self.unkept.take(path, error);
                return;
            }
        }
        if is_told {
            let told = IndexFacts {
                samples: sample.iter().cloned().collect(),
                population: population.unwrap_or_default(),
                md5: facts.md5,
                size: facts.size,
                ..IndexFacts::default()
            };
            self.collector.tell(facts.at, told);
        }
    }
}
