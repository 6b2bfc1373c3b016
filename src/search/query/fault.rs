//! What is wrong with a term that cannot be read.

use super::field::Key;
use super::limit::{begins_date, begins_limit, read_size};
use super::{QueryErrorKind, QueryField};
use crate::common::edit_distance;

/// Returns the error for a name that is no field's.
pub(super) fn unknown(name: &str) -> QueryErrorKind {
    if name.is_empty() {
        return QueryErrorKind::NoFieldName;
    }
    if let Some(chromosome) = QueryField::Chromosome.normalise(name) {
        return QueryErrorKind::Position { chromosome };
    }
    let names = Key::names().map(|name| (name.as_bytes(), 0));
    let begins = |known: &&str| {
        let start = known.get(..name.len());
        name.len() > 2 && start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let nearest = edit_distance::nearest(name.as_bytes(), names)
        .and_then(|place| Key::names().nth(place))
        .or_else(|| Key::names().find(begins))
        .and_then(Key::of);
    QueryErrorKind::UnknownField {
        name: name.to_owned(),
        nearest: nearest.map(Key::name),
    }
}

/// Returns the error for a value that a field cannot have.
pub(super) fn refused(field: QueryField) -> QueryErrorKind {
    match field {
        QueryField::Chromosome => QueryErrorKind::NotChromosome,
        QueryField::Sex => QueryErrorKind::NotSex,
        QueryField::Related | QueryField::Trio => QueryErrorKind::NotYesNo,
        QueryField::With => QueryErrorKind::NotCompanion,
        QueryField::Md5 => QueryErrorKind::NotMd5,
        _ => QueryErrorKind::EmptyValue {
            field: field.name(),
        },
    }
}

/// Returns whether a faulty part at the end of the text may become valid by typing on.
pub(super) fn may_become_right(fault: &QueryErrorKind, part: &str) -> bool {
    let begins = |words: &str| {
        let lower = part.to_ascii_lowercase();
        words.split(' ').any(|word| word.starts_with(&lower))
    };
    match fault {
        // The second end of a range may still grow: `size:10M..9` is on its way to `9G`.
        QueryErrorKind::RangeOrder
        | QueryErrorKind::UnclosedQuote
        | QueryErrorKind::EmptyPhrase
        | QueryErrorKind::LoneMinus
        | QueryErrorKind::EmptyAddress
        | QueryErrorKind::EmptyValue { .. } => true,
        QueryErrorKind::NotSex => begins("females males"),
        QueryErrorKind::NotYesNo => begins("yes no true false"),
        QueryErrorKind::NotCompanion => begins("indexes indices companions"),
        QueryErrorKind::NotMd5 => {
            part.len() < 32 && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        }
        QueryErrorKind::NotChromosome => begins("chromosome"),
        QueryErrorKind::NotSize => begins_limit(part, |text| {
            text.is_empty()
                || read_size(text).is_some()
                || read_size(&[text, "K"].concat()).is_some()
        }),
        QueryErrorKind::NotDate => begins_limit(part, begins_date),
        _ => false,
    }
}
