//! Reads the site's tables, whatever their order, and makes a snapshot of them; and the snapshot that ships with the page.

use std::collections::BTreeMap;

use super::collect::{CollectError, Collected, Collector, IndexFacts};
use super::populations::Populations;
use crate::catalogue::{Catalogue, RemoteFile, SampleError};
use crate::common::calendar::unix_seconds;
use crate::listing::{EntryKind, Size};
use crate::mirror::{RemotePath, Roots};
use crate::snapshot::Vocabulary;
use crate::snapshot::format::{SnapshotFiles, SnapshotManifest};
use crate::table::{
    IndexRow, IndexTable, RawRow, SampleFormat, SampleRow, SampleTable, TableError, TableSummary,
    TreeReader, TreeSummary,
};

/// Takes `current.tree` in pieces, then sample tables, then index files, and writes the snapshot.
#[derive(Debug)]
pub struct Importer {
    pub(super) roots: Roots,
    vocabulary: Vocabulary,
    pub(super) catalogue: Catalogue,
    pub(super) populations: Populations,
    pub(super) collector: Collector,
    tree: TreeReader,
    pub(super) unkept: Unkept,
    /// Whether the tree ended inside a row that cannot be read.
    cut: bool,
    directories: u64,
    pub(super) samples: Vec<(SampleFormat, SampleRow)>,
    /// Samples named by index files alone, with their populations.
    pub(super) told: BTreeMap<String, String>,
    pub(super) skipped: u64,
    withdrawn: u64,
    pub(super) gone: u64,
}

/// Rows of the tree that the list cannot hold.
#[derive(Debug, Default)]
pub(super) struct Unkept {
    count: u64,
    first: Vec<(String, CollectError)>,
}

/// Counts over all tables that were imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// Counts of the collected files.
    pub collected: Collected,
    /// Rows of `current.tree` that are directories.
    pub directories: u64,
    /// Rows of index files that are withdrawn; their files are left out.
    pub withdrawn: u64,
    /// Rows of tables of facts whose files their hosts no longer have; they are left out.
    pub gone: u64,
    /// Rows of all tables that could not be read or held.
    pub skipped: u64,
    /// Files of `current.tree` that the list cannot hold.
    pub unkept: u64,
    /// The first of them by path, with the reason, at most [`ImportSummary::FIRST`].
    pub first_unkept: Vec<(String, CollectError)>,
    /// Facts about samples that contradict an earlier one or cannot be held; the earlier one counts.
    pub contradictions: u64,
    /// The first of them with the sample's name, at most [`ImportSummary::FIRST`].
    pub first_contradictions: Vec<(String, SampleError)>,
}

impl ImportSummary {
    /// Largest number of reasons kept for each kind.
    pub const FIRST: usize = 100;
}

impl Importer {
    /// Starts an import. Addresses in index files are resolved by `roots`.
    pub fn new(roots: Roots) -> Self {
        let catalogue = Catalogue::built_in();
        let main = roots.main().clone();
        let root = roots.root_of(&main).cloned().unwrap_or_default();
        Self {
            vocabulary: Vocabulary::new(&catalogue),
            catalogue,
            populations: Populations::default(),
            collector: Collector::new(main, root),
            roots,
            tree: TreeReader::new(),
            unkept: Unkept::default(),
            cut: false,
            directories: 0,
            samples: Vec::new(),
            told: BTreeMap::new(),
            skipped: 0,
            withdrawn: 0,
            gone: 0,
        }
    }

    /// Starts an import with the files in the built-in catalogue. Sizes that are known only as round numbers are left out.
    ///
    /// # Errors
    ///
    /// [`CollectError`].
    pub fn curated(roots: Roots) -> Result<Self, CollectError> {
        let mut importer = Self::new(roots);
        for known in Catalogue::built_in().files() {
            importer.add(&known.file)?;
        }
        Ok(importer)
    }

