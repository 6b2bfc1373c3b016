//! The fields of the query language, their names, and how their values are written.

use serde::{Deserialize, Serialize};

use crate::catalogue::{Chromosome, Chromosomes};
use crate::table::Md5;

/// A field of the query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum QueryField {
    /// `pop:` Code of a population of the file's samples: `CEU`.
    Population,
    /// `super:` Code of a superpopulation of the file's samples: `AFR`.
    Superpopulation,
    /// `sample:` Name of a sample: `NA12878`.
    Sample,
    /// `sex:` `female` or `male`.
    Sex,
    /// `related:` `yes` if the sample is a relative that the 2,504 leave out, else `no`.
    Related,
    /// `trio:` `yes` if the sample belongs to a trio, else `no`.
    Trio,
    /// `chr:` `1` to `22`, `X`, `Y`, `MT`.
    Chromosome,
    /// `type:` Kind of file or type of data: `vcf`, `cram`, `index`, `variants`.
    Type,
    /// `kind:` Kind of file alone: `vcf`.
    Kind,
    /// `data:` Type of data alone: `variants`.
    Data,
    /// `with:` Adds the companion files of what is found: `index`.
    With,
    /// `release:` A main release: `phase3`.
    Release,
    /// `collection:` A data collection: `30x`.
    Collection,
    /// `assembly:` `GRCh38`.
    Assembly,
    /// `host:` The host that the file lies on.
    Host,
    /// `in:` A directory, with all that is below it: its path without slashes at its ends, or `/`.
    Directory,
    /// `name:` Part of the file's name.
    Name,
    /// `path:` A file or a directory with all below it, by address or path; a name may have stars: `release/20130502/*.panel`.
    Path,
    /// `group:` Analysis group, as index files name it, with `_` for blanks: `low_coverage`.
    Group,
    /// `md5:` MD5 checksum of the file: 32 hexadecimal digits.
    Md5,
}

/// A name before the colon of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Field(QueryField),
    Size,
    Date,
}

/// Names of each key, separated by blanks; the first is the one printed.
const NAMES: [(Key, &str); 22] = [
    (
        Key::Field(QueryField::Population),
        "pop population populations",
    ),
    (
        Key::Field(QueryField::Superpopulation),
        "super superpop superpopulation super_pop continent",
    ),
    (
        Key::Field(QueryField::Sample),
        "sample samples individual individuals",
    ),
    (Key::Field(QueryField::Sex), "sex gender"),
    (Key::Field(QueryField::Related), "related"),
    (Key::Field(QueryField::Trio), "trio trios"),
    (
        Key::Field(QueryField::Chromosome),
        "chr chrom chromosome chromosomes",
    ),
    (Key::Field(QueryField::Type), "type types format filetype"),
    (Key::Field(QueryField::Kind), "kind kinds"),
    (Key::Field(QueryField::Data), "data datatype data_type"),
    (Key::Field(QueryField::With), "with"),
    (Key::Field(QueryField::Release), "release releases"),
    (
        Key::Field(QueryField::Collection),
        "collection collections project",
    ),
    (
        Key::Field(QueryField::Assembly),
        "assembly build reference genome",
    ),
    (Key::Field(QueryField::Host), "host server"),
    (Key::Field(QueryField::Directory), "in dir directory folder"),
    (Key::Field(QueryField::Name), "name filename"),
    (Key::Field(QueryField::Path), "path address url"),
    (Key::Field(QueryField::Group), "group analysis_group"),
    (Key::Field(QueryField::Md5), "md5 md5sum checksum"),
    (Key::Size, "size bytes"),
    (Key::Date, "date modified changed"),
];

impl Key {
    /// Returns the canonical name.
    pub(super) fn name(self) -> &'static str {
        let names = NAMES.iter().find(|(key, _)| *key == self);
        names
            .and_then(|(_, names)| names.split(' ').next())
            .unwrap_or_default()
    }

    /// Finds the key of a name, ignoring case.
    pub(super) fn of(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(_, names)| {
                names
                    .split(' ')
                    .any(|known| known.eq_ignore_ascii_case(name))
            })
            .map(|(key, _)| *key)
    }

    /// All names of all keys.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().flat_map(|(_, names)| names.split(' '))
    }
}

impl QueryField {
    /// All fields, in the order of the help.
    pub const ALL: [Self; 20] = [
        Self::Population,
        Self::Superpopulation,
        Self::Sample,
        Self::Sex,
        Self::Related,
        Self::Trio,
        Self::Chromosome,
        Self::Type,
        Self::Kind,
        Self::Data,
        Self::With,
        Self::Group,
        Self::Release,
        Self::Collection,
        Self::Assembly,
        Self::Host,
        Self::Directory,
        Self::Name,
        Self::Path,
        Self::Md5,
    ];

