//! Chromosomes as named in files and queries.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// A human chromosome or the mitochondrial DNA, ordered as in a karyotype.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chromosome {
    /// One of the chromosomes 1 to 22.
    Autosome(u8),
    /// Chromosome X.
    X,
    /// Chromosome Y.
    Y,
    /// The mitochondrial DNA.
    Mt,
}

/// Why a text is no chromosome or set of chromosomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChromosomeError {
    /// The text is none of 1 to 22, X, Y, MT.
    #[error("not a human chromosome")]
    Unknown,
    /// A range does not run from an autosome to a higher one, to X or to Y.
    #[error("not a range of chromosomes")]
    Range,
}

/// Writes the name without `chr`: `1` to `22`, `X`, `Y`, `MT`.
impl fmt::Display for Chromosome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Autosome(number) => write!(f, "{number}"),
            Self::X => f.write_str("X"),
            Self::Y => f.write_str("Y"),
            Self::Mt => f.write_str("MT"),
        }
    }
}

/// Parses `22`, `chr22`, `X`, `chrMT` or `M`, in any letter case.
impl FromStr for Chromosome {
    type Err = ChromosomeError;

    fn from_str(text: &str) -> Result<Self, ChromosomeError> {
        let name = match text.get(..3) {
            Some(prefix) if prefix.eq_ignore_ascii_case("chr") => &text[3..],
            _ => text,
        };
        if let Some(chromosome) = (1..=22)
            .map(Self::Autosome)
            .find(|autosome| autosome.to_string() == name)
        {
            return Ok(chromosome);
        }
        [
            ("X", Self::X),
            ("Y", Self::Y),
            ("MT", Self::Mt),
            ("M", Self::Mt),
        ]
        .into_iter()
        .find_map(|(known, chromosome)| name.eq_ignore_ascii_case(known).then_some(chromosome))
        .ok_or(ChromosomeError::Unknown)
    }
}

/// A set of chromosomes, written `1-22 X` in data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Chromosomes(pub Vec<Chromosome>);

/// Parses chromosomes and ranges of autosomes, separated by white space.
impl FromStr for Chromosomes {
    type Err = ChromosomeError;

    fn from_str(text: &str) -> Result<Self, ChromosomeError> {
        let mut chromosomes = Vec::new();
        for part in text.split_whitespace() {
            let Some((first, last)) = part.split_once('-') else {
                chromosomes.push(part.parse()?);
                continue;
            };
            match (first.parse()?, last.parse()?) {
                (Chromosome::Autosome(first), Chromosome::Autosome(last)) if first < last => {
                    chromosomes.extend((first..=last).map(Chromosome::Autosome));
                }
                (Chromosome::Autosome(first), last @ (Chromosome::X | Chromosome::Y)) => {
                    chromosomes.extend((first..=22).map(Chromosome::Autosome));
                    chromosomes.push(Chromosome::X);
                    chromosomes.extend((last == Chromosome::Y).then_some(last));
                }
                _ => return Err(ChromosomeError::Range),
            }
        }
        Ok(Self(chromosomes))
    }
}

/// Words between chromosomes, and what they stand for.
const JOINTS: [(&str, &str); 7] = [
    ("to", "-"),
    ("through", "-"),
    ("thru", "-"),
    ("-", "-"),
    ("and", " "),
    ("or", " "),
    ("&", " "),
];

impl Chromosomes {
    /// Returns whether a word may stand between chromosomes.
    pub fn is_joint(word: &str) -> bool {
        JOINTS.iter().any(|(joint, _)| *joint == word)
    }

    /// Parses chromosomes as people write them, in small letters: `1 to 3`, `1..3`, `{1..22}`, `1, 2 and x`, `1-x`.
    ///
    /// # Errors
    ///
    /// See [`ChromosomeError`].
    pub fn written(text: &str) -> Result<Self, ChromosomeError> {
        let mut plain = text.replace(['{', '}', '[', ']', ','], " ");
        for dash in ["..", "–", "—"] {
            plain = plain.replace(dash, "-");
        }
        let mut joined = String::new();
        for word in plain.split_whitespace() {
            let joint = JOINTS.iter().find(|(joint, _)| *joint == word);
            if let Some((_, sign)) = joint {
                joined = [joined.trim_end(), sign].concat();
            } else {
                joined.push_str(word);
                joined.push(' ');
            }
        }
        let ends = [
            plain.split_whitespace().next(),
            plain.split_whitespace().last(),
        ];
        if joined.is_empty() || ends.into_iter().flatten().any(Self::is_joint) {
            return Err(ChromosomeError::Unknown);
        }
        joined.parse()
    }
}

impl TryFrom<String> for Chromosomes {
    type Error = ChromosomeError;

    fn try_from(text: String) -> Result<Self, ChromosomeError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chromosomes_are_read_as_people_write_them() {
        for (text, chromosome) in [
            ("22", Ok(Chromosome::Autosome(22))),
            ("chr1", Ok(Chromosome::Autosome(1))),
            ("CHRx", Ok(Chromosome::X)),
            ("chrM", Ok(Chromosome::Mt)),
            ("mt", Ok(Chromosome::Mt)),
            ("23", Err(ChromosomeError::Unknown)),
            ("01", Err(ChromosomeError::Unknown)),
            ("chr", Err(ChromosomeError::Unknown)),
            ("é1", Err(ChromosomeError::Unknown)),
            ("", Err(ChromosomeError::Unknown)),
        ] {
            assert_eq!(text.parse(), chromosome, "{text}");
        }
    }

    #[test]
    fn several_are_read_as_people_write_them() {
        for (text, expected) in [
            ("1 to 3", "1-3"),
            ("1 to chr3", "1-3"),
            ("1..3", "1-3"),
            ("1–3", "1-3"),
            ("1 - 3", "1-3"),
            ("{1..22}", "1-22"),
            ("[1-22]", "1-22"),
            ("1, 2 and x", "1 2 X"),
            ("1 through 3 5", "1-3 5"),
            ("1-x", "1-22 X"),
            ("22", "22"),
        ] {
            let expected: Chromosomes = expected.parse().expect("a set");
            assert_eq!(Chromosomes::written(text), Ok(expected), "{text}");
        }
        for text in [
            "", "1 to", "1 and", "and 1", "to 3", "1 vcf", "3 to 1", "1-23", "23",
        ] {
            assert!(Chromosomes::written(text).is_err(), "{text}");
        }
    }

    #[test]
    fn chromosome_sets_expand_ranges_and_refuse_others() {
        let set = |text: &str| text.parse::<Chromosomes>().map(|set| set.0);
        let names = |text| {
            set(text)
                .expect("a set")
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(",")
        };
        assert_eq!(names("20-22 X MT"), "20,21,22,X,MT");
        assert_eq!(set(""), Ok(Vec::new()));
        assert_eq!(set("22-1"), Err(ChromosomeError::Range));
        assert_eq!(names("21-X"), "21,22,X");
        assert_eq!(names("21-Y"), "21,22,X,Y");
        assert_eq!(set("X-21"), Err(ChromosomeError::Range));
        assert_eq!(set("X-Y"), Err(ChromosomeError::Range));
        assert_eq!(set("1-40"), Err(ChromosomeError::Unknown));
    }
}
