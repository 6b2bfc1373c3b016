//! Facts about a file that the words of its path state, and what index files and sample tables say of it.

use std::collections::HashMap;

use super::tokenize::words;
use super::vocabulary::{Code, Vocabulary, chromosome_code, code_of, has_words, spaced};
use crate::catalogue::Chromosome;

/// Number of a sample: 0 for none, [`SEVERAL`] for more than one, else its position plus one.
pub type SampleCode = u16;

/// Marks a file of several samples.
pub const SEVERAL: SampleCode = u16::MAX;

/// Marks several different values.
const MIXED: Code = u8::MAX;

/// Facts stated by words; 0 is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PathFacts {
    pub(crate) population: Code,
    pub(crate) assembly: Code,
    pub(crate) group: Code,
    pub(crate) chromosome: Code,
    pub(crate) sample: SampleCode,
}

/// Reads facts from words.
pub(crate) struct PathFactsReader<'a> {
    vocabulary: &'a Vocabulary,
    samples: HashMap<&'a [u8], SampleCode>,
    populations: HashMap<&'a [u8], Code>,
    assemblies: HashMap<&'a [u8], Code>,
}

impl<'a> PathFactsReader<'a> {
    /// Creates a reader that knows the samples' names, each with its sample.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a vocabulary has fewer than 255 of each"
    )]
    pub(crate) fn new(
        vocabulary: &'a Vocabulary,
        samples: impl Iterator<Item = (&'a str, SampleCode)>,
    ) -> Self {
        let codes = vocabulary.populations.iter().enumerate();
        let assemblies = vocabulary.kinds.assemblies.iter().enumerate();
        Self {
            samples: samples
                .map(|(name, sample)| (name.as_bytes(), sample))
                .collect(),
            populations: codes
                .filter_map(|(place, population)| match population.codes.as_slice() {
                    [code] => Some((code.as_bytes(), place as u8 + 1)),
                    _ => None,
                })
                .collect(),
            assemblies: assemblies
                .flat_map(|(place, assembly)| {
                    let words = assembly.words.iter();
                    words.map(move |word| (word.as_bytes(), place as u8 + 1))
                })
                .collect(),
            vocabulary,
        }
    }

    /// Reads one word.
    pub(crate) fn word(&self, word: &[u8]) -> PathFacts {
        let mut small = [0; 16];
        let small = match small.get_mut(..word.len()) {
            Some(small) => {
                small.copy_from_slice(word);
                small.make_ascii_lowercase();
                &*small
            }
            None => &[],
        };
        PathFacts {
            sample: self.samples.get(word).copied().unwrap_or(0),
            population: self.populations.get(word).copied().unwrap_or(0),
            assembly: self.assemblies.get(small).copied().unwrap_or(0),
            chromosome: chromosome(small).map_or(0, chromosome_code),
            group: 0,
        }
    }

    /// Reads the name of a directory, or a skeleton.
    pub(crate) fn text(&self, text: &[u8]) -> PathFacts {
        let mut marks = PathFacts::default();
        words(text, |span| marks = marks.beside(self.word(&text[span])));
        let spaced = spaced(text);
        marks.group = code_of(&self.vocabulary.kinds.groups, |group| {
            group.words.iter().any(|word| has_words(&spaced, word))
        });
        marks
    }
}

/// Reads `chr22`, `chrom11` or `chromosomeX`, in lower case.
fn chromosome(word: &[u8]) -> Option<Chromosome> {
    let rest = word.strip_prefix(b"chr")?;
    let rest = rest
        .strip_prefix(b"omosome")
        .or_else(|| rest.strip_prefix(b"om"))
        .unwrap_or(rest);
    std::str::from_utf8(rest).ok()?.parse().ok()
}

impl PathFacts {
    /// Adds the facts of another word of the same name. Two samples make several; two chromosomes or populations make none.
    pub(crate) fn beside(self, other: Self) -> Self {
        let both = |one: Code, other: Code| match (one, other) {
            (0, code) | (code, 0) => code,
            (one, other) if one == other => one,
            _ => MIXED,
        };
        Self {
            population: both(self.population, other.population),
            assembly: if other.assembly == 0 {
                self.assembly
            } else {
                other.assembly
            },
            group: if other.group == 0 {
                self.group
            } else {
                other.group
            },
            chromosome: both(self.chromosome, other.chromosome),
            sample: match (self.sample, other.sample) {
                (0, sample) | (sample, 0) => sample,
                (one, other) if one == other => one,
                _ => SEVERAL,
            },
        }
    }

    /// Adds the facts of a name below those so far; the nearer fact counts.
    pub(crate) fn below(self, nearer: Self) -> Self {
        let nearest = |far: Code, near: Code| if near == 0 { far } else { near };
        Self {
            population: nearest(self.population, nearer.population),
            assembly: nearest(self.assembly, nearer.assembly),
            group: nearest(self.group, nearer.group),
            chromosome: nearest(self.chromosome, nearer.chromosome),
            sample: if nearer.sample == 0 {
                self.sample
            } else {
                nearer.sample
            },
        }
    }

    /// Drops values that contradict each other.
    pub(crate) fn settled(self) -> Self {
        let settle = |code: Code| if code == MIXED { 0 } else { code };
        Self {
            population: settle(self.population),
            chromosome: settle(self.chromosome),
            ..self
        }
    }
}

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
    /// Its population, where no sample tells it.
    pub population: Code,
}

/// A sample, as far as files are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleKey<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its population, a number of the vocabulary.
    pub population: Code,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn words_name_samples_populations_chromosomes_and_assemblies() {
        let vocabulary = Vocabulary::new(&Catalogue::built_in());
        let reader =
            PathFactsReader::new(&vocabulary, [("HG00096", 1), ("NA12878", 2)].into_iter());
        let of = |text: &str| reader.text(text.as_bytes()).settled();
        assert_eq!(of("NA12878.chrom11.ILLUMINA.bam").sample, 2);
        assert_eq!(of("NA12878.chrom11.ILLUMINA.bam").chromosome, 11);
        assert_eq!(of("x.chrMT.y").chromosome, 25);
        assert_eq!(of("chr1-chr2").chromosome, 0);
        assert_eq!(of("HG00096_NA12878").sample, SEVERAL);
        assert_eq!(of("a.alt_bwamem_GRCh38DH.b").assembly, 1);
        let gbr = of("ILLUMINA.bwa.GBR.low_coverage");
        assert_eq!(
            vocabulary.populations[usize::from(gbr.population) - 1].codes,
            ["GBR"]
        );
        assert_eq!(
            vocabulary.kinds.groups[usize::from(gbr.group) - 1].id,
            "low_coverage"
        );
        assert_eq!(of("gbr chr chr23 22"), PathFacts::default());
    }
}
