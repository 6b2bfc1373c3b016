//! A search that knows words only, as a stand-in.

use std::ops::Range;

use super::means::AnswerQueries;
use crate::search::{Found, FoundFile, Order, SearchFault, Tally, View};
use crate::snapshot::Snapshot;

/// Finds the files in whose paths every word of a query occurs.
#[derive(Debug)]
pub struct PlainSearch(Snapshot);

impl AnswerQueries for PlainSearch {
    fn new(snapshot: Snapshot) -> Self {
        Self(snapshot)
    }

    fn snapshot(&self) -> &Snapshot {
        &self.0
    }

    fn find(
        &mut self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> Result<Found, SearchFault> {
        let tally = self.tally(&view.query)?;
        Ok(Found {
            files: tally.files,
            bytes: tally.bytes,
            unknown_sizes: tally.unknown_sizes,
            first: rows.start,
            rows: self.rows(view, rules, rows)?,
            ..Found::default()
        })
    }

    fn rows(
        &mut self,
        view: &View,
        _rules: &[String],
        rows: Range<u32>,
    ) -> Result<Vec<FoundFile>, SearchFault> {
        let mut files = self.expand(&view.query)?;
        if view.descending && view.order == Order::Path {
            files.reverse();
        }
        let list = &self.0.list;
        let window = files.into_iter().skip(rows.start as usize);
        let row = |file| FoundFile {
            number: file,
            at: list.at(file),
            size: list.sizes().get(file),
            date: list.dates().get(file),
            sample: None,
            population: None,
            collection: None,
            covered: Vec::new(),
        };
        Ok(window.take(rows.len()).map(row).collect())
    }

    fn expand(&mut self, query: &str) -> Result<Vec<u32>, SearchFault> {
        let list = &self.0.list;
        let fits = |file: &u32| {
            let path = list.path(*file);
            let mut words = query.split_whitespace();
            words.all(|word| path.as_str().contains(word))
        };
        Ok((0..list.len()).filter(fits).collect())
    }

    fn tally(&mut self, query: &str) -> Result<Tally, SearchFault> {
        let mut tally = Tally::default();
        for file in self.expand(query)? {
            tally.files += 1;
            match self.0.list.sizes().get(file) {
                Some(size) => tally.bytes += size,
                None => tally.unknown_sizes += 1,
            }
        }
        Ok(tally)
    }
}
