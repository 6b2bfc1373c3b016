//! Files that match one test of a query.

use super::bits::Bits;
use super::names::{Hits, Skeletons};
use super::{paths, values};
use crate::catalogue::{RenamedFile, RenamedFiles, SampleList};
use crate::search::{QueryField, Synonyms, Test};
use crate::snapshot::FileList;

/// The data that tests run on.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) list: FileList,
    pub(super) samples: SampleList,
    pub(super) skeletons: Skeletons,
    pub(super) synonyms: Synonyms,
    pub(super) renamed: RenamedFiles,
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
            Test::Text(word) => self.text(word, true),
            Test::Phrase(text) => self.text(text, false),
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

    /// Returns the file of today, if a test is for the former name of one.
    pub(super) fn today(&self, test: &Test) -> Option<&RenamedFile> {
        match test {
            Test::Text(text) | Test::Phrase(text) => self.renamed.find(text),
            _ => None,
        }
    }

    /// Finds the files of a name.
    pub(super) fn named(&self, name: &str) -> Bits {
        let small = name.to_ascii_lowercase();
        paths::named(&self.list, &self.skeletons, small.as_bytes())
    }

    /// Finds a text in paths; with `means`, also the files of the word's meanings.
    fn text(&self, text: &str, means: bool) -> Fitting {
        let small = text.to_ascii_lowercase();
        let Hits { any, begin } = paths::find(&self.list, &self.skeletons, small.as_bytes());
        let mut fitting = Fitting {
            any,
            begin: Some(begin),
            unknown: Vec::new(),
        };
        if means {
            fitting.add(&self.meant(text));
        }
        fitting
    }

    /// Finds the files of a word's meanings: a sample of that name, and the synonyms.
    fn meant(&self, word: &str) -> Bits {
        let mut meant = Bits::none(self.list.len());
        if self.samples.find(word).is_some() {
            meant.or(&self.field(QueryField::Sample, &[word.to_owned()]).any);
        }
        for test in self.synonyms.meanings(word) {
            meant.or(&self.fitting(&test).any);
        }
        meant
    }

    /// Finds the files of a group's meanings, or those that have each of its words.
    pub(super) fn group(&self, words: &[&str], meanings: &[Test]) -> Fitting {
        let mut fitting = Fitting {
            any: Bits::all(self.list.len()),
            begin: Some(Bits::all(self.list.len())),
            unknown: Vec::new(),
        };
        for word in words {
            let one = self.text(word, false);
            fitting.any.and(&one.any);
            if let (Some(all), Some(begin)) = (&mut fitting.begin, &one.begin) {
                all.and(begin);
            }
        }
        for test in meanings {
            fitting.add(&self.fitting(test).any);
        }
        fitting
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
    fn of(any: Bits) -> Self {
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
