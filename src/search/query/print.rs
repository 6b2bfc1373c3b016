//! Prints queries: one canonical text for each meaning, which parses to the same query.

use std::fmt;

use super::amount::write_size;
use super::field::Key;
use super::{FileQuery, Limit, Term, Test};

/// Prints the canonical text, in the order of the terms.
impl fmt::Display for FileQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, term) in self.terms.iter().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

/// Writes the term as it stands in a query.
impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.negated { "-" } else { "" })?;
        match &self.test {
            Test::Text(text) if is_word(text) => f.write_str(text),
            Test::Text(text) | Test::Phrase(text) => write_quoted(text, f),
            Test::Field(field, values) => {
                f.write_str(field.name())?;
                for (place, value) in values.iter().enumerate() {
                    f.write_str(if place == 0 { ":" } else { "," })?;
                    if value.starts_with('"')
                        || value.contains([',', ' '])
                        || value.contains(char::is_whitespace)
                    {
                        write_quoted(value, f)?;
                    } else {
                        f.write_str(value)?;
                    }
                }
                Ok(())
            }
            Test::Size(limit) => write_limit(Key::Size, *limit, write_size, f),
            Test::Date(limit) => {
                write_limit(Key::Date, *limit, |date, f| fmt::Display::fmt(&date, f), f)
            }
        }
    }
}

/// Returns whether a text, written without quotes, parses as that word.
fn is_word(text: &str) -> bool {
    FileQuery::parse(text).is_ok_and(|query| {
        let [term] = query.terms.as_slice() else {
            return false;
        };
        !term.negated && matches!(&term.test, Test::Text(read) if read == text)
    })
}

fn write_quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("\"")?;
    for part in text.split_inclusive(['"', '\\']) {
        match part.strip_suffix(['"', '\\']) {
            Some(before) => {
                f.write_str(before)?;
                f.write_str("\\")?;
                f.write_str(&part[before.len()..])?;
            }
            None => f.write_str(part)?,
        }
    }
    f.write_str("\"")
}

fn write_limit<T>(
    key: Key,
    limit: Limit<T>,
    write: impl Fn(T, &mut fmt::Formatter<'_>) -> fmt::Result,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.write_str(key.name())?;
    let (sign, amount, last) = match limit {
        Limit::Over(amount) => (":>", amount, None),
        Limit::AtLeast(amount) => (":>=", amount, None),
        Limit::Under(amount) => (":<", amount, None),
        Limit::AtMost(amount) => (":<=", amount, None),
        Limit::Is(amount) => (":", amount, None),
        Limit::Between(first, last) => (":", first, Some(last)),
    };
    f.write_str(sign)?;
    write(amount, f)?;
    let Some(last) = last else { return Ok(()) };
    f.write_str("..")?;
    write(last, f)
}