    /// Takes the next bytes of `current.tree`.
    pub fn push_tree(&mut self, bytes: &[u8]) {
        let Self {
            tree,
            collector,
            unkept,
            directories,
            ..
        } = self;
        tree.push_raw(bytes, |row| take(collector, unkept, directories, &row));
    }

    /// Ends `current.tree`; returns the summary of its rows.
    pub fn end_tree(&mut self) -> TreeSummary {
        let tree = std::mem::take(&mut self.tree);
        let before = tree.skipped();
        let Self {
            collector,
            unkept,
            directories,
            ..
        } = self;
        let summary = tree.finish_raw(|row| take(collector, unkept, directories, &row));
        self.cut = summary.skipped > before;
        self.skipped += summary.skipped;
        summary
    }

    /// Returns whether `current.tree` ended inside a row, which means that it was cut short.
    pub fn tree_is_cut(&self) -> bool {
        self.cut
    }

    /// Adds a file of the main site that no table lists. A rounded size is treated as unknown.
    ///
    /// # Errors
    ///
    /// [`CollectError`].
    pub fn add(&mut self, file: &RemoteFile) -> Result<(), CollectError> {
        let size = file.size.filter(|size| size.is_exact());
        self.collector.add(
            0,
            file.path.as_str(),
            size.map(Size::bytes),
            file.modified.map(|date| unix_seconds(date.at)),
            file.md5,
        )
    }

    /// Returns the number of files so far.
    pub fn files(&self) -> u32 {
        u32::try_from(self.collector.len()).unwrap_or(u32::MAX)
    }

    /// Adds a sample table of any known format; returns the format and the summary of its rows.
    ///
    /// # Errors
    ///
    /// The table has none of the known formats.
    pub fn add_samples(
        &mut self,
        bytes: &[u8],
    ) -> Result<(SampleFormat, TableSummary), TableError> {
        let collections = self.catalogue.collections().iter();
        let names: Vec<&str> = collections.map(|known| known.name.as_str()).collect();
        let table = SampleTable::read(bytes, &names)?;
        self.skipped += table.summary.skipped;
        let form = table.form;
        self.samples
            .extend(table.rows.into_iter().map(|row| (form, row)));
        Ok((form, table.summary))
    }

    /// Adds an index file. `name` is its file name or address; the collection follows from it unless one is given.
    ///
    /// # Errors
    ///
    /// The table has none of the known formats.
    pub fn add_index(
        &mut self,
        name: &str,
        collection: Option<&str>,
        bytes: &[u8],
    ) -> Result<TableSummary, TableError> {
        let collection = match collection {
            Some(id) => self.vocabulary.collection(id),
            None => self
                .collection_of(name)
                .map_or(0, |id| self.vocabulary.collection(&id)),
        };
        let roots = self.roots.clone();
        let summary = IndexTable::each(bytes, &roots, &RemotePath::root(), |row| {
            self.take_index_row(row, collection);
        })?;
        self.skipped += summary.skipped;
        Ok(summary)
    }

    fn take_index_row(&mut self, row: IndexRow, collection: u8) {
        if row.withdrawn {
            self.withdrawn += 1;
            return;
        }
        if let Some(sample) = &row.sample {
            tell_population(&mut self.told, sample, row.population.as_deref());
        }
        let group = row
            .analysis_group
            .as_deref()
            .map_or(0, |words| self.vocabulary.group(words));
        for file in row.files {
            let told = IndexFacts {
                samples: row.sample.iter().cloned().collect(),
                collection,
                group,
                population: row
                    .population
                    .clone()
                    .filter(|_| row.sample.is_none())
                    .unwrap_or_default(),
                md5: file.md5,
                size: file.size,
                ..IndexFacts::default()
            };
            self.collector.tell(file.at, told);
        }
    }

