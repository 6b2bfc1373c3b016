//! The search over a snapshot.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::answer::Answer;
use super::bits::{Bits, Companions};
use super::blocks::Blocks;
use super::copies::Copies;
use super::directory::children;
use super::meant::as_meant;
use super::memory::Memory;
use super::names::Skeletons;
use super::near::name_near;
use super::order::{Sorted, ordered, ranked};
use super::parts::{parts, understood};
use super::places::Places;
use super::terms::Asked;
use super::used::used;
use super::values::value_of;
use super::weights::Weights;
use super::{facets, relax};
use crate::catalogue::{RenamedFiles, SampleList, Weight};
use crate::mirror::HostPath;
use crate::search::{
    FileQuery, FoundFile, ListedDirectory, Note, Order, QueryError, QueryField, SearchResult,
    Synonyms, Tally, View,
};
use crate::snapshot::{FileList, Part, Snapshot, SnapshotFacts};

/// Number of results of rules that are cached.
const KEPT_RULES: usize = 8;

/// Search engine over a snapshot. The last results are cached, so that another window or order of them is cheap.
#[derive(Debug)]
pub struct Engine {
    facts: SnapshotFacts,
    md5s: Part,
    blocks: Blocks,
    pub(super) weights: Weights,
    pub(super) asked: Asked,
    memory: Memory,
    pub(super) companions: Option<Companions>,
    copies: Copies,
    sorted: Option<Sorted>,
    /// The main files by use, which stand first where nothing is asked for.
    used: Option<Vec<u32>>,
    /// The last query with its result, and the order of its files as far as needed.
    last: Option<(String, Rc<Answer>)>,
    files: Option<(View, Vec<u32>)>,
    rules: Vec<(String, Rc<Bits>)>,
}

