//! Pasted samples and populations: lists with any separators, columns of a sheet, rows of a panel
//! or pedigree.

use std::collections::BTreeSet;

use super::filter::{Nearest, SampleFilter};
use super::list::SampleList;
use crate::catalogue::population::PopulationTable;
use crate::table::Sex;

/// The most entries that are read at once.
pub const MOST_PASTED: usize = 10_000;

/// The most unknown entries that get suggestions; nobody reads more at once.
pub const MOST_SUGGESTED: usize = 200;

/// Headings of the column of samples, without spaces and underscores.
const SAMPLE_HEADINGS: [&str; 7] = [
    "sample",
    "samples",
    "sampleid",
    "samplename",
    "individual",
    "individualid",
    "iid",
];

/// Other headings of tables of samples.
const HEADINGS: [&str; 11] = [
    "familyid",
    "gender",
    "name",
    "names",
    "pop",
    "population",
    "populationcode",
    "populations",
    "sex",
    "superpop",
    "superpopulation",
];

/// Why a pasted text is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PasteError {
    /// The text has too many entries.
    #[error("{found} entries, more than {MOST_PASTED}")]
    TooMany {
        /// Their number.
        found: usize,
    },
}

/// An entry that is neither a sample's name nor a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The entry as pasted.
    pub text: String,
    /// At most three suggestions, the likeliest first; empty beyond the first [`MOST_SUGGESTED`]
    /// entries.
    pub suggestions: Vec<String>,
}

/// The entries of a pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Positions of the named samples, in the order of the text, without duplicates.
    pub samples: Vec<u16>,
    /// Codes of the named populations, without duplicates.
    pub populations: Vec<String>,
    /// Codes of the named superpopulations, without duplicates.
    pub superpopulations: Vec<String>,
    /// The other entries, in the order of the text, without duplicates.
    pub unknown: Vec<Unknown>,
    /// Number of repeated entries.
    pub repeated: usize,
}

/// Reads names of samples and codes of populations and superpopulations, in any letter case.
///
/// Spaces, commas, semicolons and line breaks separate entries, quotes are dropped, and lines that
/// begin with `#` are skipped. A line with a sample and its own population or a sex is a row of a
/// table, of which only the first sample counts. A first line of headings is skipped; one such as
/// `sample` tells the column of samples.
///
/// # Errors
///
/// [`PasteError`] if there are more than [`MOST_PASTED`] entries.
pub fn read_names(
    text: &str,
    list: &SampleList,
    table: &PopulationTable,
) -> Result<Pasted, PasteError> {
    let reader = PasteReader { list, table };
    let entries = reader.entries(text);
    if entries.len() > MOST_PASTED {
        let found = entries.len();
        return Err(PasteError::TooMany { found });
    }
    let mut pasted = Pasted::default();
    let mut taken = vec![false; list.samples().len()];
    let mut unknown = Vec::new();
    for entry in entries {
        let is_new = if let Some(place) = list.find(entry) {
            let is_new = !std::mem::replace(&mut taken[usize::from(place)], true);
            if is_new {
                pasted.samples.push(place);
            }
            is_new
        } else if let Some(population) = table.population(entry) {
            add(&mut pasted.populations, &population.code)
        } else if let Some(group) = table.superpopulation(entry) {
            add(&mut pasted.superpopulations, &group.code)
        } else {
            unknown.push(entry);
            true
        };
        pasted.repeated += usize::from(!is_new);
    }
    let all = unknown.len();
    pasted.unknown = once(&unknown);
    pasted.repeated += all - pasted.unknown.len();
    let nearest = Nearest { list, table };
    for entry in pasted.unknown.iter_mut().take(MOST_SUGGESTED) {
        entry.suggestions = nearest.suggestions(&entry.text);
    }
    Ok(pasted)
}

/// Returns the unknown entries in the order of first occurrence, without duplicates.
fn once(entries: &[&str]) -> Vec<Unknown> {
    let mut seen = BTreeSet::new();
    let first = entries.iter();
    first
        .filter(|entry| seen.insert(entry.to_ascii_lowercase()))
        .map(|entry| Unknown {
            text: (*entry).to_owned(),
            suggestions: Vec::new(),
        })
        .collect()
}

impl Pasted {
    /// Returns the filter for all named entries: codes are conditions only if no sample is named
    /// beside them.
    pub fn filter(&self, list: &SampleList, table: &PopulationTable) -> SampleFilter {
        let mut codes = self.populations.clone();
        for group in &self.superpopulations {
            for population in table.members(group) {
                add(&mut codes, &population.code);
            }
        }
        if self.samples.is_empty() {
            return if self.populations.is_empty() {
                SampleFilter {
                    superpopulations: self.superpopulations.clone(),
                    ..SampleFilter::default()
                }
            } else {
                SampleFilter {
                    populations: codes,
                    ..SampleFilter::default()
                }
            };
        }
        let mut wanted = vec![false; list.samples().len()];
        let mut places = self.samples.clone();
        if !codes.is_empty() {
            let of_codes = SampleFilter {
                populations: codes,
                ..SampleFilter::default()
            };
            places.extend(list.select(&of_codes, table));
        }
        for place in places {
            if let Some(wanted) = wanted.get_mut(usize::from(place)) {
                *wanted = true;
            }
        }
        let named = list.samples().iter().zip(wanted);
        let named = named.filter(|(_, wanted)| *wanted);
        SampleFilter {
            names: named.map(|(sample, _)| sample.name.to_string()).collect(),
            ..SampleFilter::default()
        }
    }
}

