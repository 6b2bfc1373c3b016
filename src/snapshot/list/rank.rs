//! The order in which files are shown where a query does not decide: main releases, collections, others, working copies.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::catalogue::Kinds;

/// Where a directory stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// In a main release.
    Release,
    /// In a data collection.
    Collection,
    /// Anywhere else.
    #[default]
    Other,
    /// In a directory of working copies, whoever owns it.
    Working,
}

/// What a path's directory says of its place in the order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Standing {
    pub(crate) tier: Tier,
    /// Months from the year 2000 to the date in a directory's name; 0 without one.
    pub(crate) month: u16,
    /// Number of words in the directories' names.
    pub(crate) words: u8,
}

/// What a file itself says of its place in the order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Of {
    /// Place of its kind.
    pub(crate) kind: u8,
    pub(crate) main: bool,
    /// Whether it has the variants of one sample alone.
    pub(crate) personal: bool,
    /// Number of the chromosome; 0 for none.
    pub(crate) chromosome: u8,
    /// Number of words in its name.
    pub(crate) words: u8,
}

impl Standing {
    /// Returns the number by which files are ordered, the first with the least: by tier, READMEs behind the rest, variants of one
    /// sample behind others, the newest first, main files before others, by kind, the least deep directory first, by
    /// chromosome, and names of fewer words first.
    pub(crate) fn key(self, of: Of) -> u32 {
        let Of {
            kind,
            main,
            personal,
            chromosome,
            words,
        } = of;
        // Variants lie in a file for each chromosome, and those of all come last; of reads, those of all are the main file.
        let chromosome = match kind {
            VARIANTS | INDEX => chromosome.wrapping_sub(1),
            _ => chromosome,
        };
        let parts = [
            (self.tier as u32, 2),
            (u32::from(kind == README), 1),
            (u32::from(personal), 1),
            (0x1ff - u32::from(self.month.min(0x1ff)), 9),
            (u32::from(!main), 1),
            (u32::from(kind), 3),
            (u32::from(self.words.min(31)), 5),
            (u32::from(chromosome.min(31)), 5),
            (u32::from(words.min(31)), 5),
        ];
        parts
            .into_iter()
            .fold(0, |key, (part, bits)| key << bits | part)
    }
}

/// Places of kinds.
const VARIANTS: u8 = 0;
const INDEX: u8 = 5;
const REST: u8 = 4;
const README: u8 = 6;

/// Returns the place of each kind, by its number: variants, other data, tables, the rest, indexes, and READMEs.
pub(crate) fn of_kinds(kinds: &Kinds) -> Vec<u8> {
    let place = kinds.kinds.iter().map(|kind| {
        if kind.also.iter().any(|other| other == "index") {
            return INDEX;
        }
        match kind.data.as_str() {
            // Beginnings tell READMEs.
            _ if !kind.beginnings.is_empty() => README,
            "variants" => VARIANTS,
            "alignment" | "sequence" | "assembly" => 1,
            "tables" => 3,
            _ => REST,
        }
    });
    std::iter::once(REST).chain(place).collect()
}

/// Reads the date at the start of a directory's name, `20130502` or `2010_07`, as months from the year 2000; 0 without one.
pub(crate) fn month(name: &[u8]) -> u16 {
    let number = |from: usize, to: usize| {
        let digits = std::str::from_utf8(name.get(from..to)?).ok()?;
        let all = digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u16>().ok().filter(|_| all)
    };
    let gap = usize::from(name.get(4) == Some(&b'_'));
    let read = || {
        let (year, month) = (number(0, 4)?, number(4 + gap, 6 + gap)?);
        let whole = gap == 1 || number(6, 8).is_some();
        let fits = whole && (2001..2040).contains(&year) && (1..=12).contains(&month);
        fits.then(|| (year - 2000) * 12 + month)
    };
    read().unwrap_or(0)
}

/// Numbers different keys without gaps, so that files can be counted by them.
#[expect(
    clippy::cast_possible_truncation,
    reason = "further keys share the last number"
)]
pub(crate) fn dense(keys: &[u32]) -> Vec<u16> {
    let mut numbers: HashMap<u32, u16> = HashMap::new();
    let mut last = None;
    for key in keys {
        // Neighbours mostly have the same.
        if last.replace(*key) != Some(*key) {
            numbers.insert(*key, 0);
        }
    }
    let mut sorted: Vec<u32> = numbers.keys().copied().collect();
    sorted.sort_unstable();
    for (number, key) in sorted.iter().enumerate() {
        numbers.insert(*key, number.min(usize::from(u16::MAX)) as u16);
    }
    let mut last = None;
    let number = |key: &u32| match last {
        Some((known, number)) if known == *key => number,
        _ => {
            let number = numbers.get(key).copied().unwrap_or(u16::MAX);
            last = Some((*key, number));
            number
        }
    };
    keys.iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_have_the_date_at_their_start() {
        for (name, expected) in [
            ("20130502", 13 * 12 + 5),
            ("20220422_3202_phased_SNV_INDEL_SV", 22 * 12 + 4),
            ("2010_07", 10 * 12 + 7),
            ("1000G_2504_high_coverage", 0),
            ("20131502", 0),
            ("201305", 0),
            ("v2.0", 0),
            ("", 0),
        ] {
            assert_eq!(month(name.as_bytes()), expected, "{name}");
        }
    }

    #[test]
    fn keys_are_numbered_in_their_order() {
        assert_eq!(dense(&[7, 7, 0, 9, 0, 7]), [1, 1, 0, 2, 0, 1]);
        assert_eq!(dense(&[]), Vec::<u16>::new());
    }
}
