//! Meanings of words beyond their letters.

use serde::Deserialize;

use super::plain::{once, plain};
use super::{FileQuery, QueryField, Test};
use crate::catalogue::{Chromosomes, ListedPopulation, PopulationTable, plain_name};
use crate::common::JsonError;
use crate::common::json::{ReadJson, Shipped, WithPlaces};

/// The words that ship with the app.
const BUILT_IN: &str = include_str!("../../static/catalogue/synonyms.json");

/// Shortest word of a description, in letters, that stands for its population.
const DESCRIPTION_WORD: usize = 4;

/// Shortest word of a name, in letters, that stands for its population.
const NAME_WORD: usize = 3;

/// Words with their meanings, from a data file and from the names of populations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms {
    /// Meanings by words.
    meanings: Vec<(String, Vec<Test>)>,
    /// Words that stand for some of them in paths.
    letters: Vec<(String, Vec<String>)>,
    /// Words with a test that no file of theirs satisfies.
    without: Vec<(String, Test)>,
    filler: Vec<String>,
    negations: Vec<String>,
    before_chromosomes: Vec<String>,
    plink_codes: Vec<(String, String)>,
    longest: usize,
}

/// The words of a data file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[expect(dead_code, reason = "for those who read the file")]
    about: String,
    #[expect(dead_code, reason = "for those who read the file")]
    date: String,
    filler: Vec<String>,
    #[serde(default)]
    negations: Vec<String>,
    #[serde(default)]
    plink_codes: Vec<(String, String)>,
    not_of_populations: Vec<String>,
    before_chromosomes: Vec<String>,
    #[serde(default)]
    beside_superpopulations: Vec<String>,
    entries: Vec<Entry>,
}

/// Words with the same meanings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[expect(dead_code, reason = "for those who read the file")]
    source: String,
    words: Vec<String>,
    means: Vec<Meaning>,
    #[serde(default)]
    letters: Vec<String>,
    without: Option<Meaning>,
}

/// A meaning: one term of the query language, not negated.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Meaning(Test);

impl TryFrom<String> for Meaning {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let query = FileQuery::parse(&text).map_err(|error| error.to_string())?;
        let mut terms = query.terms.into_iter();
        match (terms.next(), terms.next()) {
            (Some(term), None) if !term.negated => Ok(Self(term.test)),
            _ => Err("not one term".to_owned()),
        }
    }
}

impl Synonyms {
    /// Returns the synonyms that ship with the app.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same texts.
    pub fn built_in() -> Self {
        Self::build::<Shipped>(BUILT_IN, &PopulationTable::built_in())
            .expect("a test reads the same texts")
    }

    /// Reads synonyms in the format of `static/catalogue/synonyms.json`, and adds the populations and superpopulations: their
    /// codes, names, descriptions and synonyms, as a whole and word by word.
    ///
    /// # Errors
    ///
    /// The text does not have that format, or a meaning is not exactly one term of the query language.
    pub fn read(text: &str, populations: &PopulationTable) -> Result<Self, JsonError> {
        Self::build::<WithPlaces>(text, populations)
    }

    fn build<R: ReadJson>(text: &str, populations: &PopulationTable) -> Result<Self, JsonError> {
        let words: Words = R::read("synonyms", text)?;
        let mut synonyms = Self::default();
        for entry in &words.entries {
            for word in &entry.words {
                for Meaning(meaning) in &entry.means {
                    synonyms.add(word, meaning);
                }
                if !entry.letters.is_empty() {
                    let letters = (word.clone(), entry.letters.clone());
                    synonyms.letters.push(letters);
                }
                if let Some(Meaning(test)) = &entry.without {
                    synonyms.without.push((word.clone(), test.clone()));
                }
            }
        }
        synonyms.add_populations(populations, &words);
        synonyms.filler = words.filler;
        synonyms.negations = words.negations;
        synonyms.plink_codes = words.plink_codes;
        synonyms.before_chromosomes = words.before_chromosomes;
        Ok(synonyms)
    }

    /// Adds what the tables of a list call its populations, each as a whole, and written as one word.
    pub fn add_listed(&mut self, populations: &[ListedPopulation]) {
        for population in populations {
            let meaning = Test::Field(QueryField::Population, vec![population.code.clone()]);
            for name in population.names() {
                self.add(name, &meaning);
                self.add(&once(name), &meaning);
                self.add(&plain_name(name), &meaning);
            }
        }
    }

