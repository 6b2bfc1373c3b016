//! Files that match one test of a query.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::bits::Bits;
use super::names::{Hits, Skeletons};
use super::places::Places;
use super::word_form::{is_accession, is_pattern, is_version, singular};
use super::{paths, values};
use crate::catalogue::{RenamedFile, RenamedFiles, SampleList};
use crate::search::synonyms::put;
use crate::search::{QueryField, Synonyms, Test};
use crate::snapshot::FileList;
use crate::table::Md5;

/// Signs between words of which either is meant.
const BETWEEN: [char; 4] = ['/', '+', '&', '|'];

/// The data that tests run on.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) list: FileList,
    pub(super) samples: SampleList,
    pub(super) skeletons: Skeletons,
    pub(super) synonyms: Synonyms,
    pub(super) renamed: RenamedFiles,
    pub(super) places: Places,
    /// Indexes and statistics, once something has asked for them.
    pub(super) beside: OnceCell<Bits>,
    /// The files of each checksum that was looked for; none if no file has it.
    pub(super) md5s: HashMap<Md5, Vec<u32>>,
    /// Whether a word that no file has may be replaced by one that is near.
    pub(super) forgives: bool,
}

/// The files that match a test.
#[derive(Clone, Debug)]
pub(super) struct Fitting {
    pub(super) any: Bits,
    /// Files in which a word begins with the text; `None` where the test is no text.
    pub(super) begin: Option<Bits>,
    /// Values that no file has.
    pub(super) unknown: Vec<String>,
}

impl Asked {
    /// Finds the files that match a test.
    pub(super) fn fitting(&self, test: &Test) -> Fitting {
        match test {
            Test::Text(word) => self.word(word),
            Test::Phrase(text) => self.letters(text),
            Test::Field(field, values) => self.field(*field, values),
            Test::Size(limit) => {
                let (least, most) = limit.span();
                self.by_file(|list, file| {
                    let size = list.sizes().get(file);
                    size.is_some_and(|size| (least..=most).contains(&size))
                })
            }
            Test::Date(limit) => {
                let (first, last) = limit.span();
                self.by_file(|list, file| {
                    let date = list.dates().get(file);
                    date.is_some_and(|date| (first..=last).contains(&date))
                })
            }
        }
    }

    fn by_file(&self, holds: impl Fn(&FileList, u32) -> bool) -> Fitting {
        let mut any = Bits::none(self.list.len());
        for file in 0..self.list.len() {
            if holds(&self.list, file) {
                any.set(file);
            }
        }
        Fitting::of(any)
    }

