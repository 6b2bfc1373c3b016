//! Parses queries.

use std::ops::Range;

use super::fault::{may_become_right, refused, unknown};
use super::field::{Key, chromosomes, key_of};
use super::file_query::is_word;
use super::limit::{NoLimit, read_size};
use super::{
    FileQuery, PartialDate, QueryError, QueryErrorKind, QueryField, Term, Test, address, bare,
    limit, pasted,
};

/// Is read for a dash between numbers.
const TO: &str = "to";

/// Longest query in bytes: room for 10,000 sample names.
pub const MAX_QUERY_BYTES: usize = 200_000;

/// Stand between the words of a list.
const COMMAS: [char; 3] = [',', ';', '|'];

/// Largest number of terms in a query, paths and names not counted, as whole columns of them are pasted.
pub const MAX_QUERY_TERMS: usize = 64;

/// Largest number of names of samples or files in a query.
pub const MAX_QUERY_NAMES: usize = 5_000;

impl FileQuery {
    /// Parses a query; a blank text is the query that matches all files.
    ///
    /// # Errors
    ///
    /// See [`QueryErrorKind`].
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let mut reader = Reader {
            text,
            at: 0,
            pasted: false,
        };
        if text.len() > MAX_QUERY_BYTES {
            let start = text.floor_char_boundary(MAX_QUERY_BYTES);
            return Err(reader.problem(QueryErrorKind::TooLong, start..text.len()));
        }
        if let Some(files) = pasted::files(text) {
            return Self::read(&mut Reader {
                text: &files,
                ..reader
            })
            .map_err(|error| QueryError {
                span: 0..text.len(),
                ..error
            });
        }
        Self::read(&mut reader)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, QueryError> {
        let text = reader.text;
        let mut query = Self::default();
        let (mut paths, mut names) = (0, 0);
        loop {
            reader.skip_blanks();
            let start = reader.at;
            if start == text.len() {
                return Ok(query);
            }
            if !query.is_empty() && reader.skip_dash() {
                if reader.is_in_range(start) {
                    query.push(Term::of(Test::Text(TO.to_owned())));
                }
                continue;
            }
            let term = reader.term()?;
            paths += usize::from(term.is_path());
            let before = query.terms.len();
            query.take(term, reader.pasted);
            let new = &query.terms[before.min(query.terms.len())..];
            names += new
                .iter()
                .filter(|term| term.is_name() && !term.is_path())
                .count();
            if query.terms.len() > MAX_QUERY_TERMS + paths + names.min(MAX_QUERY_NAMES) {
                return Err(reader.problem(QueryErrorKind::TooManyTerms, start..reader.at));
            }
        }
    }

    /// Adds a term. A word with commas is several words; pasted addresses that stand side by side are one term, however long
    /// the column is.
    fn take(&mut self, term: Term, pasted: bool) {
        let last = self.terms.last_mut().filter(|last| !last.negated);
        if let (Test::Field(field, values), Some(last)) = (&term.test, last)
            && let Test::Field(of, known) = &mut last.test
            && pasted
            && field == of
            && !term.negated
        {
            for value in values {
                if !known.iter().any(|known| known.eq_ignore_ascii_case(value)) {
                    known.push(value.clone());
                }
            }
            return;
        }
        if let Test::Text(text) = &term.test
            && text.contains(COMMAS)
        {
            if let Some(number) = bare::number(text) {
                let test = Test::Text(number);
                return self.push(Term { test, ..term });
            }
            let words: Vec<&str> = text.split(COMMAS).filter(|word| !word.is_empty()).collect();
            if !words.is_empty() && words.iter().all(|word| is_word(word)) {
                let negated = term.negated;
                for word in words {
                    let test = Test::Text(word.to_owned());
                    self.push(Term { negated, test });
                }
                return;
            }
        }
        self.push(term);
    }
}

/// Returns whether a text begins with an exclamation mark before a word.
fn is_marked(text: &str) -> bool {
    let word = text.strip_prefix('!').unwrap_or_default();
    word.starts_with(char::is_alphanumeric)
}

/// Reads a word without what stands around it; `None` where nothing does.
fn bare_test(word: &str) -> Option<Test> {
    let query = FileQuery::parse(&bare::word(word)?).ok()?;
    match query.terms.as_slice() {
        [
            Term {
                negated: false,
                test,
            },
        ] => Some(test.clone()),
        _ => None,
    }
}