    /// Returns the words that stand for a word or group in paths, besides itself: `svs` for `structural variants`.
    pub fn letters(&self, words: &str) -> &[String] {
        let words = plain(words);
        let singular = words.strip_suffix('s').unwrap_or(&words);
        let known = self.letters.iter().find(|(known, _)| *known == words);
        let known = known.or_else(|| self.letters.iter().find(|(known, _)| known == singular));
        known.map_or(&[], |(_, letters)| letters)
    }

    /// Returns the meanings of a word: tests of which any satisfies it. Most words have none.
    ///
    /// Several words with blanks, `_` or `-` between them work too: `high coverage`. ASCII case makes no difference, nor does
    /// a final `s` where the word alone has no meaning.
    pub fn meanings(&self, words: &str) -> Vec<Test> {
        let chromosomes = self.chromosomes(&words.to_ascii_lowercase());
        let words = plain(words);
        let found = self.find(&words).or_else(|| {
            let singular = words.strip_suffix('s')?;
            self.find(singular)
        });
        let mut meanings = found.map(<[Test]>::to_vec).unwrap_or_default();
        if let Some(chromosomes) = chromosomes {
            put(
                &mut meanings,
                &Test::Field(QueryField::Chromosome, chromosomes),
            );
        }
        meanings
    }

    /// Finds the longest group of two or more words at the start that has meanings of its own; returns its length and meanings.
    ///
    /// The words of a group may have no meaning alone: `south asian` is a superpopulation.
    pub fn group(&self, words: &[&str]) -> Option<(usize, Vec<Test>)> {
        if let Some(chromosomes) = self.chromosomes_of(words) {
            return Some(chromosomes);
        }
        let most = words.len().min(self.longest);
        (2..=most).rev().find_map(|len| {
            let meanings = self.meanings(&words[..len].join(" "));
            (!meanings.is_empty()).then_some((len, meanings))
        })
    }

    /// Returns the test that no file of a group of words satisfies: `related:yes` for `2504 high coverage`.
    pub fn without(&self, words: &str) -> Option<&Test> {
        let words = plain(words);
        let known = self.without.iter().find(|(known, _)| *known == words);
        known.map(|(_, test)| test)
    }

    /// Returns the values of a field that a word means: `GRCh38` for `assembly:hg38`, `TSI` for `pop:toscani`.
    pub fn values(&self, field: QueryField, word: &str) -> Vec<String> {
        let of_field = |test| match test {
            Test::Field(of, values) if of == field => values,
            _ => Vec::new(),
        };
        self.meanings(word).into_iter().flat_map(of_field).collect()
    }

    /// Returns whether a word may be left out where it finds nothing: `all`, `the`, `files`.
    pub fn is_filler(&self, word: &str) -> bool {
        is_among(&self.filler, word)
    }

    /// Returns whether a word excludes what the next words mean: `without`.
    pub fn is_negation(&self, word: &str) -> bool {
        is_among(&self.negations, word)
    }

    /// Returns whether the name of a chromosome may follow a word: `chr`.
    pub fn is_before_chromosome(&self, word: &str) -> bool {
        is_among(&self.before_chromosomes, word)
    }

    /// Returns the chromosome that a word with a number of no chromosome has in files of PLINK: `X` for `chr23`.
    pub fn plink_chromosome(&self, word: &str) -> Option<&str> {
        let word = word.to_ascii_lowercase();
        let mut numbers = self
            .before_chromosomes
            .iter()
            .filter_map(|before| word.strip_prefix(before.as_str()));
        let of = |number: &str| {
            self.plink_codes
                .iter()
                .find(|(code, _)| code == number.trim())
        };
        numbers
            .find_map(of)
            .map(|(_, chromosome)| chromosome.as_str())
    }

