//! Divides a query into parts: terms, groups of words that mean something together, and alternatives that stand side by side.

use std::rc::Rc;

use super::bits::Bits;
use super::memory::Memory;
use super::terms::{Asked, Fitting};
use super::word_form::is_pattern;
use crate::search::{FileQuery, Note, QueryField, Term, Test, Understood};

/// A part of a query: one term, a group of words that mean something together, or several of these of which one must hold.
pub(super) struct Part {
    pub(super) negated: bool,
    pub(super) fitting: Rc<Fitting>,
    /// The field, for a single term with one.
    pub(super) field: Option<QueryField>,
    /// What it is an alternative to.
    alike: Alike,
    /// Position of its first term, and the number of terms.
    pub(super) terms: (usize, usize),
    /// The fields and values that its words mean; none for fields, quoted texts and words without a meaning.
    pub(super) means: Vec<(QueryField, Vec<String>)>,
    /// Whether it is several of which one must hold.
    either: bool,
}

/// The field and its values that words mean, if that is all they mean.
type Alike = Option<(QueryField, Vec<String>)>;

/// Fields of which a file has one value as a rule: words for two of them, side by side, cannot both be meant.
const EITHER: [QueryField; 8] = [
    QueryField::Population,
    QueryField::Superpopulation,
    QueryField::Sample,
    QueryField::Sex,
    QueryField::Chromosome,
    QueryField::Release,
    QueryField::Path,
    QueryField::Name,
];

/// Returns whether a field says where people are from: a population beside a superpopulation is meant as well.
fn of_people(field: QueryField) -> bool {
    matches!(field, QueryField::Population | QueryField::Superpopulation)
}

/// Stand between alternatives of any kind.
const OR: [&str; 4] = ["or", "vs", "versus", "|"];

/// Divides a query into parts, each with its matching files.
pub(super) fn parts(asked: &Asked, memory: &mut Memory, query: &FileQuery) -> Vec<Part> {
    let terms = query.terms.as_slice();
    let is_filler = |word: &str| asked.synonyms.is_filler(word);
    let others = terms.iter().any(|term| !term.word().is_some_and(is_filler));
    let mut parts: Vec<Part> = Vec::new();
    let mut place = 0;
    let mut or = None;
    while place < terms.len() {
        let begun = parts.last().is_some_and(|part| !part.negated);
        let goes_on = terms.get(place + 1).is_some_and(|next| !next.negated);
        let is_or = terms[place]
            .word()
            .is_some_and(|word| OR.iter().any(|or| word.eq_ignore_ascii_case(or)));
        if is_or && begun && goes_on && or.is_none() {
            or = Some(place);
            place += 1;
            continue;
        }
        let words = words_from(&terms[place..]);
        let part = match asked.synonyms.group(&words) {
            Some((count, meanings)) => group(asked, memory, &words[..count], meanings, place),
            None if others && words.first().is_some_and(|word| is_filler(word)) => {
                // Beside other words, `of` is a word, not two letters of `2of4intersection`.
                let fitting = memory.get(format!("\r{}", words[0]), || asked.standing(words[0]));
                Part::new(fitting, (place, 1))
            }
            None => single(
                asked,
                memory,
                &terms[place],
                words.len() > 1 || place > 0,
                place,
            ),
        };
        place += part.terms.1;
        match parts.last_mut() {
            Some(last) if or.is_some() || last.is_beside(&part) => last.add(part),
            _ => parts.push(part),
        }
        or = None;
    }
    without_beside(asked, query, &mut parts);
    parts
}

