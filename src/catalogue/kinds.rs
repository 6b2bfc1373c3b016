//! What a file is, told by its name: rules from data (`static/catalogue/kinds.json`).

use serde::Deserialize;

use crate::common::JsonError;
use crate::common::json::from_json;

const BUILT_IN: &str = include_str!("../../static/catalogue/kinds.json");

/// The rules by which names are read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    /// Where they come from, in words for people.
    pub source: String,
    /// What data there is, in the order to show.
    pub data_types: Vec<Named>,
    /// The kinds of files; of those whose ending fits, the first counts. The last one fits all.
    pub kinds: Vec<Kind>,
    /// The reference assemblies, with the words that name them in paths, in small letters.
    pub assemblies: Vec<Words>,
    /// The analysis groups, likewise; a blank in a word stands for any one character between words.
    pub groups: Vec<Words>,
    /// Names of directories that hold working copies.
    pub working_directories: Vec<String>,
    /// Which collection or release an index file belongs to, by the beginning of its name.
    pub index_files: Vec<IndexFile>,
}

/// A short name and one for people.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Short name in data and queries.
    pub id: String,
    /// Name for people.
    pub name: String,
}

/// A kind of files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Short name in data and queries: `vcf`.
    pub id: String,
    /// The short name of its type of data.
    pub data: String,
    /// Other names in queries: `index`.
    #[serde(default)]
    pub also: Vec<String>,
    /// How names of such files end, in small letters.
    #[serde(default)]
    pub endings: Vec<String>,
    /// How names of such files begin, in small letters, whatever their end.
    #[serde(default)]
    pub beginnings: Vec<String>,
}

/// Index files, and what they list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexFile {
    /// How their names begin.
    pub begins: String,
    /// The collection or release to which they belong.
    pub collection: String,
}

/// A thing and the words that name it in paths.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "WordsFile")]
pub struct Words {
    /// Short name in data and queries.
    pub id: String,
    /// Name for people; the short one where none is given.
    pub name: String,
    /// The words, in small letters.
    pub words: Vec<String>,
}

/// [`Words`] as the file has them: the name may be missing.
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
        Self::from_json(BUILT_IN).expect("a test reads the same text")
    }

    /// Reads rules.
    ///
    /// # Errors
    ///
    /// The text is not JSON of that form.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        from_json("", text)
    }

    /// Returns the place of the kind of a file, by its name in small letters.
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
}
