//! Files: what is known of one and from where, and families of files that differ in the chromosome.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{CatalogueError, Chromosome, Chromosomes};
use crate::common::json::{optional_text, unique_entries};
use crate::listing::{ApproxSize, Modified, Size};
use crate::mirror::{MirrorId, RemotePath};
use crate::table::Md5;

/// A file of the site: its path, with size, date and checksum as far as known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteFile {
    /// Path on the main site.
    pub path: RemotePath,
    /// Size, exact or rounded, if known.
    pub size: Option<Size>,
    /// What it weighs in bytes by estimate, where no size is known and files of its kind have a weight.
    pub weight: Option<u64>,
    /// Date of the last change, if known.
    pub modified: Option<Modified>,
    /// Checksum, if known.
    pub md5: Option<Md5>,
    /// Other checksums that sources give for it.
    pub other_md5s: Vec<Md5>,
    /// The source of these facts.
    pub provenance: Provenance,
}

impl RemoteFile {
    /// Creates a file of which only the path is known.
    pub fn unknown(path: RemotePath) -> Self {
        Self {
            path,
            size: None,
            weight: None,
            modified: None,
            md5: None,
            other_md5s: Vec::new(),
            provenance: Provenance::Catalogue(String::new()),
        }
    }

    /// Returns the facts of this file about the same file at another path.
    #[must_use]
    pub fn at(&self, path: RemotePath) -> Self {
        Self {
            path,
            size: self.size,
            weight: self.weight,
            modified: self.modified,
            md5: self.md5,
            other_md5s: self.other_md5s.clone(),
            provenance: self.provenance.clone(),
        }
    }
}

/// The source of a fact, and when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Provenance {
    /// The catalogue that ships with the app, with the key of its [`Source`](super::Source).
    Catalogue(String),
    /// A mirror's directory index.
    DirectoryIndex {
        /// The mirror.
        mirror: MirrorId,
        /// When the page was read, in milliseconds since 1970 UTC.
        read_at: u64,
    },
    /// A mirror's own list of all files, `current.tree`.
    CurrentTree {
        /// The mirror.
        mirror: MirrorId,
        /// When the list was read, in milliseconds since 1970 UTC.
        read_at: u64,
    },
}

/// The placeholder for the chromosome in a family's name and description.
pub(super) const PLACEHOLDER: &str = "{chromosome}";

/// The type of data in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DataType {
    /// Variants: VCF and its index.
    Variants,
    /// Reads aligned to an assembly: BAM, CRAM and their indexes.
    Alignment,
    /// Reads: FASTQ.
    Sequence,
    /// Reference sequences, their indexes, and masks of their regions.
    Reference,
    /// Tables of samples or populations.
    Samples,
    /// READMEs and other texts.
    Documentation,
    /// Lists of files: index files, manifests, the current tree.
    FileList,
}

impl DataType {
    /// Returns the name used in data and links.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Variants => "variants",
            Self::Alignment => "alignment",
            Self::Sequence => "sequence",
            Self::Reference => "reference",
            Self::Samples => "samples",
            Self::Documentation => "documentation",
            Self::FileList => "file-list",
        }
    }
}

/// Files whose names differ only by chromosome, or a single file without chromosomes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileFamily {
    /// Short name of the release or collection; `None` for files of the whole site.
    #[serde(default, deserialize_with = "optional_text")]
    pub owner: Option<Rc<str>>,
    /// The directory of the files.
    pub directory: RemotePath,
    /// The name of the files, with `{chromosome}` for the chromosome.
    pub name: String,
    /// The chromosomes with a file each; empty if the family is one file.
    #[serde(default)]
    pub chromosomes: Chromosomes,
    /// Suffixes of the companion files beside each file: `.tbi`.
    #[serde(default)]
    pub companions: Vec<String>,
    /// The type of data.
    #[serde(rename = "type")]
    pub data_type: DataType,
    /// A description for people, with `{chromosome}` for the chromosome.
    pub description: String,
    /// Key of the source of the names.
    pub source: String,
    /// A note for people who use them.
    #[serde(default, deserialize_with = "optional_text")]
    pub note: Option<Rc<str>>,
}

/// Facts of one file besides its name. At most one of the three sizes is given.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownFile {
    /// Exact size in bytes.
    pub size: Option<u64>,
    /// Rounded size as an Apache directory index shows it: `701M`.
    pub listed: Option<String>,
    /// Approximate, smallest and largest size in bytes.
    pub about: Option<(u64, u64, u64)>,
    /// Checksum.
    pub md5: Option<Md5>,
    /// Date of the last change, as a directory index or the current tree writes it.
    pub modified: Option<String>,
    /// Key of the source.
    pub source: String,
}

/// A file in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueFile {
    /// Its path, with size, date and checksum as far as known.
    pub file: RemoteFile,
    /// Short name of its release or collection; `None` for files of the whole site.
    pub owner: Option<Rc<str>>,
    /// The type of data; for a companion file, that of the file it belongs to.
    pub data_type: DataType,
    /// The chromosome, if the file is of only one.
    pub chromosome: Option<Chromosome>,
    /// A description for people.
    pub description: Rc<str>,
    /// A note for people who use it.
    pub note: Option<Rc<str>>,
    /// The data file, if this is a companion file.
    pub companion_of: Option<RemotePath>,
}

