//! Makes a file list of files that come in their order.

use std::cmp::Ordering;

use super::columns::{Columns, Dates, Sizes, WORKING};
use super::directories::{Directories, DirectoriesBuilder, is_reserved};
use super::file_list::FileList;
use super::marks::{MarkReader, Marks, SEVERAL, SampleCode};
use super::names::NamesBuilder;
use super::vocabulary::{Code, MOST_CODES, Vocabulary};
use super::word::{SLOT, words};
use crate::mirror::HostName;

/// The most samples that a list can have.
pub const MOST_SAMPLES: usize = 65_000;

/// The most words in a path that count, see [`Columns::rank`].
const MOST_WORDS: usize = 127;

/// What an index file says of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The file.
    pub file: u32,
    /// Its samples.
    pub samples: Vec<SampleCode>,
    /// Its release or data collection.
    pub collection: Code,
    /// Its analysis group.
    pub group: Code,
}

/// A sample, as far as files are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleKey<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its population, a number of the vocabulary.
    pub population: Code,
}

/// Why files cannot be a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ListError {
    /// A file or directory does not come after the one before it, or comes twice.
    #[error("the files are not in order at file {file}")]
    Order {
        /// Which file, from 0.
        file: u32,
    },
    /// A name is empty, or holds a byte that separates names.
    #[error("the name of file {file} is empty or holds a byte that no name can have")]
    Name {
        /// Which file, from 0.
        file: u32,
    },
    /// There are too many samples.
    #[error("there are more than {MOST_SAMPLES} samples")]
    Samples,
    /// There are more files or names than numbers.
    #[error("there are more files or longer names than a list can hold")]
    TooLarge,
}

/// Takes the directories of each host, then the names of all files, then sizes and dates, all in order.
#[derive(Debug, Default)]
pub struct FileListBuilder {
    hosts: Vec<HostName>,
    roots: Vec<u32>,
    directories: DirectoriesBuilder,
    names: NamesBuilder,
    /// How many words each name has.
    words: Vec<u8>,
    sizes: Sizes,
    dates: Dates,
    /// The path of the last directory.
    last: Vec<u8>,
    placed: u32,
    named: u32,
}

impl FileListBuilder {
    /// Makes room for so many files.
    pub fn reserve(&mut self, files: usize) {
        self.names.reserve(files);
        self.words.reserve_exact(files);
        self.sizes.reserve(files);
        self.dates.reserve(files);
    }

    /// Begins a host.
    pub fn host(&mut self, host: HostName) {
        self.roots.push(self.directories.len());
        self.hosts.push(host);
        self.directories.host(self.placed);
        self.last.clear();
    }

    /// Adds a directory of the last host with files in it, by its path with a slash at its end; empty for the root.
    ///
    /// # Errors
    ///
    /// It does not come after the last one, or its path cannot be kept.
    pub fn directory(&mut self, path: &[u8], files: u32) -> Result<(), ListError> {
        let file = self.placed;
        let whole = path.strip_suffix(b"/").unwrap_or(path);
        let bad = |part: &[u8]| part.is_empty() || part == b"." || part == b"..";
        if path.iter().copied().any(is_reserved)
            || !path.is_empty()
                && (path.len() == whole.len() || whole.split(|b| *b == b'/').any(bad))
        {
            return Err(ListError::Name { file });
        }
        if !self.last.is_empty() && *self.last >= *path {
            return Err(ListError::Order { file });
        }
        self.last.clear();
        self.last.extend_from_slice(path);
        if !whole.is_empty() {
            self.directories.directory(whole, file);
        }
        self.placed = file.checked_add(files).ok_or(ListError::TooLarge)?;
        Ok(())
    }

    /// Returns how many files the directories so far have.
    pub fn placed(&self) -> u32 {
        self.placed
    }

    /// Returns how many files have a name so far.
    pub fn named(&self) -> u32 {
        self.named
    }