impl Engine {
    /// Creates an engine over a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        let skeletons = Skeletons::new(snapshot.list.names());
        let weights = Weights::new(&snapshot.list, &Weight::built_in());
        let mut synonyms = Synonyms::built_in();
        synonyms.add_listed(snapshot.samples.described());
        let places = Places::new();
        let mut engine = Self {
            copies: Copies::new(&snapshot.list, &places),
            facts: snapshot.facts,
            md5s: snapshot.md5s,
            blocks: Blocks::new(&snapshot.list),
            weights,
            asked: Asked {
                list: snapshot.list,
                samples: snapshot.samples,
                skeletons,
                synonyms,
                renamed: RenamedFiles::built_in(),
                places,
                beside: OnceCell::new(),
                md5s: HashMap::new(),
                forgives: true,
            },
            memory: Memory::default(),
            companions: None,
            sorted: None,
            used: None,
            last: None,
            files: None,
            rules: Vec::new(),
        };
        engine.try_all();
        engine
    }

    /// Runs one query of each kind and drops the results: a browser compiles code when it first runs, and nobody should wait
    /// for that while typing.
    fn try_all(&mut self) {
        for query in [
            "chr22 low_coverage.bam data/h \"a b\"",
            "pop:CEU -x size:>1G",
            "zzzzz9 zzzzzz",
        ] {
            let view = View {
                query: query.to_owned(),
                ..View::default()
            };
            // These queries are valid, and their results do not matter.
            let _ = self.find(&view, &[], 0..1);
        }
        self.clear();
    }

    /// Sets whether a word that no file has may be replaced by one that is near, which a note then says; it is at first.
    /// Else such words are only offered.
    pub fn set_forgiving(&mut self, forgives: bool) {
        self.asked.forgives = forgives;
        self.clear();
    }

    /// Clears the caches.
    pub(super) fn clear(&mut self) {
        self.memory = Memory::default();
        self.last = None;
        self.files = None;
        self.rules.clear();
    }

    /// Returns the facts about the snapshot.
    pub fn facts(&self) -> &SnapshotFacts {
        &self.facts
    }

    /// Returns the part with the checksums, 16 bytes for each file.
    pub fn md5s(&self) -> &Part {
        &self.md5s
    }

    /// Returns the files.
    pub fn list(&self) -> &FileList {
        &self.asked.list
    }

    /// Returns what a file of unknown size weighs in bytes by estimate, if files of its kind have a weight.
    pub fn weight(&self, file: u32) -> Option<u64> {
        self.weights.of(file)
    }

    /// Returns the samples.
    pub fn samples(&self) -> &SampleList {
        &self.asked.samples
    }

    /// Searches: counts, facets and a window of rows. `rules` are queries; each row says which of them cover it. A rule that
    /// cannot be read covers nothing.
    ///
    /// # Errors
    ///
    /// The query cannot be read.
    pub fn find(
        &mut self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> Result<SearchResult, QueryError> {
        let found = self.answer(&view.query)?;
        let parts = parts(&self.asked, &mut self.memory, &found.query);
        let list = &self.asked.list;
        let with = !found.query.values(QueryField::With).is_empty();
        let companions = self.companions.as_ref().filter(|_| with);
        let copies = &self.copies;
        let facets = facets::counts(list, &self.blocks, &found, &parts, |hits| {
            copies.take_out(&found.query, hits);
            if let Some(companions) = companions {
                companions.add(hits);
            }
        });
        let tally = facets::tally(list, &self.blocks, &self.weights, &found.hits);
        let first = rows.start.min(tally.files);
        let mut all = found.understood.clone();
        all.extend(understood(&parts, &found.query));
        let rows = self.rows(view, rules, rows)?;
        let by_rank = view.order == Order::Rank && !view.descending;
        let ordered = self.files.as_ref().filter(|_| by_rank);
        let top = ordered.and_then(|(_, files)| files.first());
        let first_why = top.map(|top| found.why(&self.asked.list, *top));
        Ok(SearchResult {
            files: tally.files,
            bytes: tally.bytes,
            unknown_sizes: tally.unknown_sizes,
            estimate: tally.estimate,
            facets,
            first,
            rows,
            notes: found.notes.clone(),
            understood: all,
            first_why,
        })
    }

    /// Returns a window of rows.
    ///
    /// # Errors
    ///
    /// The query cannot be read.
    pub fn rows(
        &mut self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> Result<Vec<FoundFile>, QueryError> {
        let covers: Vec<Option<Rc<Bits>>> =
            rules.iter().map(|rule| self.covered_by(rule)).collect();
        let (start, end) = (rows.start as usize, rows.end as usize);
        let files = self.ordered(view, end)?;
        let files = files
            .get(start..end.min(files.len()))
            .unwrap_or_default()
            .to_vec();
        let covered = |file: u32| {
            let covers = covers.iter().enumerate();
            let of = covers.filter(|(_, bits)| bits.as_ref().is_some_and(|bits| bits.has(file)));
            of.filter_map(|(place, _)| u32::try_from(place).ok())
                .collect()
        };
        Ok(files
            .iter()
            .map(|file| self.row(*file, covered(*file)))
            .collect())
    }

    /// Returns the numbers of all files of a view, in its order.
    ///
    /// # Errors
    ///
    /// The query cannot be read.
    pub fn numbers(&mut self, view: &View) -> Result<&[u32], QueryError> {
        self.ordered(view, usize::MAX)
    }

    /// Returns the sums over the union of several queries; with `digest`, also the digest of that list.
    ///
    /// # Errors
    ///
    /// A query cannot be read.
    pub fn tally(&mut self, queries: &[String], digest: bool) -> Result<Tally, QueryError> {
        let mut hits = Bits::none(self.asked.list.len());
        for query in queries {
            hits.or(&self.answer(query)?.hits);
        }
        let list = &self.asked.list;
        Ok(Tally {
            digest: digest.then(|| facets::digest_of(list, &hits)),
            ..facets::tally(list, &self.blocks, &self.weights, &hits)
        })
    }

    /// Returns the first `most` children of a directory, without checksums, and the numbers of the files among them; nothing if
    /// the list has no file in or below it.
    pub fn directory(&self, at: &HostPath, most: u32) -> Option<(ListedDirectory, Range<u32>)> {
        let found = children(&self.asked.list, at, most)?;
        let directory = ListedDirectory {
            directories: found.directories,
            files: found.files.clone().map(|file| self.listed(file)).collect(),
            more: found.more,
        };
        Some((directory, found.files))
    }

    pub(super) fn row(&self, file: u32, covered: Vec<u32>) -> FoundFile {
        let list = &self.asked.list;
        let columns = list.columns();
        let value = |field, code| value_of(list.vocabulary(), field, code);
        let sample = match columns.samples(file) {
            [one] => self
                .asked
                .samples
                .sample(*one - 1)
                .map(|sample| sample.name.to_string()),
            _ => None,
        };
        FoundFile {
            number: file,
            at: list.at(file),
            size: list.sizes().get(file),
            date: list.dates().get(file),
            sample,
            population: value(QueryField::Population, columns.population[file as usize]),
            collection: value(QueryField::Collection, columns.collection[file as usize]),
            covered,
        }
    }

    /// Returns the files of a view in order: all of them, or at least the first `most`.
    fn ordered(&mut self, view: &View, most: usize) -> Result<&[u32], QueryError> {
        let found = self.answer(&view.query)?;
        let count = found.hits.count() as usize;
        let enough = |(of, files): &(View, Vec<u32>)| of == view && files.len() >= most.min(count);
        if !self.files.as_ref().is_some_and(enough) {
            let list = &self.asked.list;
            let files = if view.order == Order::Rank && !view.descending {
                let first = if found.query.is_empty() {
                    self.used.get_or_insert_with(|| used(&self.asked))
                } else {
                    &mut Vec::new()
                };
                let rest = ranked(list, &found, most).into_iter();
                let mut files = first.clone();
                files.extend(rest.filter(|file| !first.contains(file)));
                files
            } else {
                ordered(list, &found, view, &mut self.sorted)
            };
            self.files = Some((view.clone(), files));
        }
        Ok(self.files.as_ref().map_or(&[], |(_, files)| files))
    }

    fn covered_by(&mut self, rule: &str) -> Option<Rc<Bits>> {
        if let Some((_, bits)) = self.rules.iter().find(|(known, _)| known == rule) {
            return Some(Rc::clone(bits));
        }
        let query = FileQuery::parse(rule).ok()?;
        let bits = Rc::new(self.find_answer(&query).hits);
        self.rules.truncate(KEPT_RULES - 1);
        self.rules.insert(0, (rule.to_owned(), Rc::clone(&bits)));
        Some(bits)
    }

    fn answer(&mut self, query: &str) -> Result<Rc<Answer>, QueryError> {
        if let Some((of, found)) = &self.last
            && of == query
        {
            return Ok(Rc::clone(found));
        }
        let parsed = FileQuery::parse(query)?;
        let found = Rc::new(self.find_answer(&parsed));
        self.last = Some((query.to_owned(), Rc::clone(&found)));
        self.files = None;
        Ok(found)
    }

    fn find_answer(&mut self, query: &FileQuery) -> Answer {
        let (meant, understood) = as_meant(&self.asked, query);
        let mut found = relax::answer(&self.asked, &mut self.memory, &meant);
        found.understood = understood;
        name_near(&self.asked, &mut found.notes);
        self.copies.leave_out(&mut found);
        if !found.query.values(QueryField::With).is_empty() {
            let list = &self.asked.list;
            let companions = self.companions.get_or_insert_with(|| Companions::new(list));
            let added = companions.add(&mut found.hits);
            if added.of_copies > 0 {
                found.notes.push(Note::IndexesOfCopies(added.of_copies));
            } else if added.beside == 0 && !found.hits.is_empty() {
                found.notes.push(Note::NoIndexes);
            }
        }
        found
    }
}
