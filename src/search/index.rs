//! The index of what the catalogue names: releases, data collections, populations, and their main files.

use crate::mirror::RemotePath;

/// The words of a search: ASCII letters lowered, duplicates removed, in the order of typing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Parses a query: words separated by white space.
    pub fn parse(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        for word in text.split_whitespace().map(str::to_ascii_lowercase) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Self { words }
    }

    /// Returns the words.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Returns whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// What a hit leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A main release, by its short name.
    Release(String),
    /// A data collection, by its short name.
    Collection(String),
    /// A population, by its code.
    Population(String),
    /// A file, by its path on the main site.
    File(RemotePath),
}

impl Target {
    /// Returns the place of its kind among equal hits.
    pub(super) fn order(&self) -> u8 {
        match self {
            Self::Release(_) => 0,
            Self::Collection(_) => 1,
            Self::Population(_) => 2,
            Self::File(_) => 3,
        }
    }
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The text.
    pub text: &'a str,
    /// Whether a word of the query matched here.
    pub matched: bool,
}

/// Splits a text into matched and unmatched parts; joined they are the text again. A number is marked where it stands by itself or behind
/// the word before it: of `phase 3` not the `3` of a date.
pub fn highlight<'a>(text: &'a str, query: &Query) -> Vec<Piece<'a>> {
    let lower = text.to_ascii_lowercase();
    let mut marks = vec![false; text.len()];
    let mut before = "";
    for word in query.words() {
        for (at, found) in lower.match_indices(word.as_str()) {
            if is_meant(&lower, at, word, before) {
                marks[at..at + found.len()].fill(true);
            }
        }
        before = word;
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    for at in 1..=text.len() {
        if at == text.len() || (marks[at] != marks[start] && text.is_char_boundary(at)) {
            pieces.push(Piece {
                text: &text[start..at],
                matched: marks[start],
            });
            start = at;
        }
    }
    pieces
}

/// Returns whether a word at a place is what was looked for: any word, and of numbers whole ones alone.
fn is_meant(text: &str, at: usize, word: &str, before: &str) -> bool {
    let is_digit = |letter: char| letter.is_ascii_digit();
    if !word.chars().all(is_digit) {
        return true;
    }
    let (left, right) = (&text[..at], &text[at + word.len()..]);
    let behind = left.trim_end_matches([' ', '_', '-', '.']);
    let follows = !before.is_empty() && behind.ends_with(before);
    let is_whole = !left.ends_with(is_digit) && !right.starts_with(is_digit);
    is_whole && (follows || !left.ends_with(char::is_alphanumeric))
}

/// Something that a search can find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it leads to.
    pub target: Target,
    /// Its name: a title, a code, or a file name.
    pub name: String,
    /// Other texts to search.
    pub fields: Vec<(Field, String)>,
}

/// Where a word was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name.
    Name,
    /// The code of a population, or the short name of a release.
    Code,
    /// The directory of a file, a release or a data collection.
    Directory,
    /// Another spelling.
    Synonym,
    /// The release or data collection that a file belongs to.
    Owner,
    /// The assembly.
    Assembly,
    /// The kind of data.
    DataType,
    /// The chromosome.
    Chromosome,
    /// The superpopulation.
    Superpopulation,
    /// The description.
    Description,
}

/// A document that a query found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Place of the document in the index.
    pub document: usize,
    /// The field that each word of the query was found in, in the query's order.
    pub reasons: Vec<Field>,
}

/// A searchable collection of documents.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    documents: Vec<Document>,
    lower: Vec<Vec<(Field, String)>>,
}

/// Sort key of hits; the smaller comes first.
type Rank = (bool, usize, u8, usize);

impl SearchIndex {
    /// Creates an index; ties between hits are broken by the order of the documents.
    pub fn new(documents: Vec<Document>) -> Self {
        let lower = documents
            .iter()
            .map(|document| {
                std::iter::once((Field::Name, document.name.to_ascii_lowercase()))
                    .chain(
                        document
                            .fields
                            .iter()
                            .map(|(field, text)| (*field, text.to_ascii_lowercase())),
                    )
                    .collect()
            })
            .collect();
        Self { documents, lower }
    }

    /// Returns the documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Finds the documents in which every word occurs; an empty query finds none.
    ///
    /// Order: a name or code that equals the query first; then the more words that begin a word of the name; then
    /// releases, data collections, populations, files; then the order of the catalogue, where an index file follows its file.
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        if query.is_empty() {
            return Vec::new();
        }
        let whole = query.words().join(" ");
        let mut hits: Vec<(Rank, Hit)> = Vec::new();
        for (at, fields) in self.lower.iter().enumerate() {
            let reasons: Option<Vec<Field>> = query
                .words()
                .iter()
                .map(|word| find(fields, word))
                .collect();
            let Some(reasons) = reasons else { continue };
            let document = &self.documents[at];
            let exact = fields
                .iter()
                .any(|(field, text)| matches!(field, Field::Name | Field::Code) && *text == whole);
            let name = &fields[0].1;
            let starts = query
                .words()
                .iter()
                .filter(|word| begins_a_word(name, word))
                .count();
            let rank = (!exact, usize::MAX - starts, document.target.order(), at);
            let hit = Hit {
                document: at,
                reasons,
            };
            hits.push((rank, hit));
        }
        hits.sort_unstable_by_key(|(rank, _)| *rank);
        hits.into_iter().map(|(_, hit)| hit).collect()
    }
}

/// Returns the first field that holds the word.
fn find(fields: &[(Field, String)], word: &str) -> Option<Field> {
    fields
        .iter()
        .find(|(_, text)| text.contains(word))
        .map(|(field, _)| *field)
}

/// Returns whether a word of the text begins with the given word; words are made of letters and digits.
fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !text[..at]
            .chars()
            .next_back()
            .is_some_and(|letter| letter.is_ascii_alphanumeric())
    })
}
