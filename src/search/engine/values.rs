//! Values of query fields as numbers of a list's columns.

use crate::catalogue::{Chromosome, SampleList, Sex};
use crate::search::{QueryField, Synonyms};
use crate::snapshot::{Code, FileList, Vocabulary, chromosome_code, chromosome_of};

/// A column of properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Collection,
    Assembly,
    Population,
    Chromosome,
    Kind,
    Group,
}

impl Column {
    pub(super) fn of(self, list: &FileList) -> &[Code] {
        let columns = list.columns();
        match self {
            Self::Collection => &columns.collection,
            Self::Assembly => &columns.assembly,
            Self::Population => &columns.population,
            Self::Chromosome => &columns.chromosome,
            Self::Kind => &columns.kind,
            Self::Group => &columns.group,
        }
    }
}

/// A set of numbers of a column.
pub(super) type Codes = [bool; 256];

/// Translates the values of a field into numbers of its column, with the unknown values; `None` if the field has no
/// column.
pub(super) fn codes(
    list: &FileList,
    synonyms: &Synonyms,
    field: QueryField,
    values: &[String],
) -> Option<(Column, Codes, Vec<String>)> {
    let vocabulary = list.vocabulary();
    let column = column_of(field)?;
    let mut codes = [false; 256];
    let mut unknown = Vec::new();
    for value in values {
        let mut found = mark(vocabulary, field, value, &mut codes);
        if !found {
            for meant in synonyms.values(field, value) {
                found |= mark(vocabulary, field, &meant, &mut codes);
            }
        }
        if !found {
            unknown.push(value.clone());
        }
    }
    Some((column, codes, unknown))
}

pub(super) fn column_of(field: QueryField) -> Option<Column> {
    Some(match field {
        QueryField::Collection | QueryField::Release => Column::Collection,
        QueryField::Assembly => Column::Assembly,
        QueryField::Population | QueryField::Superpopulation => Column::Population,
        QueryField::Chromosome => Column::Chromosome,
        QueryField::Kind | QueryField::Data | QueryField::Type => Column::Kind,
        QueryField::Group => Column::Group,
        _ => return None,
    })
}

/// Marks the numbers of a value; returns whether there are any.
fn mark(vocabulary: &Vocabulary, field: QueryField, value: &str, codes: &mut Codes) -> bool {
    let same = |text: &str| text.eq_ignore_ascii_case(value);
    let kinds = &vocabulary.kinds;
    match field {
        QueryField::Collection | QueryField::Release => {
            mark_where(&vocabulary.collections, codes, |known| {
                let mut directories = known.directories.iter();
                same(&known.id)
                    || same(&known.name)
                    || directories
                        .any(|path| same(path) || path.rsplit('/').next().is_some_and(same))
            })
        }
        QueryField::Assembly => mark_where(&kinds.assemblies, codes, |known| {
            same(&known.id) || known.words.iter().any(|word| same(word))
        }),
        QueryField::Population => mark_where(&vocabulary.populations, codes, |known| {
            known.codes.iter().any(|code| same(code))
        }),
        QueryField::Superpopulation => mark_where(&vocabulary.populations, codes, |known| {
            let mut known = known.superpopulations.iter();
            known.any(|code| same(code)) && !value.is_empty()
        }),
        QueryField::Chromosome => value
            .parse::<Chromosome>()
            .map(|chromosome| codes[usize::from(chromosome_code(chromosome))] = true)
            .is_ok(),
        QueryField::Group => mark_where(&kinds.groups, codes, |known| {
            same(&known.id) || known.words.iter().any(|word| same(&word.replace(' ', "_")))
        }),
        QueryField::Kind | QueryField::Data | QueryField::Type => {
            let (kind, data) = (field != QueryField::Data, field != QueryField::Kind);
            mark_where(&kinds.kinds, codes, |known| {
                kind && (same(&known.id) || known.also.iter().any(|other| same(other)))
                    || data
                        && (same(&known.data)
                            || data_name(vocabulary, &known.data).is_some_and(same))
            })
        }
        _ => false,
    }
}

fn data_name<'a>(vocabulary: &'a Vocabulary, id: &str) -> Option<&'a str> {
    let known = vocabulary
        .kinds
        .data_types
        .iter()
        .find(|known| known.id == id)?;
    Some(&known.name)
}

fn mark_where<T>(things: &[T], codes: &mut Codes, fits: impl Fn(&T) -> bool) -> bool {
    let mut found = false;
    for (place, thing) in things.iter().enumerate() {
        if fits(thing) && place + 1 < codes.len() {
            codes[place + 1] = true;
            found = true;
        }
    }
    found
}

/// Returns the value behind a number, as written in a query; of several the first.
pub(super) fn value_of(vocabulary: &Vocabulary, field: QueryField, code: Code) -> Option<String> {
    values_of(vocabulary, field, code).into_iter().next()
}

/// Returns the values behind a number: those of all populations of a sample.
pub(super) fn values_of(vocabulary: &Vocabulary, field: QueryField, code: Code) -> Vec<String> {
    let place = usize::from(code).checked_sub(1);
    let populations = place.and_then(|place| vocabulary.populations.get(place));
    match (field, populations) {
        (QueryField::Population, Some(known)) => known.codes.clone(),
        (QueryField::Superpopulation, Some(known)) => known.superpopulations.clone(),
        _ => single_value(vocabulary, field, code).into_iter().collect(),
    }
}

fn single_value(vocabulary: &Vocabulary, field: QueryField, code: Code) -> Option<String> {
    let place = usize::from(code).checked_sub(1)?;
    match field {
        QueryField::Collection => Some(vocabulary.collections.get(place)?.id.clone()),
        QueryField::Assembly => Some(vocabulary.kinds.assemblies.get(place)?.id.clone()),
        QueryField::Chromosome => chromosome_of(code).map(|chromosome| chromosome.to_string()),
        QueryField::Kind => Some(vocabulary.kinds.kinds.get(place)?.id.clone()),
        QueryField::Data => Some(vocabulary.kinds.kinds.get(place)?.data.clone()),
        _ => None,
    }
}

/// Returns whether each sample, by number, matches values of a field about samples, with the unknown values; `None` for
/// another field.
pub(super) fn samples(
    samples: &SampleList,
    field: QueryField,
    values: &[String],
) -> Option<(Vec<bool>, Vec<String>)> {
    let mut fits = vec![false; samples.samples().len() + 1];
    let mut unknown = Vec::new();
    let yes = |value: Option<bool>| value.map(|value| if value { "yes" } else { "no" });
    if field == QueryField::Sample {
        for value in values {
            match samples.find(value) {
                Some(place) => fits[usize::from(place) + 1] = true,
                None => unknown.push(value.clone()),
            }
        }
        return Some((fits, unknown));
    }
    for (place, sample) in samples.samples().iter().enumerate() {
        let value = match field {
            QueryField::Sex => sample.sex.map(Sex::name),
            QueryField::Related => yes(sample.related()),
            QueryField::Trio => yes(Some(sample.in_trio())),
            _ => return None,
        };
        fits[place + 1] = value.is_some_and(|value| values.iter().any(|wanted| wanted == value));
    }
    matches!(
        field,
        QueryField::Sex | QueryField::Related | QueryField::Trio
    )
    .then_some((fits, unknown))
}
