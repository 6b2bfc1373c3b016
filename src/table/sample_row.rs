//! A sample in the site's sample tables.

/// The sex of a person, as the site's tables state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// `female`, `F` or 2.
    Female,
    /// `male`, `M` or 1.
    Male,
}

impl Sex {
    /// Both, in the order of the portal.
    pub const ALL: [Self; 2] = [Self::Female, Self::Male];

    /// Returns the word for it in tables and queries: `female` or `male`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }

    /// Reads `female` or `male`, in any case of letters.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|sex| sex.name().eq_ignore_ascii_case(name))
    }

    /// Reads a word or number of a table; nothing if it is none of them.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text {
            "m" | "M" | "1" => Some(Self::Male),
            "f" | "F" | "2" => Some(Self::Female),
            _ => Self::from_name(text),
        }
    }
}

/// A sample as a table describes it. A field is `None` if the table does not state it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SampleRow {
    /// Name: `NA12878`.
    pub name: String,
    /// Populations: codes (`CEU`), or identifiers of the portal (`FinnishSGDP`).
    ///
    /// Rarely more than one: a sample may be part of several studies, and HG01783 is of one of two
    /// populations.
    pub population: Vec<String>,
    /// Superpopulations: codes (`EUR`), or names of the portal (`West Eurasia (SGDP)`).
    pub superpopulation: Vec<String>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Family: `1463`, or the sample's own name.
    pub family: Option<String>,
    /// Name of the father, who may not be in any table.
    pub father: Option<String>,
    /// Name of the mother, who may not be in any table.
    pub mother: Option<String>,
    /// Relationship in the pedigree's words: `unrel`, `child`, `mat grandmother`.
    pub relationship: Option<String>,
    /// Whether it is one of the 2,504 samples of the phase 3 release.
    pub phase3: Option<bool>,
    /// Whether a relative of it is in the set.
    ///
    /// In the pedigree: `false` for the 2,504, `true` for the 31 related genotypes, otherwise
    /// whether it names relatives. In the table of the 3,202: `true` for samples with a parent in
    /// it, otherwise unknown. In the list of the 31: `true`.
    pub related: Option<bool>,
    /// Accession in `BioSamples`, which some index files use: `SAME123417`.
    pub biosample: Option<String>,
    /// Data collections with data of it, by the portal's names.
    pub collections: Vec<String>,
}

/// Splits a cell at commas, without duplicates.
pub(super) fn listed(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if !found.iter().any(|other| other == part) {
            found.push(part.to_owned());
        }
    }
    found
}

/// Splits a cell of data collections at the commas between names.
///
/// Names contain commas themselves (`Human Genome Structural Variation Consortium, Phase 2`): the
/// longest known name is taken whole, in any letter case. Otherwise a comma before a space is part
/// of a name.
pub(super) fn collections(text: &str, known: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let fits = |name: &&&str| {
            let start = rest.get(..name.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(name))
                && ends_name(&rest[name.len()..])
        };
        let longest = known.iter().filter(|name| !name.is_empty()).filter(fits);
        let end = match longest.map(|name| name.len()).max() {
            Some(end) => end,
            None => name_end(rest),
        };
        let name = rest[..end].trim_matches([',', ' ']);
        if !name.is_empty() && !found.iter().any(|other| other == name) {
            found.push(name.to_owned());
        }
        rest = rest[end..].trim_start_matches(',').trim_start();
    }
    found
}

/// Returns whether a name can end before `rest`: at its end, or at a comma without a space after
/// it.
fn ends_name(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || (rest.starts_with(',') && !rest[1..].starts_with(' '))
}

/// Returns the byte position at which an unknown name ends.
fn name_end(text: &str) -> usize {
    let mut commas = text.match_indices(',').map(|(at, _)| at);
    commas
        .find(|at| ends_name(&text[*at..]))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_collections_keep_their_commas() {
        let known = [
            "Structural Variation Consortium",
            "Structural Variation Consortium, phase 2",
            "A,B",
        ];
        for (text, names) in [
            ("Geuvadis", &["Geuvadis"][..]),
            (
                "Geuvadis,Structural Variation Consortium, Phase 2,X, Y,Z",
                &[
                    "Geuvadis",
                    "Structural Variation Consortium, Phase 2",
                    "X, Y",
                    "Z",
                ],
            ),
            (
                "Structural Variation Consortium, Phase 9,Z",
                &["Structural Variation Consortium, Phase 9", "Z"],
            ),
            (
                "Structural Variation Consortium,A,B,C",
                &["Structural Variation Consortium", "A,B", "C"],
            ),
            ("A,A,,É,", &["A", "É"]),
            (", ,", &[]),
            ("", &[]),
        ] {
            assert_eq!(collections(text, &known), names, "{text}");
        }
    }
}
