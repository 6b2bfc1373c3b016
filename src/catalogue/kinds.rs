//! Data beside the catalogue: the kinds of files, and where the full list of files is.

use serde::Deserialize;

use crate::common::JsonError;
use crate::common::json::{ReadJson, Shipped, from_json};
use crate::mirror::RemotePath;

const BUILT_IN: &str = include_str!("../../static/catalogue/kinds.json");

/// The rules for kinds, assemblies and analysis groups.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    /// The source of the rules, in words for people.
    pub source: String,
    /// The types of data, in the order to show.
    pub data_types: Vec<Named>,
    /// The kinds of files; the first that fits counts, and the last fits every name.
    pub kinds: Vec<Kind>,
    /// The reference assemblies, with their words in paths, in lower case.
    pub assemblies: Vec<Words>,
    /// The analysis groups; a space in a word stands for any one separator.
    pub groups: Vec<Words>,
    /// Names of directories with working copies.
    pub working_directories: Vec<String>,
    /// The collection or release of index files, by the beginning of their names.
    pub index_files: Vec<IndexFile>,
}

/// A short name, and one for people.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Short name in data and queries.
    pub id: String,
    /// Name for people.
    pub name: String,
}

/// A kind of file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Short name in data and queries: `vcf`.
    pub id: String,
    /// Short name of its type of data.
    pub data: String,
    /// Other names in queries: `index`.
    #[serde(default)]
    pub also: Vec<String>,
    /// Endings of such files' names, in lower case.
    #[serde(default)]
    pub endings: Vec<String>,
    /// Beginnings of such files' names, in lower case, with any ending.
    #[serde(default)]
    pub beginnings: Vec<String>,
}

/// A rule for the collection of index files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexFile {
    /// The beginning of their names.
    pub begins: String,
    /// The collection or release they belong to.
    pub collection: String,
}

/// A short name with its words in paths.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "WordsFile")]
pub struct Words {
    /// Short name in data and queries.
    pub id: String,
    /// Name for people; the short one if none is given.
    pub name: String,
    /// The words, in lower case.
    pub words: Vec<String>,
}

/// [`Words`] in the data file, where the name may be missing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    id: String,
    name: Option<String>,
    words: Vec<String>,
}

impl From<WordsFile> for Words {
    fn from(file: WordsFile) -> Self {
        Self {
            name: file.name.unwrap_or_else(|| file.id.clone()),
            id: file.id,
            words: file.words,
        }
    }
}

impl Kinds {
    /// Returns the rules that ship with the app.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    pub fn built_in() -> Self {
        Shipped::read("", BUILT_IN).expect("a test reads the same text")
    }

    /// Parses rules.
    ///
    /// # Errors
    ///
    /// [`JsonError`] with the place, if the text is not JSON of that form.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        from_json("", text)
    }

    /// Returns the position in `kinds` of a file's kind, by its name in lower case.
    pub fn kind_of(&self, name: &[u8]) -> usize {
        let fits = |kind: &Kind| {
            kind.endings
                .iter()
                .any(|ending| name.ends_with(ending.as_bytes()))
                || kind
                    .beginnings
                    .iter()
                    .any(|beginning| name.starts_with(beginning.as_bytes()))
        };
        self.kinds
            .iter()
            .position(fits)
            .unwrap_or(self.kinds.len() - 1)
    }
}

const FULL_LIST: &str = include_str!("../../static/catalogue/full_list.json");

/// The files of the main site from which a snapshot of all files is made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullList {
    /// The source of the paths, in words for people.
    pub source: String,
    /// The site's list of all files.
    pub tree: TreeFile,
    /// Tables of samples.
    pub samples: Vec<RemotePath>,
    /// Index files, which name files on other hosts.
    pub indexes: Vec<RemotePath>,
}

/// The list of everything.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TreeFile {
    /// Its path.
    pub path: RemotePath,
    /// Approximate size in bytes, to tell the user before it is fetched.
    pub bytes: u64,
    /// Approximate number of files that it lists.
    pub files: u64,
}

impl FullList {
    /// Returns the paths that ship with the app.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same text.
    pub fn built_in() -> Self {
        Shipped::read("", FULL_LIST).expect("a test reads the same text")
    }

    /// Parses the paths.
    ///
    /// # Errors
    ///
    /// [`JsonError`] with the place, if the text is not JSON of that form.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        from_json("", text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_follows_from_the_name() {
        let kinds = Kinds::built_in();
        for (name, kind) in [
            ("all.chr22.genotypes.vcf.gz", "vcf"),
            ("all.chr22.genotypes.vcf.gz.tbi", "tbi"),
            ("hg00096.final.cram", "cram"),
            ("err001268_1.filt.fastq.gz", "fastq"),
            ("readme_known_issues_20200731", "readme"),
            ("20130502.phase3.sequence.index", "file-list"),
            ("nothing", "other"),
        ] {
            assert_eq!(
                kinds.kinds[kinds.kind_of(name.as_bytes())].id,
                kind,
                "{name}"
            );
        }
        for kind in &kinds.kinds {
            assert!(
                kinds.data_types.iter().any(|data| data.id == kind.data),
                "{}",
                kind.id
            );
        }
    }

    #[test]
    fn the_paths_that_ship_with_the_app_can_be_read() {
        let list = FullList::built_in();
        assert_eq!(list.tree.path.as_str(), "current.tree");
        assert!(list.tree.bytes > 100_000_000);
        assert_eq!((list.samples.len(), list.indexes.len()), (2, 2));
        let paths = list.samples.iter().chain(&list.indexes);
        assert!(paths.into_iter().all(|path| !path.is_root()));
    }
}