    /// Returns the short name of an index file's release or data collection, by its file name or address.
    pub fn collection_of(&self, name: &str) -> Option<String> {
        let file = name.rsplit('/').next().unwrap_or(name);
        let mut known = self.vocabulary.kinds.index_files.iter();
        let by_rule = known.find(|rule| file.starts_with(&rule.begins));
        if let Some(rule) = by_rule {
            return Some(rule.collection.clone());
        }
        let collection = self.catalogue.collections().iter().find(|known| {
            let directory = known.directory.name();
            name.contains(&format!("/{}/", known.directory)) || file.starts_with(directory)
        })?;
        Some(collection.id.clone())
    }

    /// Returns the newest date of all files, in seconds since 1970 UTC.
    pub fn newest(&self) -> Option<i64> {
        self.collector.newest()
    }

    /// Completes the import and encodes the snapshot. `source` is the origin of the list, `date` the day it describes.
    ///
    /// # Errors
    ///
    /// [`CollectError::TooLarge`] and [`CollectError::Populations`].
    pub fn finish(
        mut self,
        source: &str,
        date: &str,
    ) -> Result<(SnapshotFiles, ImportSummary), CollectError> {
        let others = self.resolve();
        let (mut samples, contradictions, first_contradictions) = self.samples();
        let names = others.iter().map(|(other, name)| (&**other, &**name));
        samples.name_also(names);
        self.describe(&mut samples);
        self.vocabulary.describe(samples.described());
        let told = self.collector.links.values();
        let told = told.map(|facts| facts.population.as_str());
        let told = told.filter(|code| !code.is_empty()).map(|code| vec![code]);
        let of_samples = samples.samples().iter();
        let of_samples = of_samples.map(|sample| samples.populations(sample).collect());
        for codes in of_samples
            .chain(told)
            .filter(|codes: &Vec<&str>| !codes.is_empty())
        {
            if self.vocabulary.populations_of(codes.into_iter()) == 0 {
                return Err(CollectError::Populations);
            }
        }
        let skipped = self.skipped + self.unkept.count;
        let manifest = SnapshotManifest {
            source: source.to_owned(),
            date: date.to_owned(),
            skipped,
            ..SnapshotManifest::default()
        };
        let roots = &self.roots;
        let root_of = |host: &_| roots.root_of(host).cloned().unwrap_or_default();
        let (files, collected) =
            self.collector
                .write(manifest, &samples, &self.vocabulary, &root_of)?;
        let gathered = ImportSummary {
            collected,
            directories: self.directories,
            withdrawn: self.withdrawn,
            gone: self.gone,
            skipped: skipped + collected.unkept,
            unkept: self.unkept.count,
            first_unkept: self.unkept.first,
            contradictions,
            first_contradictions,
        };
        Ok((files, gathered))
    }
}

/// Notes the population of a sample that tables of files name. Of two the lower counts, so that the order of rows does not
/// matter.
pub(super) fn tell_population(
    told: &mut BTreeMap<String, String>,
    sample: &str,
    population: Option<&str>,
) {
    let known = told.entry(sample.to_owned()).or_default();
    let population = population.unwrap_or_default();
    if known.is_empty() || !population.is_empty() && population < known.as_str() {
        population.clone_into(known);
    }
}

fn take(collector: &mut Collector, unkept: &mut Unkept, directories: &mut u64, row: &RawRow<'_>) {
    if row.kind == EntryKind::Directory {
        *directories += 1;
        return;
    }
    let added = collector.add(0, row.path, Some(row.size), row.modified, row.md5);
    if let Err(error) = added {
        unkept.take(row.path, error);
    }
}

impl Unkept {
    pub(super) fn take(&mut self, path: &str, error: CollectError) {
        self.count += 1;
        if self.first.len() < ImportSummary::FIRST {
            self.first.push((path.to_owned(), error));
        }
    }
}

/// What a manifest calls the files of the built-in catalogue as a source.
pub const CURATED: &str = "curated facts";

/// Builds a snapshot of the files in the built-in catalogue, as of the date of its newest source.
///
/// # Errors
///
/// [`CollectError`].
pub fn bundled(roots: Roots) -> Result<(SnapshotFiles, ImportSummary), CollectError> {
    Importer::curated(roots)?.finish(CURATED, Catalogue::built_in().as_of())
}
