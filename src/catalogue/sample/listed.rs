//! A population as the site's tables name it.

/// A population of a list of samples, as the site's tables name it. A text is empty if none states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedPopulation {
    /// Code: `GWJ`; for a population without one, the portal's identifier: `BulgarianSGDP`.
    pub code: String,
    /// Short name: `Gambian Jola`.
    pub name: String,
    /// Description: `Gambian in Western Division, The Gambia - Jola`.
    pub description: String,
    /// Code of its superpopulation, or the portal's name: `AFR`, `West Eurasia (SGDP)`.
    pub superpopulation: String,
    /// What tables call it besides: `JOLA`.
    pub also: Vec<String>,
}

impl ListedPopulation {
    /// Returns all texts that mean the population: code, name, description, and what tables call it besides.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = [&self.code, &self.name, &self.description]
            .into_iter()
            .chain(&self.also);
        names.map(String::as_str).filter(|name| !name.is_empty())
    }
}

/// Returns the letters and digits of a name, A to Z in small letters: `Ju_hoan_North` and `Ju|'hoan North` are the same.
pub fn plain_name(name: &str) -> String {
    let is_part = |letter: &char| letter.is_ascii_alphanumeric() || !letter.is_ascii();
    let letters = name.chars().filter(is_part);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}
