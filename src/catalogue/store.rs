//! The whole catalogue, and lookups in it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::family::{FilesPart, ReplacedDirectory};
use super::{
    CatalogueError, CatalogueFile, DataCollection, FileFamily, Population, PopulationTable,
    Release, Source,
};
use crate::common::json::{ReadJson, Shipped, WithPlaces, unique_entries};
use crate::mirror::RemotePath;

/// The JSON texts of a catalogue.
#[derive(Clone, Copy, Debug)]
pub struct CatalogueParts<'a> {
    /// Sources by key.
    pub sources: &'a str,
    /// The main releases.
    pub releases: &'a str,
    /// The data collections.
    pub collections: &'a str,
    /// Populations and sample counts.
    pub populations: &'a str,
    /// File families, directories and facts of single files.
    pub files: &'a str,
}

/// The catalogue that ships with the app.
const BUILT_IN: CatalogueParts<'static> = CatalogueParts {
    sources: include_str!("../../static/catalogue/sources.json"),
    releases: include_str!("../../static/catalogue/releases.json"),
    collections: include_str!("../../static/catalogue/collections.json"),
    populations: include_str!("../../static/catalogue/populations.json"),
    files: include_str!("../../static/catalogue/files.json"),
};

/// Releases, data collections, populations and their main files.
///
/// # Examples
///
/// ```
/// use igsr_fetch::catalogue::Catalogue;
///
/// let catalogue = Catalogue::built_in();
/// assert_eq!(catalogue.population("gbr").map(|one| one.code.as_str()), Some("GBR"));
/// assert_eq!(catalogue.populations().populations.len(), 26);
///
/// let release = catalogue.release("phase3").ok_or("no phase 3")?;
/// let source = catalogue.source(&release.assembly.source).ok_or("no source")?;
/// assert!(!source.date.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    /// The sources by key.
    sources: BTreeMap<String, Source>,
    releases: Vec<Release>,
    collections: Vec<DataCollection>,
    populations: PopulationTable,
    directories: BTreeMap<RemotePath, String>,
    followed: Vec<RemotePath>,
    replaced: Vec<ReplacedDirectory>,
    files: Vec<CatalogueFile>,
    /// Positions in `files`, in the order of paths.
    by_path: Vec<usize>,
}

/// The release or data collection that a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Owner<'a> {
    /// A main release.
    Release(&'a Release),
    /// A data collection.
    Collection(&'a DataCollection),
}

/// The part of a directory that the catalogue knows. The directory may contain more.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownDirectory<'a> {
    /// Its subdirectories, in the order of paths.
    pub directories: Vec<NamedDirectory<'a>>,
    /// Its files, in the catalogue's order.
    pub files: Vec<&'a CatalogueFile>,
}

/// A directory with its description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDirectory<'a> {
    /// Its path.
    pub path: RemotePath,
    /// A description for people, if known.
    pub description: Option<&'a str>,
}

impl<'a> Owner<'a> {
    /// Returns the short name in data and links.
    pub fn id(self) -> &'a str {
        match self {
            Self::Release(release) => &release.id,
            Self::Collection(collection) => &collection.id,
        }
    }

    /// Returns the name for people.
    pub fn name(self) -> &'a str {
        match self {
            Self::Release(release) => &release.name,
            Self::Collection(collection) => &collection.name,
        }
    }

    /// Returns the reference assembly, if known.
    pub fn assembly(self) -> Option<&'a str> {
        match self {
            Self::Release(release) => Some(&release.assembly.value),
            Self::Collection(collection) => {
                collection.assembly.as_ref().map(|fact| fact.value.as_str())
            }
        }
    }

    /// Returns its directories on the main site, the main one first.
    pub fn directories(self) -> Vec<&'a RemotePath> {
        match self {
            Self::Release(release) => release
                .directories
                .iter()
                .chain([&release.data_directory])
                .map(|fact| &fact.value)
                .collect(),
            Self::Collection(collection) => vec![&collection.directory],
        }
    }
}