    /// Returns the files of today, if a test is for the former names of some, or for a version that these name.
    pub(super) fn today(&self, test: &Test) -> Vec<&RenamedFile> {
        match test {
            Test::Text(word) if is_version(word) => self.renamed.of_version(word),
            Test::Text(text) | Test::Phrase(text) => self.renamed.find(text).into_iter().collect(),
            Test::Field(QueryField::Path, values) => {
                let former = |value: &String| {
                    let path = self.places.on_site(value)?;
                    self.renamed.find(path.as_str())
                };
                values.iter().filter_map(former).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Finds the files of a name.
    pub(super) fn named(&self, name: &str) -> Bits {
        let small = name.to_ascii_lowercase();
        paths::named(&self.list, &self.skeletons, small.as_bytes())
    }

    /// Finds a text in paths.
    fn letters(&self, text: &str) -> Fitting {
        // No path has it.
        if text.contains("://") {
            return self.places(&[text.to_owned()]);
        }
        let small = text.to_ascii_lowercase();
        let Hits { any, begin } = paths::find(&self.list, &self.skeletons, small.as_bytes());
        Fitting {
            any,
            begin: Some(begin),
            unknown: Vec::new(),
        }
    }

    /// Finds a word of paths, which nothing of its kind goes on.
    pub(super) fn standing(&self, word: &str) -> Fitting {
        let small = word.to_ascii_lowercase();
        Fitting {
            begin: None,
            ..Fitting::of(paths::standing(
                &self.list,
                &self.skeletons,
                small.as_bytes(),
            ))
        }
    }

    /// Finds what a word means, or else the paths that hold it.
    fn word(&self, word: &str) -> Fitting {
        if is_pattern(word) || (word.contains('/') && self.is_place(word)) {
            return self.places(&[word.to_owned()]);
        }
        let meanings = self.meanings(word);
        if meanings.is_empty() {
            // A whole accession is not the beginning of another one.
            let found = if is_accession(word) {
                self.standing(word)
            } else {
                self.letters(word)
            };
            if !found.any.is_empty() {
                return found;
            }
            // The end of a sentence, or a plural.
            return match word.strip_suffix('.') {
                Some(name) if !name.is_empty() => self.word(name),
                _ => singular(word).map_or(found, |name| self.standing(name)),
            };
        }
        let letters = self.synonyms.letters(word).iter().map(String::as_str);
        let letters: Vec<&str> = letters.chain([word]).collect();
        self.term(&meanings, &letters)
    }

    /// Finds the files that have one of the meanings or in which a word stands for them. Those of the first meaning that has any
    /// are the likeliest.
    pub(super) fn term(&self, meanings: &[Test], letters: &[&str]) -> Fitting {
        let mut fitting = Fitting::of(Bits::none(self.list.len()));
        for test in meanings {
            fitting.any.or(&self.fitting(test).any);
            if fitting.begin.is_none() && !fitting.any.is_empty() {
                fitting.begin = Some(fitting.any.clone());
            }
        }
        for word in letters {
            fitting.any.or(&self.standing(word).any);
        }
        fitting
    }

    /// Returns what a word means: the synonyms, else a kind of file; and a sample of that name. Words with a slash or the like
    /// between them, each with a meaning, mean either.
    pub(super) fn meanings(&self, word: &str) -> Vec<Test> {
        let meanings = self.meanings_of_one(word);
        if !meanings.is_empty() || !word.contains(BETWEEN) {
            return meanings;
        }
        let mut all = Vec::new();
        for one in word.split(BETWEEN) {
            let meanings = self.meanings_of_one(one);
            if meanings.is_empty() {
                return meanings;
            }
            for meaning in &meanings {
                put(&mut all, meaning);
            }
        }
        all
    }

    fn meanings_of_one(&self, word: &str) -> Vec<Test> {
        let mut meanings = self.synonyms.meanings(word);
        if meanings.is_empty() {
            let kinds = self.list.vocabulary().kinds.kinds.iter();
            let mut names = kinds.flat_map(|kind| std::iter::once(&kind.id).chain(&kind.also));
            let known = names.find(|name| name.eq_ignore_ascii_case(word));
            meanings.extend(known.map(|name| Test::Field(QueryField::Type, vec![name.clone()])));
        }
        if self.samples.find(word).is_some() {
            meanings.push(Test::Field(QueryField::Sample, vec![word.to_owned()]));
        }
        meanings
    }

    /// Returns whether a word, beside names of samples, is one with a typing error: it begins as they do, means nothing else and
    /// stands in no path.
    pub(super) fn is_like_sample(&self, word: &str) -> bool {
        let (begin, rest) = word.split_at_checked(2).unwrap_or_default();
        let begins = ["hg", "na", "gm"]
            .iter()
            .any(|known| begin.eq_ignore_ascii_case(known));
        begins
            && (4..=7).contains(&rest.len())
            && rest.starts_with(|letter: char| letter.is_ascii_digit())
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && self.meanings(word).is_empty()
            && self.standing(word).any.is_empty()
    }

    /// Returns whether a word is the name of a sample, or looks like one: `HG`, `NA` or `GM` and five digits.
    pub(super) fn is_sample(&self, word: &str) -> bool {
        let looks = word.len() == 7
            && word.as_bytes()[2..].iter().all(u8::is_ascii_digit)
            && ["hg", "na", "gm"].iter().any(|begin| {
                word.get(..2)
                    .is_some_and(|start| start.eq_ignore_ascii_case(begin))
            });
        looks || self.samples.find(word).is_some()
    }

    fn field(&self, field: QueryField, values: &[String]) -> Fitting {
        if let Some((column, codes, unknown)) =
            values::codes(&self.list, &self.synonyms, field, values)
        {
            let any = Bits::of(column.of(&self.list), |code| codes[usize::from(code)]);
            return Fitting {
                any,
                begin: None,
                unknown,
            };
        }
        if let Some((fits, unknown)) = values::samples(&self.samples, field, values) {
            let columns = self.list.columns();
            let mut any = Bits::of(&columns.sample, |sample| {
                fits.get(usize::from(sample)) == Some(&true)
            });
            for (file, samples) in columns.of_several() {
                if samples
                    .iter()
                    .any(|sample| fits.get(usize::from(*sample)) == Some(&true))
                {
                    any.set(file);
                }
            }
            return Fitting {
                any,
                begin: None,
                unknown,
            };
        }
        match field {
            QueryField::Host => self.hosts(values),
            QueryField::Directory => self.directories(values),
            QueryField::Name => self.names(values),
            QueryField::Path => self.places(values),
            QueryField::Md5 => self.of_md5s(values),
            // `with:` tests nothing; it adds files to the result.
            _ => Fitting::of(Bits::all(self.list.len())),
        }
    }

    fn hosts(&self, values: &[String]) -> Fitting {
        let mut fitting = Fitting::of(Bits::none(self.list.len()));
        for value in values {
            let mut known = false;
            for (place, host) in self.list.hosts().iter().enumerate() {
                if host.as_str().contains(value.as_str()) {
                    known = true;
                    fitting
                        .any
                        .set_range(self.list.directories().below(self.list.root(place)));
                }
            }
            if !known {
                fitting.unknown.push(value.clone());
            }
        }
        fitting
    }

    fn directories(&self, values: &[String]) -> Fitting {
        let mut fitting = Fitting::of(Bits::none(self.list.len()));
        let directories = self.list.directories();
        for value in values {
            let mut known = false;
            for place in 0..self.list.hosts().len() {
                if let Some(directory) = directories.find(self.list.root(place), value) {
                    known = true;
                    fitting.any.set_range(directories.below(directory));
                }
            }
            if !known {
                fitting.unknown.push(value.clone());
            }
        }
        fitting
    }

    fn names(&self, values: &[String]) -> Fitting {
        let mut fitting = Fitting::of(Bits::none(self.list.len()));
        for value in values {
            let small = value.to_ascii_lowercase();
            fitting.any.or(&paths::in_names(
                &self.list,
                &self.skeletons,
                small.as_bytes(),
            ));
        }
        fitting
    }
}

impl Fitting {
    pub(super) fn of(any: Bits) -> Self {
        Self {
            any,
            begin: None,
            unknown: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, meant: &Bits) {
        self.any.or(meant);
        if let Some(begin) = &mut self.begin {
            begin.or(meant);
        }
    }
}