    /// Returns all words and groups with meanings, lower case, in byte order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.meanings.iter().map(|(words, _)| words.as_str())
    }

    /// Returns the words behind which the name of a chromosome may stand.
    pub fn words_before_chromosomes(&self) -> impl Iterator<Item = &str> {
        self.before_chromosomes.iter().map(String::as_str)
    }

    fn find(&self, words: &str) -> Option<&[Test]> {
        let place = self
            .meanings
            .binary_search_by(|(known, _)| known.as_str().cmp(words));
        place.ok().map(|place| self.meanings[place].1.as_slice())
    }

    /// Reads several chromosomes that begin with a word for them: `chromosomes 1, 2 and 3`, `chr1 to chr3`.
    fn chromosomes_of(&self, words: &[&str]) -> Option<(usize, Vec<Test>)> {
        let first = words.first()?.to_ascii_lowercase();
        self.before_chromosomes
            .iter()
            .find(|before| first.starts_with(before.as_str()))?;
        let goes_on =
            |word: &&&str| Chromosomes::is_joint(word) || Chromosomes::written(word).is_ok();
        let most = words[1..].iter().take_while(goes_on).count() + 1;
        (2..=most).rev().find_map(|length| {
            let text = words[..length].join(" ").to_ascii_lowercase();
            let values = self.chromosomes(&text)?;
            Some((length, vec![Test::Field(QueryField::Chromosome, values)]))
        })
    }

    /// Reads `chr22`, `chromosome 22`, `chr1-22`, `chr1..22`, `chr{1..22}`, in small letters.
    fn chromosomes(&self, words: &str) -> Option<Vec<String>> {
        self.before_chromosomes.iter().find_map(|before| {
            let names = words.strip_prefix(before.as_str())?;
            if let Some(name) = QueryField::Chromosome.normalise(names.trim_start_matches('_')) {
                return Some(vec![name]);
            }
            let Chromosomes(several) = Chromosomes::written(names).ok()?;
            let names: Vec<String> = several.iter().map(ToString::to_string).collect();
            (!names.is_empty()).then_some(names)
        })
    }

    fn add(&mut self, words: &str, meaning: &Test) {
        let words = plain(words);
        if words.is_empty() {
            return;
        }
        self.longest = self.longest.max(words.split(' ').count());
        let place = self.meanings.partition_point(|(known, _)| *known < words);
        match self.meanings.get_mut(place) {
            Some((known, meanings)) if *known == words => put(meanings, meaning),
            _ => self.meanings.insert(place, (words, vec![meaning.clone()])),
        }
    }

    fn add_populations(&mut self, table: &PopulationTable, words: &Words) {
        for group in &table.superpopulations {
            let meaning = Test::Field(QueryField::Superpopulation, vec![group.code.clone()]);
            self.add(&group.code, &meaning);
            self.add_name(&group.name, NAME_WORD, &meaning, words);
            // `South Asian` is what people say for `South Asian Ancestry`.
            let short = group.name.rsplit_once(' ').map_or("", |(name, _)| name);
            self.add(short, &meaning);
            for beside in &words.beside_superpopulations {
                for name in [group.code.as_str(), short] {
                    self.add(&[name, " ", beside].concat(), &meaning);
                    self.add(&[beside, " ", name].concat(), &meaning);
                }
            }
        }
        for population in &table.populations {
            let meaning = Test::Field(QueryField::Population, vec![population.code.clone()]);
            self.add(&population.code, &meaning);
            self.add_name(&population.name, NAME_WORD, &meaning, words);
            self.add_name(&population.description, DESCRIPTION_WORD, &meaning, words);
            for synonym in &population.synonyms {
                self.add_name(synonym, DESCRIPTION_WORD, &meaning, words);
            }
        }
    }

    /// Adds a name as a whole, and each of its words that is long enough and tells populations apart.
    fn add_name(&mut self, name: &str, shortest: usize, meaning: &Test, words: &Words) {
        self.add(name, meaning);
        for word in plain(name).split(' ') {
            let says_nothing = |list: &[String]| list.iter().any(|other| other == word);
            if word.len() < shortest
                || says_nothing(&words.filler)
                || says_nothing(&words.not_of_populations)
            {
                continue;
            }
            self.add(word, meaning);
            // `Gujarati Indians` are found by `indian` too.
            if let Some(singular) = word.strip_suffix('s')
                && singular.len() >= shortest
            {
                self.add(singular, meaning);
            }
        }
    }
}

fn is_among(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Adds a test to others; values of a field join those that are there.
pub(super) fn put(tests: &mut Vec<Test>, test: &Test) {
    if let Test::Field(field, values) = test {
        for known in tests.iter_mut() {
            if let Test::Field(of, all) = known
                && of == field
            {
                for value in values {
                    if !all.contains(value) {
                        all.push(value.clone());
                    }
                }
                return;
            }
        }
    }
    tests.push(test.clone());
}
