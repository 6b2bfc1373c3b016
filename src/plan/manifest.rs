//! The manifest of a plan: one JSON document that names every file with where it comes from and where it goes, so that a plan can be
//! kept, cited, checked, and turned into the input of any tool later. `docs/manifest.schema.json` is its schema.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Totals;
use super::item::has_unwritable;
use super::local_path::{LocalPathError, check_local_path};
use crate::common::json::{JsonError, from_json};
use crate::mirror::{HostName, MirrorId, RemotePath};
use crate::table::Md5;

/// What `format` says.
const FORMAT: &str = "igsr-fetch manifest";

/// The version of the format that this build reads and writes.
pub const MANIFEST_VERSION: u32 = 1;

/// A plan as a document.
///
/// # Examples
///
/// ```
/// use igsr_fetch::plan::Manifest;
///
/// let text = r#"{
///   "format": "igsr-fetch manifest", "version": 1, "date": "2026-11-30",
///   "files": [{
///     "host": "ftp.1000genomes.ebi.ac.uk", "path": "release/README", "local_path": "release/README",
///     "size": 5, "md5": "5d41402abc4b2a76b9719d911017c592",
///     "sources": [{"mirror": "ebi", "url": "https://ftp.1000genomes.ebi.ac.uk/vol1/ftp/release/README"}]
///   }]
/// }"#;
/// let manifest = Manifest::parse(text)?;
/// assert_eq!(manifest.files[0].local_path, "release/README");
/// # Ok::<(), igsr_fetch::plan::ManifestError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: String,
    version: u32,
    /// The day on which the plan was made: `YYYY-MM-DD`.
    pub date: String,
    /// The list of files that the facts come from, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<SnapshotId>,
    /// An address of the page that shows the same selection, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permalink: Option<String>,
    /// The publications to cite.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<ManifestCitation>,
    /// Addresses of the statements on how the data may be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reuse: Vec<String>,
    /// The files, by local path.
    pub files: Vec<ManifestFile>,
}

/// Which list the facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SnapshotId {
    /// Its digest, 32 hexadecimal digits.
    pub digest: String,
    /// Where it comes from.
    pub source: String,
    /// Its day: `YYYY-MM-DD`.
    pub date: String,
}

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestCitation {
    /// Authors, title, journal and year.
    pub text: String,
    /// Address of its DOI.
    pub url: String,
}

/// A file of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// The host of its tree; any mirror of the main site is written as the main site.
    pub host: HostName,
    /// Its path below the root of that tree.
    pub path: RemotePath,
    /// Its path below the destination folder: relative, with `/`, safe on every system (see [`LocalPathError`]).
    pub local_path: String,
    /// Exact bytes, if known.
    #[serde(default)]
    pub size: Option<u64>,
    /// The least and the most bytes, where only a rounded size is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_between: Option<[u64; 2]>,
    /// MD5, if one is known.
    #[serde(default)]
    pub md5: Option<Md5>,
    /// Other MD5s that sources give for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_md5s: Vec<Md5>,
    /// Where it can be got, the first to be tried first; at least one.
    pub sources: Vec<FileSource>,
}

/// A place where a file can be got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSource {
    /// The mirror or archive; a host that is not in the registry has its name here.
    pub mirror: MirrorId,
    /// Absolute address, percent-encoded.
    pub url: String,
}

/// Why a text is no manifest.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestError {
    /// It is not JSON, or a value in it is missing, unknown or of a wrong type.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// It is JSON of another kind.
    #[error("its \"format\" is \"{0}\", not \"igsr-fetch manifest\"")]
    Format(String),
    /// It is of a later version of this program.
    #[error("its version is {found}, and this program reads version {MANIFEST_VERSION}: update it")]
    Version {
        /// The version that it says.
        found: u32,
    },
    /// A text before the files holds a line break or another control character, which would end a comment of a script.
    #[error("a text before the files holds a control character: {text:?}")]
    Heading {
        /// The text.
        text: String,
    },
    /// Two files would be saved as one, or would be on some systems.
    #[error(
        "files[{file}].local_path: {path} stands twice, or differs from another in capitals only"
    )]
    Duplicate {
        /// The second one, counted from 0.
        file: usize,
        /// Its local path.
        path: String,
    },
    /// A local path could leave the folder, or cannot be made on some system.
    #[error("files[{file}].local_path: {path}: {error}")]
    LocalPath {
        /// Which file, counted from 0.
        file: usize,
        /// The path.
        path: String,
        /// What is wrong with it.
        error: LocalPathError,
    },
    /// An address is none that can be fetched.
    #[error(
        "files[{file}].sources[{source_at}].url: {url} is not an address that begins with https:// or http://, percent-encoded"
    )]
    Url {
        /// Which file, counted from 0.
        file: usize,
        /// Which of its sources, counted from 0.
        source_at: usize,
        /// What stands there.
        url: String,
    },
    /// A file has no source.
    #[error("files[{file}].sources: empty; a file needs one address at least")]
    NoSource {
        /// Which file, counted from 0.
        file: usize,
    },
}