/// A text with a read position.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Whether the last term was written as an address, not as a field.
    pasted: bool,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        let is_blank = |letter: char| letter.is_whitespace() || bare::is_mark(letter);
        self.at = self.text.len() - self.rest().trim_start_matches(is_blank).len();
    }

    /// Skips a dash between words, as in `Gambian - Jola`. Returns whether there is one.
    fn skip_dash(&mut self) -> bool {
        let behind = self.rest().strip_prefix('-').unwrap_or_default();
        let is_dash = behind.starts_with(char::is_whitespace) && !behind.trim().is_empty();
        self.at += usize::from(is_dash);
        is_dash
    }

    /// Returns whether a dash at a place, which was skipped, stands between numbers.
    fn is_in_range(&self, dash: usize) -> bool {
        let is_digit = |letter: char| letter.is_ascii_digit();
        self.text[..dash].trim_end().ends_with(is_digit)
            && self.rest().trim_start().starts_with(is_digit)
    }

    /// Takes the text before the first of the given characters.
    fn take_until(&mut self, ends: fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn problem(&self, fault: QueryErrorKind, span: Range<usize>) -> QueryError {
        let at_end = span.end == self.text.len();
        let unfinished = at_end && may_become_right(&fault, &self.text[span.clone()]);
        QueryError {
            fault,
            span,
            unfinished,
        }
    }

    fn term(&mut self) -> Result<Term, QueryError> {
        let start = self.at;
        self.pasted = false;
        // Other tools write an exclamation mark for the minus sign.
        let negated = self.rest().starts_with('-') || is_marked(self.rest());
        self.at += usize::from(negated);
        if negated && self.rest().chars().next().is_none_or(char::is_whitespace) {
            return Err(self.problem(QueryErrorKind::LoneMinus, start..self.at));
        }
        let test = if self.rest().starts_with('"') {
            Test::Phrase(self.quoted()?)
        } else if let Some((words, length)) = bare::quoted(self.rest()).filter(|_| negated) {
            self.at += length;
            Test::Phrase(words.to_owned())
        } else {
            self.test()?
        };
        Ok(Term { negated, test })
    }

    /// Reads a word, an address or a field term.
    fn test(&mut self) -> Result<Test, QueryError> {
        let start = self.at;
        let word = self.take_until(char::is_whitespace);
        let end = self.at;
        if let Some(test) = bare_test(word) {
            self.pasted = matches!(test, Test::Field(QueryField::Path | QueryField::Md5, _))
                && key_of(word).is_none_or(|(_, key)| key.is_none());
            return Ok(test);
        }
        if let Some(md5s) = pasted::md5s(word) {
            self.pasted = true;
            return Ok(Test::Field(QueryField::Md5, md5s));
        }
        if address::is_one(word) {
            self.pasted = true;
            let first = word.split(',').next().unwrap_or(word);
            // A column that was pasted with commas.
            if word.split(',').skip(1).any(address::is_one) {
                self.at = start + first.len();
                let test = address::meant(first);
                self.at += 1;
                return test.ok_or_else(|| self.problem(QueryErrorKind::EmptyAddress, start..end));
            }
            return address::meant(word)
                .ok_or_else(|| self.problem(QueryErrorKind::EmptyAddress, start..end));
        }
        let Some((name, key)) = key_of(word) else {
            // A second minus sign, or what is written for one, belongs to the negated text; only quotes can express that in every place.
            return Ok(if word.starts_with('-') || is_marked(word) {
                Test::Phrase(word.to_owned())
            } else {
                Test::Text(word.to_owned())
            });
        };
        let Some(key) = key else {
            return Err(self.problem(unknown(name), start..start + name.len().max(1)));
        };
        self.at = start + name.len();
        self.at += usize::from(self.rest().starts_with(':'));
        self.of_key(start, key)
    }

    /// Reads what follows the name of a field, which begins at `start`.
    fn of_key(&mut self, start: usize, key: Key) -> Result<Test, QueryError> {
        if let Key::Field(field) = key {
            return self.values(start, field);
        }
        let from = self.at;
        let quoted;
        let text = if self.rest().starts_with('"') {
            quoted = self.quoted()?;
            quoted.trim()
        } else {
            self.take_until(char::is_whitespace)
        };
        let test = if key == Key::Size {
            limit::read(text, read_size, |first, last| first <= last).map(Test::Size)
        } else {
            let in_order = |first: &PartialDate, last: &PartialDate| {
                first.first_second() <= last.last_second()
            };
            limit::read(text, PartialDate::parse, in_order).map(Test::Date)
        };
        let field = key.name();
        test.map_err(|no_limit| match no_limit {
            NoLimit::Empty => self.problem(QueryErrorKind::EmptyValue { field }, start..self.at),
            NoLimit::Order => self.problem(QueryErrorKind::RangeOrder, from..self.at),
            NoLimit::Amount if key == Key::Size => {
                self.problem(QueryErrorKind::NotSize, from..self.at)
            }
            NoLimit::Amount => self.problem(QueryErrorKind::NotDate, from..self.at),
        })
    }

    /// Reads a text in quotes, which may not be empty.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        let mut text = String::new();
        let mut escaped = false;
        for (at, letter) in self.rest().char_indices().skip(1) {
            match letter {
                '"' | '\\' if escaped => text.push(letter),
                '"' => {
                    self.at = start + at + 1;
                    if text.is_empty() {
                        return Err(self.problem(QueryErrorKind::EmptyPhrase, start..self.at));
                    }
                    return Ok(text);
                }
                '\\' => {}
                _ => {
                    if escaped {
                        text.push('\\');
                    }
                    text.push(letter);
                }
            }
            escaped = letter == '\\' && !escaped;
        }
        Err(self.problem(QueryErrorKind::UnclosedQuote, start..self.text.len()))
    }

    /// Reads the values of a field, with commas between them.
    fn values(&mut self, start: usize, field: QueryField) -> Result<Test, QueryError> {
        let mut values = Vec::new();
        loop {
            let from = self.at;
            let value = if self.rest().starts_with('"') {
                self.quoted()?
            } else {
                self.take_until(|letter| letter == ',' || letter.is_whitespace())
                    .to_owned()
            };
            if value.trim().is_empty() {
                let field = field.name();
                return Err(self.problem(QueryErrorKind::EmptyValue { field }, start..self.at));
            }
            if let Some(value) = field.normalise(&value) {
                values.push(value);
            } else if let Some(range) = chromosomes(field, &value) {
                values.extend(range);
            } else {
                return Err(self.problem(refused(field), from..self.at));
            }
            if !self.rest().starts_with(',') {
                super::file_query::keep_first(&mut values);
                return Ok(Test::Field(field, values));
            }
            self.at += 1;
        }
    }
}
