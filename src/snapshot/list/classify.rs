//! Infers each file's collection, sample and kind from its path and from index files.

use super::directories::Directories;
use super::file_list::Columns;
use super::file_list::FileList;
use super::path_facts::Link;
use super::path_facts::SampleKey;
use super::path_facts::{PathFacts, PathFactsReader, SEVERAL, SampleCode};
use super::rank::{self, Of, Standing, Tier};
use super::tokenize::{PLACEHOLDER, words};
use super::vocabulary::{Code, MOST_CODES, Vocabulary};
use crate::mirror::{HostName, MirrorRegistry, RemotePath};

/// Infers facts about files from their paths.
pub(crate) struct Classifier<'a> {
    samples: &'a [SampleKey<'a>],
    skeletons: Vec<PathFacts>,
    words: Vec<PathFacts>,
    /// Kind of each skeleton; [`LATER`] where it depends on the last word.
    kinds: Vec<Code>,
    directories: Vec<DirectoryFacts>,
}

/// Marks a kind that depends on the word in the last placeholder.
const LATER: Code = Code::MAX;

#[derive(Clone, Copy, Default)]
struct DirectoryFacts {
    marks: PathFacts,
    collection: Code,
    standing: Standing,
}

impl<'a> Classifier<'a> {
    pub(crate) fn new(
        list: &FileList,
        samples: &'a [SampleKey<'a>],
        others: &[(&'a str, SampleCode)],
    ) -> Self {
        let vocabulary = &list.vocabulary;
        let names = (1..).zip(samples).map(|(code, sample)| (sample.name, code));
        let names = names.chain(others.iter().copied());
        let reader = PathFactsReader::new(vocabulary, names);
        let (skeletons, known) = (list.names.skeletons(), list.names.words());
        let all = |count: usize| 0..u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            samples,
            kinds: all(skeletons.len())
                .map(|place| match skeletons.small(place) {
                    [.., PLACEHOLDER] => LATER,
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

    pub(crate) fn columns(&self, list: &FileList, words: &[u8], links: &[Link]) -> Columns {
        let mut columns = Columns::with_room(list.files as usize);
        let vocabulary = &list.vocabulary;
        let mut links = links.iter().peekable();
        let mut directory = 0;
        let mut name = Vec::new();
        let of_kinds = rank::of_kinds(&vocabulary.kinds);
        let kinds = vocabulary.kinds.kinds.iter();
        let of_variants = kinds.map(|kind| kind.data == "variants");
        let variants: Vec<bool> = std::iter::once(false).chain(of_variants).collect();
        let mut keys = Vec::with_capacity(list.files as usize);
        let mut main = vec![false; list.files as usize];
        for file in vocabulary.main.iter().filter_map(|path| list.find(0, path)) {
            main[file as usize] = true;
        }
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
            let kind = if of_skeleton == LATER {
                name.clear();
                list.names.write(file, &mut name);
                name.make_ascii_lowercase();
                kind(vocabulary, &name)
            } else {
                of_skeleton
            };
            columns.kind.push(kind);
            let sample = columns.sample[file as usize];
            keys.push(place.standing.key(Of {
                kind: of_kinds[usize::from(kind)],
                main: main[file as usize],
                personal: variants[usize::from(kind)] && sample != 0 && sample != SEVERAL,
                chromosome: marks.chromosome,
                words: words[file as usize],
            }));
        });
        columns.rank = rank::dense(&keys);
        let standings = self.directories.iter().map(|facts| facts.standing);
        columns.standings = standings.collect();
        let last = columns.rank.iter().max();
        columns.places = last.map_or(0, |last| usize::from(*last) + 1);
        columns
    }

    /// Adds the file's samples and population: that of the samples if they share one, else the path's.
    fn push_samples(
        &self,
        columns: &mut Columns,
        file: u32,
        marks: PathFacts,
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
    /// Replaces facts from the path by those from an index file.
    fn tell(&self, marks: &mut PathFacts, collection: &mut Code, several: &mut Vec<SampleCode>) {
        if !self.samples.is_empty() {
            several.clone_from(&self.samples);
        }
        if self.collection != 0 {
            *collection = self.collection;
        }
        if self.group != 0 {
            marks.group = self.group;
        }
        if self.population != 0 {
            marks.population = self.population;
        }
    }
}

fn kind(vocabulary: &Vocabulary, name: &[u8]) -> Code {
    let place = vocabulary.kinds.kind_of(name).min(MOST_CODES - 1);
    u8::try_from(place + 1).unwrap_or(0)
}

/// Returns the path of a directory of the main site on a host, if the host is that or copies it.
fn path_on(
    registry: &MirrorRegistry,
    host: &HostName,
    is_main: bool,
    path: &str,
) -> Option<RemotePath> {
    let path = RemotePath::parse(path).ok()?;
    if is_main {
        return Some(path);
    }
    Some(registry.mirror_of(host)?.path_here(&path))
}

fn directory_facts(list: &FileList, reader: &PathFactsReader<'_>) -> Vec<DirectoryFacts> {
    let directories: &Directories = &list.directories;
    let vocabulary = &list.vocabulary;
    let registry = MirrorRegistry::built_in();
    let mut begins = vec![(0, Standing::default()); directories.len()];
    for (code, collection) in (1..).zip(&vocabulary.collections) {
        let dates = collection.directories.iter().map(|path| {
            let name = path.rsplit('/').next().unwrap_or_default();
            rank::month(name.as_bytes())
        });
        let standing = Standing {
            tier: collection.tier,
            month: dates.max().unwrap_or(0),
            words: 0,
        };
        for path in &collection.directories {
            for (host, root) in list.hosts.iter().zip(&list.roots) {
                let is_main = list.hosts.first() == Some(host);
                if let Some(path) = path_on(&registry, host, is_main, path)
                    && let Some(place) = directories.find_exact(*root, path.as_str())
                {
                    // A copy stands behind what it is a copy of.
                    let standing = if is_main {
                        standing
                    } else {
                        Standing::default()
                    };
                    begins[place as usize] = (code, standing);
                }
            }
        }
    }
    let mut facts: Vec<DirectoryFacts> = Vec::with_capacity(directories.len());
    for (directory, (code, begin)) in (0..).zip(begins) {
        let name = directories.names().get(directories.name(directory));
        let above = directories
            .above(directory)
            .map_or_else(DirectoryFacts::default, |above| facts[above as usize]);
        let mut standing = above.standing;
        words(name, |_| standing.words = standing.words.saturating_add(1));
        if code != 0 {
            (standing.tier, standing.month) = (begin.tier, begin.month);
        } else if standing.month == 0 {
            standing.month = rank::month(name);
        }
        let working = vocabulary
            .kinds
            .working_directories
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
        if working {
            standing.tier = Tier::Working;
        }
        facts.push(DirectoryFacts {
            marks: above.marks.below(reader.text(name).settled()),
            collection: if code == 0 { above.collection } else { code },
            standing,
        });
    }
    facts
}