impl FileFamily {
    /// Returns the files of the family, each followed by its companion files.
    ///
    /// `companions` has a description for each companion's suffix.
    ///
    /// # Errors
    ///
    /// [`CatalogueError`] if the name is no file name or does not fit the chromosomes, or a suffix
    /// is not described.
    pub fn expand(
        &self,
        companions: &BTreeMap<String, String>,
    ) -> Result<Vec<CatalogueFile>, CatalogueError> {
        if self.name.contains(PLACEHOLDER) == self.chromosomes.0.is_empty() {
            return Err(CatalogueError::Placeholder {
                name: self.name.clone(),
            });
        }
        if self.chromosomes.0.is_empty() {
            return self.with_companions(None, companions);
        }
        let mut files = Vec::new();
        for chromosome in &self.chromosomes.0 {
            files.extend(self.with_companions(Some(*chromosome), companions)?);
        }
        Ok(files)
    }

    fn with_companions(
        &self,
        chromosome: Option<Chromosome>,
        companions: &BTreeMap<String, String>,
    ) -> Result<Vec<CatalogueFile>, CatalogueError> {
        let label = chromosome
            .map(|chromosome| chromosome.to_string())
            .unwrap_or_default();
        let name = self.name.replace(PLACEHOLDER, &label);
        let main = self.file(
            &name,
            chromosome,
            self.description.replace(PLACEHOLDER, &label).into(),
            None,
        )?;
        let path = main.file.path.clone();
        let mut files = vec![main];
        for suffix in &self.companions {
            let description = companions
                .get(suffix)
                .ok_or_else(|| CatalogueError::Companion {
                    suffix: suffix.clone(),
                })?;
            let name = format!("{name}{suffix}");
            files.push(self.file(
                &name,
                chromosome,
                description.as_str().into(),
                Some(path.clone()),
            )?);
        }
        Ok(files)
    }

    fn file(
        &self,
        name: &str,
        chromosome: Option<Chromosome>,
        description: Rc<str>,
        companion_of: Option<RemotePath>,
    ) -> Result<CatalogueFile, CatalogueError> {
        let path = self
            .directory
            .join(name)
            .map_err(|source| CatalogueError::Name {
                name: name.to_owned(),
                source,
            })?;
        Ok(CatalogueFile {
            file: RemoteFile {
                provenance: Provenance::Catalogue(self.source.clone()),
                ..RemoteFile::unknown(path)
            },
            owner: self.owner.clone(),
            data_type: self.data_type,
            chromosome,
            description,
            note: self.note.clone(),
            companion_of,
        })
    }
}

impl KnownFile {
    /// Sets the known facts of `file`, and its provenance to theirs.
    ///
    /// # Errors
    ///
    /// [`CatalogueError::Known`] if the size or date cannot be read, or several sizes are given.
    pub fn apply(&self, file: &mut RemoteFile) -> Result<(), CatalogueError> {
        let unreadable = || CatalogueError::Known {
            path: file.path.clone(),
        };
        let size = match (self.size, &self.listed, self.about) {
            (None, None, None) => None,
            (Some(bytes), None, None) => Some(Size::Exact(bytes)),
            (None, Some(listed), None) => Some(Size::from_apache(listed).ok_or_else(unreadable)?),
            (None, None, Some((shown, least, most))) if least <= shown && shown <= most => {
                Some(Size::About(ApproxSize { shown, least, most }))
            }
            _ => return Err(unreadable()),
        };
        let modified = match &self.modified {
            Some(text) => Some(Modified::parse(text).ok_or_else(unreadable)?),
            None => None,
        };
        file.size = size;
        file.modified = modified;
        file.md5 = self.md5;
        file.provenance = Provenance::Catalogue(self.source.clone());
        Ok(())
    }
}

/// The contents of `files.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilesPart {
    #[serde(deserialize_with = "unique_entries")]
    pub(super) companions: BTreeMap<String, String>,
    pub(super) directories: DirectoriesPart,
    pub(super) families: Vec<FileFamily>,
    #[serde(deserialize_with = "unique_entries")]
    pub(super) known: BTreeMap<RemotePath, KnownFile>,
}

/// Directories, each with a description for people.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DirectoriesPart {
    #[expect(dead_code, reason = "the app shows directories without their source")]
    source: String,
    /// Those in which new releases and collections appear.
    #[serde(default)]
    pub(super) followed: Vec<RemotePath>,
    /// Those of which another has newer results.
    #[serde(default)]
    pub(super) replaced: Vec<ReplacedDirectory>,
    #[serde(deserialize_with = "unique_entries")]
    pub(super) paths: BTreeMap<RemotePath, String>,
}

/// A directory of which another has newer results.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplacedDirectory {
    /// The directory.
    pub path: RemotePath,
    /// The one with the newer results.
    pub by: RemotePath,
    /// Which is current and why, for people.
    pub reason: String,
    /// Key of the source.
    pub source: String,
}