impl Catalogue {
    /// Returns the catalogue that ships with the app.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same texts.
    pub fn built_in() -> Self {
        Self::build::<Shipped>(&BUILT_IN).expect("a test reads the same texts")
    }

    /// Creates a catalogue from its JSON texts.
    ///
    /// # Errors
    ///
    /// [`CatalogueError`] if a part cannot be read or the parts contradict each other.
    pub fn from_json(parts: &CatalogueParts<'_>) -> Result<Self, CatalogueError> {
        Self::build::<WithPlaces>(parts)
    }

    fn build<R: ReadJson>(parts: &CatalogueParts<'_>) -> Result<Self, CatalogueError> {
        let FilesPart {
            companions,
            directories,
            families,
            known,
        } = read::<R, _>("files", parts.files)?;
        let Sources(sources) = read::<R, _>("sources", parts.sources)?;
        let mut catalogue = Self {
            sources,
            releases: read::<R, _>("releases", parts.releases)?,
            collections: read::<R, _>("collections", parts.collections)?,
            populations: read::<R, _>("populations", parts.populations)?,
            directories: directories.paths,
            followed: directories.followed,
            replaced: directories.replaced,
            files: Vec::new(),
            by_path: Vec::new(),
        };
        catalogue.name_directories();
        for family in &families {
            catalogue.add(family, &companions)?;
        }
        for (path, known) in known {
            let Some(index) = catalogue.index(&path) else {
                return Err(CatalogueError::UnknownPath { path });
            };
            known.apply(&mut catalogue.files[index].file)?;
        }
        Ok(catalogue)
    }

    /// Describes the directories of releases and collections that have no description yet.
    fn name_directories(&mut self) {
        for release in &self.releases {
            for fact in &release.directories {
                let label = fact.label.as_deref().unwrap_or(&release.summary);
                let words = format!("{}: {label}", release.name);
                self.directories.entry(fact.value.clone()).or_insert(words);
            }
            let words = format!("{}: reads and alignments", release.name);
            self.directories
                .entry(release.data_directory.value.clone())
                .or_insert(words);
        }
        for collection in &self.collections {
            self.directories
                .entry(collection.directory.clone())
                .or_insert_with(|| collection.name.clone());
        }
    }

    fn add(
        &mut self,
        family: &FileFamily,
        companions: &BTreeMap<String, String>,
    ) -> Result<(), CatalogueError> {
        if let Some(id) = family
            .owner
            .as_deref()
            .filter(|id| self.owner(id).is_none())
        {
            return Err(CatalogueError::UnknownOwner { id: id.to_owned() });
        }
        for file in family.expand(companions)? {
            let Err(place) = self.place(&file.file.path) else {
                let path = file.file.path;
                return Err(CatalogueError::DuplicatePath { path });
            };
            self.by_path.insert(place, self.files.len());
            self.files.push(file);
        }
        Ok(())
    }

    /// Returns the position of a path in `by_path`, or where it would be inserted.
    fn place(&self, path: &RemotePath) -> Result<usize, usize> {
        self.by_path
            .binary_search_by(|index| self.files[*index].file.path.cmp(path))
    }

    fn index(&self, path: &RemotePath) -> Option<usize> {
        Some(self.by_path[self.place(path).ok()?])
    }

    /// Returns the date of the newest source: a year, a month or a day in ISO 8601.
    pub fn as_of(&self) -> &str {
        self.sources()
            .map(|source| source.date.as_str())
            .max()
            .unwrap_or_default()
    }

    /// Returns all sources in the order of their keys.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// Returns the source with a key.
    pub fn source(&self, key: &str) -> Option<&Source> {
        self.sources.get(key)
    }

    /// Returns the main releases, newest first.
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// Returns the release with a short name.
    pub fn release(&self, id: &str) -> Option<&Release> {
        self.releases.iter().find(|release| release.id == id)
    }

    /// Returns the data collections, those of the 1000 Genomes samples first.
    pub fn collections(&self) -> &[DataCollection] {
        &self.collections
    }

    /// Returns the data collection with a short name.
    pub fn collection(&self, id: &str) -> Option<&DataCollection> {
        self.collections
            .iter()
            .find(|collection| collection.id == id)
    }