    /// Adds the name of the next file.
    ///
    /// # Errors
    ///
    /// It cannot be kept.
    pub fn name(&mut self, name: &[u8]) -> Result<(), ListError> {
        let file = self.named;
        let bad = |byte: u8| is_reserved(byte) || byte == b'/';
        if name.is_empty() || name == b"." || name == b".." || name.iter().copied().any(bad) {
            return Err(ListError::Name { file });
        }
        let words = self.names.push(name).min(MOST_WORDS);
        self.words.push(u8::try_from(words).unwrap_or(u8::MAX));
        self.named += 1;
        Ok(())
    }

    /// Adds the size of the next file.
    pub fn size(&mut self, size: Option<u64>) {
        self.sizes.push(size);
    }

    /// Adds the date of the next file, in seconds since 1970 UTC.
    pub fn date(&mut self, date: Option<i64>) {
        self.dates.push(date);
    }

    /// Ends the list, and finds out what its files are of.
    ///
    /// # Errors
    ///
    /// [`ListError::Samples`].
    pub fn finish<'a>(
        self,
        vocabulary: Vocabulary,
        samples: impl Iterator<Item = SampleKey<'a>>,
        links: &[Link],
    ) -> Result<FileList, ListError> {
        let samples: Vec<_> = samples.collect();
        if samples.len() > MOST_SAMPLES {
            return Err(ListError::Samples);
        }
        let files = self.named;
        let mut list = FileList {
            directories: self.directories.finish(files),
            names: self.names.finish(),
            hosts: self.hosts,
            roots: self.roots,
            sizes: self.sizes,
            dates: self.dates,
            columns: Columns::with_room(files as usize),
            vocabulary,
            files,
        };
        let teller = Teller::new(&list, &samples);
        list.columns = teller.columns(&list, &self.words, links);
        Ok(list)
    }
}

/// Tells what files are of.
struct Teller<'a> {
    samples: &'a [SampleKey<'a>],
    skeletons: Vec<Marks>,
    words: Vec<Marks>,
    /// The kind of each skeleton; [`LATER`] where it depends on the last word.
    kinds: Vec<Code>,
    directories: Vec<DirectoryFacts>,
}

/// The kind depends on the word in the last slot.
const LATER: Code = Code::MAX;

#[derive(Clone, Copy, Default)]
struct DirectoryFacts {
    marks: Marks,
    collection: Code,
    working: bool,
    words: u8,
}

impl<'a> Teller<'a> {
    fn new(list: &FileList, samples: &'a [SampleKey<'a>]) -> Self {
        let vocabulary = &list.vocabulary;
        let reader = MarkReader::new(vocabulary, samples.iter().map(|sample| sample.name));
        let (skeletons, known) = (list.names.skeletons(), list.names.words());
        let all = |count: usize| 0..u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            samples,
            kinds: all(skeletons.len())
                .map(|place| match skeletons.small(place) {
                    [.., SLOT] => LATER,
                    name => kind(vocabulary, name),
                })
                .collect(),
            skeletons: all(skeletons.len())
                .map(|place| reader.text(skeletons.get(place)))
                .collect(),
            words: all(known.len())
                .map(|place| reader.word(known.get(place)))
                .collect(),
            directories: directory_facts(list, &reader),
        }
    }

    fn columns(&self, list: &FileList, words: &[u8], links: &[Link]) -> Columns {
        let mut columns = Columns::with_room(list.files as usize);
        let vocabulary = &list.vocabulary;
        let mut links = links.iter().peekable();
        let mut directory = 0;
        let mut name = Vec::new();
        list.names.each(|file, skeleton, slots| {
            while list.directories.own(directory).end <= file {
                directory += 1;
            }
            let place = self.directories[directory as usize];
            let mut marks = self.skeletons[skeleton as usize];
            for slot in slots {
                marks = marks.beside(self.words[*slot as usize]);
            }
            let mut several: Vec<SampleCode> = Vec::new();
            if marks.sample == SEVERAL {
                several.extend(
                    slots
                        .iter()
                        .map(|slot| self.words[*slot as usize].sample)
                        .filter(|sample| *sample != 0),
                );
            }
            let mut marks = place.marks.below(marks).settled();
            let mut collection = place.collection;
            if let Some(link) = links.next_if(|link| link.file == file) {
                link.tell(&mut marks, &mut collection, &mut several);
            }
            self.push_samples(&mut columns, file, marks, several);
            let of_collection = usize::from(collection).checked_sub(1);
            let assembly = of_collection.map_or(0, |place| vocabulary.collections[place].assembly);
            columns.assembly.push(if marks.assembly == 0 {
                assembly
            } else {
                marks.assembly
            });
            columns.collection.push(collection);
            columns.chromosome.push(marks.chromosome);
            columns.group.push(marks.group);
            let of_skeleton = self.kinds[skeleton as usize];
            columns.kind.push(if of_skeleton == LATER {
                name.clear();
                list.names.write(file, &mut name);
                name.make_ascii_lowercase();
                kind(vocabulary, &name)
            } else {
                of_skeleton
            });
            let count = words[file as usize]
                .saturating_add(place.words)
                .min(WORKING - 1);
            columns.rank.push(if place.working {
                count | WORKING
            } else {
                count
            });
        });
        columns
    }

    /// Adds the file's samples and population: the samples', if they share one, else what its path says.
    fn push_samples(
        &self,
        columns: &mut Columns,
        file: u32,
        marks: Marks,
        mut several: Vec<SampleCode>,
    ) {
        several.sort_unstable();
        several.dedup();
        let sample = match several.as_slice() {
            [] if marks.sample == SEVERAL => 0,
            [] => marks.sample,
            [one] => *one,
            _ => SEVERAL,
        };
        let population = |sample: SampleCode| {
            let place = usize::from(sample).checked_sub(1)?;
            Some(self.samples.get(place)?.population).filter(|code| *code != 0)
        };
        let of_samples = match sample {
            0 => None,
            SEVERAL => {
                let first = several.first().and_then(|sample| population(*sample));
                let same = several.iter().all(|sample| population(*sample) == first);
                Some(first.filter(|_| same).unwrap_or(0))
            }
            one => population(one),
        };
        columns.sample.push(sample);
        columns
            .population
            .push(of_samples.unwrap_or(marks.population));
        if sample == SEVERAL {
            columns.several.insert(file, several);
        }
    }
}