    /// Returns the canonical name: `pop`.
    pub fn name(self) -> &'static str {
        Key::Field(self).name()
    }

    /// Finds a field by one of its names, ignoring case: `pop`, `population`.
    pub fn from_name(name: &str) -> Option<Self> {
        match Key::of(name) {
            Some(Key::Field(field)) => Some(field),
            _ => None,
        }
    }

    /// Returns the canonical form of a value; `None` if the field cannot have it.
    ///
    /// Chromosomes, sex, yes and no have fixed values, and an MD5 has 32 digits. Codes of three letters, and sample names of two letters and digits,
    /// are in capitals; types, groups and hosts in small letters. Everything else stays as it is but for blanks around it:
    /// which populations, releases or collections there are is not the grammar's to know. What is compared with a
    /// value should come through here too.
    pub fn normalise(self, value: &str) -> Option<String> {
        let value = value.trim();
        let normal = match self {
            Self::Population | Self::Superpopulation => code(value),
            Self::Sample => sample(value),
            Self::Sex => one_of(value, &[("female", "females f 2"), ("male", "males m 1")])?,
            Self::Related | Self::Trio => yes_or_no(value)?,
            Self::Md5 => value.parse::<Md5>().ok()?.to_string(),
            Self::Chromosome => chromosome(value)?,
            Self::Type | Self::Kind => file_type(value),
            Self::With => one_of(value, &[("index", "indexes indices companions companion")])?,
            Self::Data | Self::Host => value.to_ascii_lowercase(),
            Self::Directory => directory(value),
            Self::Group => value.to_ascii_lowercase().replace(char::is_whitespace, "_"),
            Self::Release | Self::Collection | Self::Assembly | Self::Name | Self::Path => {
                value.to_owned()
            }
        };
        (!normal.is_empty()).then_some(normal)
    }
}

fn code(value: &str) -> String {
    if value.len() == 3 && value.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return value.to_ascii_uppercase();
    }
    value.to_owned()
}

fn sample(value: &str) -> String {
    let is_name = |(letters, digits): (&[u8], &[u8])| {
        letters.iter().all(u8::is_ascii_alphabetic) && digits.iter().all(u8::is_ascii_digit)
    };
    if value.as_bytes().split_at_checked(2).is_some_and(is_name) {
        return value.to_ascii_uppercase();
    }
    value.to_owned()
}

fn one_of(value: &str, known: &[(&str, &str)]) -> Option<String> {
    let is_value = |(name, others): &&(&str, &str)| {
        name.eq_ignore_ascii_case(value)
            || others
                .split(' ')
                .any(|other| other.eq_ignore_ascii_case(value))
    };
    known
        .iter()
        .find(is_value)
        .map(|(name, _)| (*name).to_owned())
}

fn yes_or_no(value: &str) -> Option<String> {
    one_of(value, &[("yes", "y true 1"), ("no", "n false 0")])
}

/// Reads `22`, `chr22`, `chrom22`, `chromosome22`.
fn chromosome(value: &str) -> Option<String> {
    let before = ["chromosome", "chrom"].into_iter().find(|before| {
        value
            .get(..before.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(before))
    });
    let value = &value[before.map_or(0, str::len)..];
    let chromosome: Chromosome = value.parse().ok()?;
    Some(chromosome.to_string())
}

/// Strips dots before a type and the compression after it: `.vcf.gz` is `vcf`.
fn file_type(value: &str) -> String {
    let lower = value.to_ascii_lowercase();
    let mut left = lower.as_str();
    loop {
        let shorter = left
            .trim_matches(|letter: char| letter == '.' || letter.is_whitespace())
            .trim_end_matches(".gz");
        if shorter.len() == left.len() {
            return left.to_owned();
        }
        left = shorter;
    }
}

fn directory(value: &str) -> String {
    let path = value.trim_matches(|letter: char| letter == '/' || letter.is_whitespace());
    if path.is_empty() && value.starts_with('/') {
        return "/".to_owned();
    }
    path.to_owned()
}

/// Reads a range of chromosomes: `1-22`.
pub(super) fn chromosomes(
    field: QueryField,
    value: &str,
) -> Option<impl Iterator<Item = String> + use<>> {
    if field != QueryField::Chromosome {
        return None;
    }
    let Chromosomes(range) = Chromosomes::written(&value.to_ascii_lowercase()).ok()?;
    let name = |chromosome: Chromosome| chromosome.to_string();
    Some(range.into_iter().map(name))
}

/// Splits a word into the key of its name and the rest; `None` without a colon, unless it is a limit such as `size>1G`.
pub(super) fn key_of(word: &str) -> Option<(&str, Option<Key>)> {
    let sign = word.find(['<', '>', '=']).map(|at| &word[..at]);
    if let Some(name) = sign
        && let Some(key @ (Key::Size | Key::Date)) = Key::of(name)
    {
        return Some((name, Some(key)));
    }
    let (name, _) = word.split_once(':')?;
    Some((name, Key::of(name)))
}