/// The shape of a table's rows.
#[derive(Clone, Copy)]
struct Shape {
    /// The column of samples.
    column: usize,
    /// The number of columns; 0 if a heading tells the column, which then holds for rows of any
    /// length.
    columns: usize,
}

impl Shape {
    /// Returns the shape of the rows below several headings, if one tells the column of samples.
    fn of_heading(row: &[&str]) -> Option<Self> {
        let mut headings = row.iter().filter(|_| row.len() > 1);
        let column = headings.position(|field| is_one_of(&SAMPLE_HEADINGS, field))?;
        Some(Self { column, columns: 0 })
    }
}

struct PasteReader<'a> {
    list: &'a SampleList,
    table: &'a PopulationTable,
}

impl PasteReader<'_> {
    fn entries<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut lines = lines.peekable();
        let heading = lines.next_if(|line| self.is_heading(&fields(line)));
        let headed = heading.and_then(|line| Shape::of_heading(&fields(line)));
        // Lines above the first known sample are rows too.
        let shape = headed.or_else(|| lines.clone().find_map(|line| self.shape(&fields(line))));
        let is_word = |token: &&str| !token.is_empty() && !is_heading(token);
        let mut entries = Vec::new();
        for line in lines {
            match self.of_row(&fields(line), shape) {
                Some(entry) => entries.extend(Some(entry).filter(|entry| !entry.is_empty())),
                None => entries.extend(line.split(is_separator).map(bare).filter(is_word)),
            }
        }
        entries
    }

    /// Returns whether a line is the head of a table: it has a heading and neither sample nor code.
    fn is_heading(&self, row: &[&str]) -> bool {
        row.iter().any(|field| is_heading(field)) && !row.iter().any(|field| self.is_known(field))
    }

    /// Returns the sample of a row, known or not, or an empty cell; `None` if the line is no row.
    fn of_row<'t>(&self, row: &[&'t str], shape: Option<Shape>) -> Option<&'t str> {
        let shape = shape.filter(|_| row.len() > 1)?;
        if shape.columns == 0 {
            return row.get(shape.column).copied();
        }
        if let Some(Shape { column, .. }) = self.shape(row) {
            return row.get(column).copied();
        }
        let entry = *row
            .get(shape.column)
            .filter(|_| shape.columns == row.len())?;
        (!self.is_known(entry)).then_some(entry)
    }

    /// Returns the shape of a line with a sample and its population, superpopulation or a sex.
    fn shape(&self, row: &[&str]) -> Option<Shape> {
        let (column, place) = row
            .iter()
            .enumerate()
            .filter(|_| row.len() > 1)
            .find_map(|(column, field)| Some((column, self.list.find(field)?)))?;
        let sample = self.list.sample(place)?;
        let code = self.list.population(sample);
        let group = code.and_then(|code| self.table.population(code));
        let says_more = |field: &&str| {
            Sex::from_name(field).is_some()
                || code.is_some_and(|code| code.eq_ignore_ascii_case(field))
                || group.is_some_and(|group| group.superpopulation.eq_ignore_ascii_case(field))
        };
        let columns = row.len();
        row.iter()
            .any(says_more)
            .then_some(Shape { column, columns })
    }

    /// Returns whether a text is a sample's name or a code.
    fn is_known(&self, text: &str) -> bool {
        self.list.find(text).is_some()
            || self.table.population(text).is_some()
            || self.table.superpopulation(text).is_some()
    }
}

/// Replaces an entry by a name wherever it occurs in the text, and nothing else.
pub fn replace_entry(text: &str, entry: &str, by: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let ends = |character: char| is_separator(character) || is_quote(character) || character == ':';
    for part in text.split_inclusive(ends) {
        let word = part.trim_end_matches(ends);
        if word.eq_ignore_ascii_case(entry) {
            out.push_str(by);
            out.push_str(&part[word.len()..]);
        } else {
            out.push_str(part);
        }
    }
    out
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, ',' | ';')
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '“' | '”' | '‘' | '’' | '`')
}

/// Splits a line by tabs, else by semicolons, else by commas, else by spaces.
fn fields(line: &str) -> Vec<&str> {
    match ['\t', ';', ',']
        .into_iter()
        .find(|mark| line.contains(*mark))
    {
        Some(mark) => line.split(mark).map(bare).collect(),
        None => line.split_whitespace().map(bare).collect(),
    }
}

/// Strips spaces and quotes around a text, and a colon after it.
fn bare(text: &str) -> &str {
    text.trim()
        .trim_matches(is_quote)
        .trim_end_matches(':')
        .trim()
}

fn is_heading(field: &str) -> bool {
    is_one_of(&SAMPLE_HEADINGS, field) || is_one_of(&HEADINGS, field)
}

fn is_one_of(headings: &[&str], field: &str) -> bool {
    let letters = field
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '_' | '-'));
    let plain: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    headings.contains(&plain.as_str())
}

/// Adds a code unless it is there; returns whether it was added.
fn add(codes: &mut Vec<String>, code: &str) -> bool {
    let is_new = !codes.iter().any(|known| known == code);
    if is_new {
        codes.push(code.to_owned());
    }
    is_new
}