/// Takes indexes and statistics from the files of words that mean a kind, unless something asks for these: `bam` stands in the names
/// of `.bam.bai` and `.bam.bas`, too.
fn without_beside(asked: &Asked, query: &FileQuery, parts: &mut [Part]) {
    let is_kind = |field: &QueryField| matches!(field, QueryField::Type | QueryField::Kind);
    let asks = |(field, values): (&QueryField, &Vec<String>)| {
        is_kind(field) && values.iter().any(|value| asked.is_kind_beside(value))
    };
    let fields = query.terms.iter().filter_map(|term| match &term.test {
        Test::Field(field, values) => Some((field, values)),
        _ => None,
    });
    let means = parts.iter().flat_map(|part| &part.means);
    if means
        .map(|(field, values)| (field, values))
        .chain(fields)
        .any(asks)
    {
        return;
    }
    let of_kind = |part: &&mut Part| {
        !part.means.is_empty() && part.means.iter().all(|(field, _)| is_kind(field))
    };
    for part in parts.iter_mut().filter(of_kind) {
        let fitting = Rc::make_mut(&mut part.fitting);
        fitting.any.and_not(asked.beside_data());
    }
}

fn group(
    asked: &Asked,
    memory: &mut Memory,
    words: &[&str],
    meanings: Vec<Test>,
    place: usize,
) -> Part {
    let text = words.join(" ");
    let fitting = memory.get(format!("\n{text}"), || {
        let letters = asked.synonyms.letters(&text).iter().map(String::as_str);
        asked.term(&meanings, &letters.collect::<Vec<_>>())
    });
    Part {
        alike: alike(asked, &meanings),
        means: fields(meanings),
        ..Part::new(fitting, (place, words.len()))
    }
}

fn single(asked: &Asked, memory: &mut Memory, term: &Term, has_more: bool, place: usize) -> Part {
    let mut fitting = memory.fitting(asked, &term.test);
    let mut means = Vec::new();
    let mut part_alike = match &term.test {
        // Fields of their own stay apart: `pop:CEU pop:YRI` has always meant both.
        Test::Field(field, _) if *field != QueryField::Path => None,
        Test::Text(word) if asked.is_sample(word) => {
            Some((QueryField::Sample, vec![word.to_ascii_uppercase()]))
        }
        Test::Text(word) if is_pattern(word) => Some((QueryField::Path, vec![word.clone()])),
        Test::Text(word) => {
            let meanings = asked.meanings(word);
            let alike = alike(asked, &meanings);
            means = fields(meanings);
            alike
        }
        test => alike(asked, std::slice::from_ref(test)),
    };
    if !term.negated {
        if let Test::Text(word) = &term.test
            && has_more
            && word.contains('.')
        {
            let named = asked.named(word.rsplit('/').next().unwrap_or_default());
            if !named.is_empty() {
                part_alike = Some((QueryField::Path, vec![word.clone()]));
            }
        }
        for file in asked.today(&term.test) {
            Rc::make_mut(&mut fitting).add(&asked.named(file.path.name()));
        }
    }
    Part {
        negated: term.negated,
        field: match &term.test {
            Test::Field(field, _) if !term.negated => Some(*field),
            _ => None,
        },
        means: match (&term.test, &part_alike) {
            (Test::Text(_), Some(alike)) => vec![alike.clone()],
            _ => means,
        },
        alike: part_alike,
        ..Part::new(fitting, (place, 1))
    }
}

fn alike(asked: &Asked, meanings: &[Test]) -> Alike {
    match meanings {
        [Test::Field(field, values)]
            if EITHER.contains(field) || asked.are_data(*field, values) =>
        {
            Some((*field, values.clone()))
        }
        _ => None,
    }
}

/// Returns the fields and values among the meanings of words.
fn fields(meanings: Vec<Test>) -> Vec<(QueryField, Vec<String>)> {
    let field = |meaning| match meaning {
        Test::Field(field, values) => Some((field, values)),
        _ => None,
    };
    meanings.into_iter().filter_map(field).collect()
}

impl Part {
    fn new(fitting: Rc<Fitting>, terms: (usize, usize)) -> Self {
        Self {
            negated: false,
            fitting,
            field: None,
            alike: None,
            terms,
            means: Vec::new(),
            either: false,
        }
    }

