//! Values of the properties that distinguish files, with the numbers that columns hold for them.

use super::rank::Tier;
use crate::catalogue::{Catalogue, Chromosome, Kinds, ListedPopulation, Owner};
use crate::mirror::RemotePath;

/// Number of a value in a column: 0 for none, else its position plus one.
pub type Code = u8;

/// Releases and data collections, populations, kinds and so on. Numbers hold for one list only.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Releases, then data collections.
    pub collections: Vec<Collection>,
    /// Populations: those of the catalogue in its order, then others of the samples.
    pub populations: Vec<PopulationCode>,
    /// The rules by which names are read.
    pub kinds: Kinds,
    /// The main files of the catalogue.
    pub(crate) main: Vec<RemotePath>,
    /// Populations beside those of the catalogue: code and superpopulation.
    described: Vec<(String, String)>,
}

/// A release or data collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// Short name: `30x`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Its reference assembly.
    pub assembly: Code,
    /// Its directories on the main site.
    pub directories: Vec<String>,
    /// Whether it is a release or a data collection.
    pub(crate) tier: Tier,
}

/// A population and its superpopulation, or the several populations of one sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PopulationCode {
    /// Their codes: `GBR`. The first is the main one.
    pub codes: Vec<String>,
    /// The codes of their superpopulations, or the names of such without one: `EUR`.
    pub superpopulations: Vec<String>,
}

/// Largest number of values in a column.
pub const MOST_CODES: usize = 254;

impl Vocabulary {
    /// Creates the vocabulary of a catalogue.
    pub fn new(catalogue: &Catalogue) -> Self {
        let kinds = Kinds::built_in();
        let releases = catalogue.releases().iter().map(Owner::Release);
        let collections = catalogue.collections().iter().map(Owner::Collection);
        let populations = &catalogue.populations().populations;
        let main = catalogue.files().iter();
        Self {
            collections: releases
                .chain(collections)
                .map(|owner| Collection {
                    id: owner.id().to_owned(),
                    name: owner.name().to_owned(),
                    tier: match owner {
                        Owner::Release(_) => Tier::Release,
                        Owner::Collection(_) => Tier::Collection,
                    },
                    assembly: owner.assembly().map_or(0, |assembly| {
                        code_of(&kinds.assemblies, |known| known.id == assembly)
                    }),
                    directories: owner
                        .directories()
                        .iter()
                        .map(ToString::to_string)
                        .collect(),
                })
                .collect(),
            populations: populations
                .iter()
                .map(|population| PopulationCode {
                    codes: vec![population.code.clone()],
                    superpopulations: vec![population.superpopulation.clone()],
                })
                .collect(),
            kinds,
            described: Vec::new(),
            main: main.map(|file| file.file.path.clone()).collect(),
        }
    }

    /// Adds what tables say of populations, before they are numbered.
    pub fn describe(&mut self, populations: &[ListedPopulation]) {
        let known = populations.iter();
        self.described = known
            .map(|known| (known.code.clone(), known.superpopulation.clone()))
            .collect();
    }

    /// Returns the number of a population, or of several that a sample has together; a new one is added while there is room.
    /// 0 stands for none, and for one without room.
    pub fn populations_of<'a>(&mut self, codes: impl Iterator<Item = &'a str>) -> Code {
        let codes: Vec<&str> = codes.collect();
        let known = code_of(&self.populations, |known| known.codes == codes);
        if known != 0 || codes.is_empty() || self.populations.len() >= MOST_CODES {
            return known;
        }
        let mut superpopulations: Vec<String> = Vec::new();
        for code in &codes {
            let of_catalogue = self.populations.iter().find(|known| known.codes == [*code]);
            let found = of_catalogue.and_then(|known| known.superpopulations.first());
            let described = || Some(&self.described.iter().find(|(known, _)| known == code)?.1);
            if let Some(found) = found.or_else(described)
                && !found.is_empty()
                && !superpopulations.contains(found)
            {
                superpopulations.push(found.clone());
            }
        }
        self.populations.push(PopulationCode {
            codes: codes.into_iter().map(str::to_owned).collect(),
            superpopulations,
        });
        Code::try_from(self.populations.len()).unwrap_or(0)
    }

    /// Returns the number of a population by its code.
    pub fn population(&self, code: &str) -> Code {
        code_of(&self.populations, |known| known.codes == [code])
    }

    /// Returns the number of a release or data collection by its short name.
    pub fn collection(&self, id: &str) -> Code {
        code_of(&self.collections, |known| known.id == id)
    }

    /// Returns the number of an analysis group by its description in index files.
    pub fn group(&self, text: &str) -> Code {
        let text = spaced(text.as_bytes());
        code_of(&self.kinds.groups, |group| {
            group.words.iter().any(|word| has_words(&text, word))
        })
    }
}

/// Returns the number of the first value that matches.
#[expect(
    clippy::cast_possible_truncation,
    reason = "lists of things have fewer than 255"
)]
pub(crate) fn code_of<T>(things: &[T], fits: impl Fn(&T) -> bool) -> Code {
    things
        .iter()
        .take(MOST_CODES)
        .position(fits)
        .map_or(0, |place| place as u8 + 1)
}

/// Returns the number of a chromosome: 1 to 22, X 23, Y 24, MT 25.
pub fn chromosome_code(chromosome: Chromosome) -> Code {
    match chromosome {
        Chromosome::Autosome(number) => number,
        Chromosome::X => 23,
        Chromosome::Y => 24,
        Chromosome::Mt => 25,
    }
}

/// Returns the chromosome of a number.
pub fn chromosome_of(code: Code) -> Option<Chromosome> {
    match code {
        1..=22 => Some(Chromosome::Autosome(code)),
        23 => Some(Chromosome::X),
        24 => Some(Chromosome::Y),
        25 => Some(Chromosome::Mt),
        _ => None,
    }
}

/// Lowers a text and puts one blank between, before and after its words.
pub(crate) fn spaced(text: &[u8]) -> Vec<u8> {
    let mut spaced = vec![b' '];
    super::tokenize::words(text, |span| {
        spaced.extend(text[span].iter().map(u8::to_ascii_lowercase));
        spaced.push(b' ');
    });
    spaced
}

/// Returns whether a text of [`spaced`] holds these words side by side.
pub(crate) fn has_words(spaced_text: &[u8], words: &str) -> bool {
    memchr::memmem::find(spaced_text, &spaced(words.as_bytes())).is_some()
}
