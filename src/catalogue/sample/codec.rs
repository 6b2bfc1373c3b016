//! The encoding of a list of samples: about 12 bytes per sample, checked like any input.

use std::cmp::Ordering;

use super::list::{Cohort, MOST_SAMPLES, Sample, SampleList, by_name, is_name};
use super::listed::ListedPopulation;
use crate::common::{Reader, WireError, Writer};
use crate::table::Sex;

/// The version of the encoding. The one before has no names of populations and no other names of samples.
const VERSION: u8 = 2;

/// Bits of a sample's first byte, whose lowest three are its cohorts.
mod bits {
    pub(crate) const COHORTS: u8 = 0b111;
    pub(crate) const FEMALE: u8 = 1 << 3;
    pub(crate) const MALE: u8 = 1 << 4;
    pub(crate) const FATHER: u8 = 1 << 5;
    pub(crate) const MOTHER: u8 = 1 << 6;
}

/// The fewest bytes of a sample or a text, so that a false count cannot exhaust memory.
const LEAST: usize = 1;

const _: () = assert!(bits::COHORTS == (1 << (Cohort::HighCoverage as u8 + 1)) - 1);

impl SampleList {
    /// Encodes the list.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.byte(VERSION);
        for texts in [&self.populations, &self.families] {
            out.number(texts.len() as u64);
            for text in texts {
                out.text(text);
            }
        }
        out.number(self.samples.len() as u64);
        let mut last = "";
        for sample in &self.samples {
            write_sample(sample, last, &mut out);
            last = &sample.name;
        }
        out.number(self.described.len() as u64);
        for population in &self.described {
            write_population(population, &mut out);
        }
        out.number(self.others.len() as u64);
        for (name, place) in &self.others {
            out.text(name);
            out.number(u64::from(*place));
        }
        out.0
    }

    /// Decodes what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    ///
    /// [`WireError`] for any other bytes; it never panics.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        let mut from = Reader(bytes);
        let version = from.byte()?;
        if !(1..=VERSION).contains(&version) {
            return Err(WireError::Version);
        }
        let (populations, families) = (read_texts(&mut from)?, read_texts(&mut from)?);
        let count = from.count(LEAST)?;
        if count > MOST_SAMPLES {
            return Err(WireError::Excess);
        }
        let mut list = Self {
            populations,
            families,
            samples: Vec::with_capacity(count),
            ..Self::default()
        };
        for _ in 0..count {
            let last = list.samples.last().map_or("", |sample| &sample.name);
            let sample = read_sample(&list, count, last, &mut from)?;
            list.samples.push(sample);
        }
        if version > 1 {
            read_names(&mut list, &mut from)?;
        }
        from.end()?;
        list.mark_trios();
        Ok(list)
    }
}

fn write_population(population: &ListedPopulation, out: &mut Writer) {
    let ListedPopulation {
        code,
        name,
        description,
        superpopulation,
        also,
    } = population;
    for text in [code, name, description, superpopulation] {
        out.text(text);
    }
    out.number(also.len() as u64);
    for text in also {
        out.text(text);
    }
}

/// Reads the names of populations, by code, and other names of samples, in the order of names.
fn read_names(list: &mut SampleList, from: &mut Reader<'_>) -> Result<(), WireError> {
    const UNKNOWN: WireError = WireError::Unknown { what: "name" };
    for _ in 0..from.count(5 * LEAST)? {
        let mut text = || from.text().map(str::to_owned);
        let population = ListedPopulation {
            code: text()?,
            name: text()?,
            description: text()?,
            superpopulation: text()?,
            also: read_texts(from)?.into_iter().map(String::from).collect(),
        };
        let last = list.described.last();
        let follows = last.is_none_or(|last| last.code < population.code);
        list.described
            .push(follows.then_some(population).ok_or(UNKNOWN)?);
    }
    for _ in 0..from.count(2 * LEAST)? {
        let name = from.text()?;
        let last = list.others.last();
        let follows = last.is_none_or(|(last, _)| by_name(last, name) == Ordering::Less);
        let place = place(from.number()?, list.samples.len())?;
        let fits = follows && is_name(name);
        list.others
            .push(fits.then(|| (name.into(), place)).ok_or(UNKNOWN)?);
    }
    Ok(())
}

fn read_texts(from: &mut Reader<'_>) -> Result<Vec<Box<str>>, WireError> {
    let count = from.count(LEAST)?;
    if count > MOST_SAMPLES {
        return Err(WireError::Excess);
    }
    (0..count).map(|_| Ok(from.text()?.into())).collect()
}

fn write_sample(sample: &Sample, last: &str, out: &mut Writer) {
    let sex = match sample.sex {
        None => 0,
        Some(Sex::Female) => bits::FEMALE,
        Some(Sex::Male) => bits::MALE,
    };
    let father = u8::from(sample.father.is_some()) * bits::FATHER;
    let mother = u8::from(sample.mother.is_some()) * bits::MOTHER;
    out.byte(sample.cohorts | sex | father | mother);
    let same = last.bytes().zip(sample.name.bytes());
    let same = same.take_while(|(one, other)| one == other).count();
    out.number(same as u64);
    out.text(sample.name.get(same..).unwrap_or_default());
    // One more than the position; 0 stands for none.
    for place in [sample.population, sample.family] {
        out.number(place.map_or(0, |place| u64::from(place) + 1));
    }
    for parent in [sample.father, sample.mother].into_iter().flatten() {
        out.number(parent.into());
    }
}

fn read_sample(
    list: &SampleList,
    count: usize,
    last: &str,
    from: &mut Reader<'_>,
) -> Result<Sample, WireError> {
    let flags = from.byte()?;
    let name = read_name(last, from)?;
    let population = optional_place(list.populations.len(), from)?;
    let family = optional_place(list.families.len(), from)?;
    let mut parent = |bit| match flags & bit {
        0 => Ok(None),
        _ => place(from.number()?, count).map(Some),
    };
    let (father, mother) = (parent(bits::FATHER)?, parent(bits::MOTHER)?);
    let sex = match flags & (bits::FEMALE | bits::MALE) {
        0 => None,
        bits::FEMALE => Some(Sex::Female),
        bits::MALE => Some(Sex::Male),
        _ => return Err(WireError::Unknown { what: "sex" }),
    };
    Ok(Sample {
        name,
        sex,
        father,
        mother,
        population,
        family,
        cohorts: flags & bits::COHORTS,
        in_trio: false,
    })
}

fn read_name(last: &str, from: &mut Reader<'_>) -> Result<Box<str>, WireError> {
    const UNKNOWN: WireError = WireError::Unknown { what: "sample" };
    let same = usize::try_from(from.number()?).map_err(|_| WireError::Cut)?;
    let same = last.get(..same).ok_or(UNKNOWN)?;
    let name = [same, from.text()?].concat();
    if !is_name(&name) || by_name(last, &name) != Ordering::Less {
        return Err(UNKNOWN);
    }
    Ok(name.into())
}

fn optional_place(count: usize, from: &mut Reader<'_>) -> Result<Option<u16>, WireError> {
    match from.number()? {
        0 => Ok(None),
        number => place(number - 1, count).map(Some),
    }
}

fn place(number: u64, count: usize) -> Result<u16, WireError> {
    let place = u16::try_from(number).ok();
    place
        .filter(|place| usize::from(*place) < count)
        .ok_or(WireError::Unknown { what: "place" })
}