    /// Returns whether the next part is an alternative: of the same field, with other values. Where one has values of the
    /// other, as in `Han Chinese`, it narrows it.
    fn is_beside(&self, next: &Self) -> bool {
        match (&self.alike, &next.alike) {
            (Some((one, values)), Some((other, others))) => {
                (one == other || (of_people(*one) && of_people(*other)))
                    && !self.negated
                    && !next.negated
                    && !others.iter().any(|value| values.contains(value))
            }
            _ => false,
        }
    }

    /// Adds an alternative, which stands behind it.
    fn add(&mut self, next: Self) {
        let unknown = |part: &Self| match &part.alike {
            Some((_, values)) if part.fitting.any.is_empty() => values.clone(),
            _ => part.fitting.unknown.clone(),
        };
        let mut missing = unknown(self);
        missing.extend(unknown(&next));
        missing.dedup();
        let fitting = Rc::make_mut(&mut self.fitting);
        fitting.any.or(&next.fitting.any);
        fitting.begin = match (fitting.begin.take(), &next.fitting.begin) {
            (Some(mut begin), Some(other)) => {
                begin.or(other);
                Some(begin)
            }
            _ => None,
        };
        fitting.unknown = missing;
        for (field, values) in next.means {
            match self.means.iter_mut().find(|(known, _)| *known == field) {
                Some((_, known)) => known.extend(values),
                None => self.means.push((field, values)),
            }
        }
        self.either = true;
        self.field = None;
        self.terms.1 = next.terms.0 + next.terms.1 - self.terms.0;
        self.alike = match (self.alike.take(), next.alike) {
            (Some((field, mut values)), Some((other, more)))
                if field == other || of_people(field) =>
            {
                values.extend(more);
                Some((field, values))
            }
            _ => None,
        };
    }

    /// Returns the field that the unknown values are of.
    fn of(&self) -> Option<QueryField> {
        self.field.or(self.alike.as_ref().map(|(field, _)| *field))
    }
}

/// Says what the words of a query were taken for, as far as they mean more than their letters.
pub(super) fn understood(parts: &[Part], query: &FileQuery) -> Vec<Understood> {
    let mut found = Vec::new();
    for part in parts.iter().filter(|part| !part.means.is_empty()) {
        let (first, count) = part.terms;
        let words = words_from(&query.terms[first..first + count]);
        // A column of addresses is a field; beside one, words stand for themselves.
        if words.len() == count && !part.negated {
            found.push(Understood {
                words: words.into_iter().map(str::to_owned).collect(),
                means: part.means.clone(),
                either: part.either,
                negated: false,
                excluded: Vec::new(),
            });
        }
    }
    found
}

/// Returns the consecutive words at the start.
pub(super) fn words_from(terms: &[Term]) -> Vec<&str> {
    terms.iter().map_while(Term::word).collect()
}

/// Intersects the parts for which a predicate holds.
pub(super) fn joined(parts: &[Part], files: u32, take: impl Fn(&Part) -> bool) -> Bits {
    let mut hits = Bits::all(files);
    for part in parts.iter().filter(|part| take(part)) {
        if part.negated {
            hits.and_not(&part.fitting.any);
        } else {
            hits.and(&part.fitting.any);
        }
    }
    hits
}

/// Returns a note on each value that no file has.
pub(super) fn unknown(parts: &[Part], query: &FileQuery) -> Vec<Note> {
    let mut notes = Vec::new();
    for part in parts {
        let of_term = match &query.terms[part.terms.0].test {
            Test::Field(field, _) => Some(*field),
            _ => None,
        };
        let Some(field) = part.of().or(of_term) else {
            continue;
        };
        notes.extend(part.fitting.unknown.iter().map(|value| Note::Unknown {
            field,
            value: value.clone(),
            near: None,
        }));
    }
    notes
}