    /// Returns the release or collection with a short name.
    pub fn owner(&self, id: &str) -> Option<Owner<'_>> {
        self.owners().find(|owner| owner.id() == id)
    }

    /// Returns the release or collection with the deepest directory that contains a path.
    pub fn owner_at(&self, path: &RemotePath) -> Option<Owner<'_>> {
        path.ancestors().find_map(|above| {
            self.owners()
                .find(|owner| owner.directories().contains(&&above))
        })
    }

    /// Returns all releases and collections, the releases first.
    pub fn owners(&self) -> impl Iterator<Item = Owner<'_>> {
        self.releases
            .iter()
            .map(Owner::Release)
            .chain(self.collections.iter().map(Owner::Collection))
    }

    /// Returns populations, superpopulations and sample counts.
    pub fn populations(&self) -> &PopulationTable {
        &self.populations
    }

    /// Returns the population with a code, in any letter case.
    pub fn population(&self, code: &str) -> Option<&Population> {
        self.populations.population(code)
    }

    /// Returns all files, the most wanted first; companion files follow their data file.
    pub fn files(&self) -> &[CatalogueFile] {
        &self.files
    }

    /// Returns the file with a path on the main site.
    pub fn file(&self, path: &RemotePath) -> Option<&CatalogueFile> {
        self.index(path).map(|index| &self.files[index])
    }

    /// Returns the companion files of a data file.
    pub fn companions(&self, path: &RemotePath) -> impl Iterator<Item = &CatalogueFile> {
        let after = self.index(path).map_or(self.files.len(), |index| index + 1);
        let is_companion = move |file: &&CatalogueFile| file.companion_of.as_ref() == Some(path);
        self.files[after..].iter().take_while(is_companion)
    }

    /// Returns the directories in which new releases and data collections appear.
    pub fn followed(&self) -> &[RemotePath] {
        &self.followed
    }

    /// Returns the directories of which others have newer results.
    pub fn replaced(&self) -> &[ReplacedDirectory] {
        &self.replaced
    }

    /// Returns a directory's description for people, if known.
    pub fn directory_description(&self, path: &RemotePath) -> Option<&str> {
        self.directories
            .get(path)
            .map(String::as_str)
            .filter(|words| !words.is_empty())
    }

    /// Returns the known subdirectories and files directly below a directory.
    pub fn files_below(&self, directory: &RemotePath) -> KnownDirectory<'_> {
        let mut names = Vec::new();
        let mut files = Vec::new();
        for file in &self.files {
            match file
                .file
                .path
                .below(directory)
                .map(|rest| rest.split_once('/'))
            {
                Some(Some((name, _))) => insert(&mut names, name),
                Some(None) => files.push(file),
                None => {}
            }
        }
        for path in self.directories.keys() {
            if let Some(rest) = path.below(directory) {
                insert(&mut names, rest.split('/').next().unwrap_or(rest));
            }
        }
        let directories = names
            .into_iter()
            .filter_map(|name| directory.join(name).ok())
            .map(|path| NamedDirectory {
                description: self.directory_description(&path),
                path,
            })
            .collect();
        KnownDirectory { directories, files }
    }
}

impl PopulationTable {
    /// Returns the populations that ship with the app, without parsing the rest of the catalogue.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    pub fn built_in() -> Self {
        read::<Shipped, _>("populations", BUILT_IN.populations).expect("a test reads the same text")
    }
}

fn read<R: ReadJson, T: DeserializeOwned>(
    part: &'static str,
    text: &str,
) -> Result<T, CatalogueError> {
    R::read(part, text).map_err(|source| CatalogueError::Malformed { part, source })
}

/// The contents of `sources.json`.
#[derive(Deserialize)]
#[serde(transparent)]
struct Sources(#[serde(deserialize_with = "unique_entries")] BTreeMap<String, Source>);

/// Inserts a name into sorted names, unless it is there.
fn insert<'a>(names: &mut Vec<&'a str>, name: &'a str) {
    if let Err(place) = names.binary_search(&name) {
        names.insert(place, name);
    }
}