impl Manifest {
    /// Makes a manifest of files, which are put in order.
    ///
    /// # Errors
    ///
    /// As [`Manifest::parse`], for files that no manifest may hold.
    pub fn new(date: &str, mut files: Vec<ManifestFile>) -> Result<Self, ManifestError> {
        files.sort_by(|one, other| one.local_path.cmp(&other.local_path));
        let manifest = Self {
            format: FORMAT.to_owned(),
            version: MANIFEST_VERSION,
            date: date.to_owned(),
            snapshot: None,
            permalink: None,
            citations: Vec::new(),
            reuse: Vec::new(),
            files,
        };
        manifest.check()?;
        Ok(manifest)
    }

    /// Reads a manifest. A byte order mark before it is passed over.
    ///
    /// # Errors
    ///
    /// [`ManifestError`]: nothing of a manifest with a mistake is used.
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        // First what says which form it has: a later version may have other fields.
        let head: Head = from_json("", text)?;
        if head.format != FORMAT {
            return Err(ManifestError::Format(head.format));
        }
        if head.version != MANIFEST_VERSION {
            return Err(ManifestError::Version {
                found: head.version,
            });
        }
        let manifest: Self = from_json("", text)?;
        manifest.check()?;
        Ok(manifest)
    }

    /// Writes it, one file a line. The same manifest gives the same bytes.
    ///
    /// # Errors
    ///
    /// None but those of memory.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let head = Self {
            format: self.format.clone(),
            date: self.date.clone(),
            snapshot: self.snapshot.clone(),
            permalink: self.permalink.clone(),
            citations: self.citations.clone(),
            reuse: self.reuse.clone(),
            files: Vec::new(),
            ..*self
        };
        let mut text = serde_json::to_string_pretty(&head)?;
        // It ends with the list of files, which is empty.
        text.truncate(text.trim_end_matches("]\n}").len());
        for (place, file) in self.files.iter().enumerate() {
            text.push_str(if place == 0 { "\n    " } else { ",\n    " });
            text.push_str(&serde_json::to_string(file)?);
        }
        text.push_str("\n  ]\n}\n");
        Ok(text)
    }

    /// Returns the sums over all files; the middle of a rounded size counts.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals {
            files: self.files.len(),
            exact: true,
            ..Totals::default()
        };
        for file in &self.files {
            let rounded = file.size_between.map(|[least, most]| least.midpoint(most));
            match file.size.or(rounded) {
                Some(bytes) => totals.bytes = totals.bytes.saturating_add(bytes),
                None => totals.unknown_sizes += 1,
            }
            totals.exact &= file.size.is_some();
            totals.with_md5 += usize::from(file.md5.is_some());
        }
        totals
    }

    fn check(&self) -> Result<(), ManifestError> {
        let mut seen: HashMap<String, usize> = HashMap::with_capacity(self.files.len());
        let headings = [&self.date]
            .into_iter()
            .chain(&self.permalink)
            .chain(&self.reuse);
        let snapshot = self.snapshot.iter();
        let snapshot = snapshot.flat_map(|list| [&list.digest, &list.source, &list.date]);
        let citations = self.citations.iter();
        let citations = citations.flat_map(|citation| [&citation.text, &citation.url]);
        let mut texts = headings.chain(snapshot).chain(citations);
        if let Some(text) = texts.find(|text| has_unwritable(text)) {
            return Err(ManifestError::Heading { text: text.clone() });
        }
        for (place, file) in self.files.iter().enumerate() {
            check_local_path(&file.local_path).map_err(|error| ManifestError::LocalPath {
                file: place,
                path: file.local_path.clone(),
                error,
            })?;
            let folded = file.local_path.to_lowercase();
            if seen.insert(folded, place).is_some() {
                return Err(ManifestError::Duplicate {
                    file: place,
                    path: file.local_path.clone(),
                });
            }
            file.check_sources(place)?;
        }
        Ok(())
    }
}

impl ManifestFile {
    /// Returns the address to try first; empty for a file without sources, which no manifest holds.
    pub fn first_url(&self) -> &str {
        self.sources.first().map_or("", |source| &source.url)
    }

    fn check_sources(&self, file: usize) -> Result<(), ManifestError> {
        if self.sources.is_empty() {
            return Err(ManifestError::NoSource { file });
        }
        let mut sources = self.sources.iter();
        match sources.position(|source| !is_plain_url(&source.url)) {
            Some(source_at) => Err(ManifestError::Url {
                file,
                source_at,
                url: self.sources[source_at].url.clone(),
            }),
            None => Ok(()),
        }
    }
}

/// Returns whether a text is an address of HTTP without blanks, quotes and other characters that a list or a shell could misread.
fn is_plain_url(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&()*+,;=%".contains(&byte);
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && rest.bytes().all(is_plain)
    })
}

/// What every version of the format has.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}