impl Link {
    /// Puts what an index file says in the place of what the path says.
    fn tell(&self, marks: &mut Marks, collection: &mut Code, several: &mut Vec<SampleCode>) {
        if !self.samples.is_empty() {
            several.clone_from(&self.samples);
        }
        if self.collection != 0 {
            *collection = self.collection;
        }
        if self.group != 0 {
            marks.group = self.group;
        }
    }
}

fn kind(vocabulary: &Vocabulary, name: &[u8]) -> Code {
    let place = vocabulary.kinds.kind_of(name).min(MOST_CODES - 1);
    u8::try_from(place + 1).unwrap_or(0)
}

fn directory_facts(list: &FileList, reader: &MarkReader<'_>) -> Vec<DirectoryFacts> {
    let directories: &Directories = &list.directories;
    let vocabulary = &list.vocabulary;
    let mut begins = vec![0; directories.len()];
    for (code, collection) in (1..).zip(&vocabulary.collections) {
        for path in &collection.directories {
            if let Some(place) = list
                .roots
                .first()
                .and_then(|root| directories.find_exact(*root, path))
            {
                begins[place as usize] = code;
            }
        }
    }
    let mut facts: Vec<DirectoryFacts> = Vec::with_capacity(directories.len());
    for (directory, begin) in (0..).zip(begins) {
        let name = directories.names().get(directories.name(directory));
        let above = directories
            .above(directory)
            .map_or_else(DirectoryFacts::default, |above| facts[above as usize]);
        let working = vocabulary
            .kinds
            .working_directories
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
        let mut count = 0_u8;
        words(name, |_| count = count.saturating_add(1));
        facts.push(DirectoryFacts {
            marks: above.marks.below(reader.text(name).settled()),
            collection: if begin == 0 { above.collection } else { begin },
            working: above.working || working,
            words: above.words.saturating_add(count),
        });
    }
    facts
}

/// Compares two files by directory, with its slash, and name.
pub fn compare_paths(one: &[u8], other: &[u8]) -> Ordering {
    fn split(path: &[u8]) -> (&[u8], &[u8]) {
        let begin = memchr::memrchr(b'/', path).map_or(0, |slash| slash + 1);
        path.split_at(begin)
    }
    split(one).cmp(&split(other))
}
