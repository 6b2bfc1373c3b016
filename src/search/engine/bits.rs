//! Sets of files: a bit set, and the pairs of index files and their data files.

use std::ops::Range;

use crate::snapshot::{Code, FileList};

/// A set of file numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    len: u32,
}

impl Bits {
    /// Creates the empty set over the given number of files.
    pub(super) fn none(len: u32) -> Self {
        Self {
            words: vec![0; len.div_ceil(64) as usize],
            len,
        }
    }

    /// Creates the set of all files.
    pub(super) fn all(len: u32) -> Self {
        let mut bits = Self::none(len);
        bits.set_range(0..len);
        bits
    }

    /// Creates the set of files for which a predicate holds.
    pub(super) fn of<T: Copy>(column: &[T], holds: impl Fn(T) -> bool) -> Self {
        let words = column.chunks(64).map(|values| {
            let mut word = 0_u64;
            for (place, value) in values.iter().enumerate() {
                word |= u64::from(holds(*value)) << place;
            }
            word
        });
        Self {
            words: words.collect(),
            len: u32::try_from(column.len()).unwrap_or(u32::MAX),
        }
    }

    pub(super) fn set(&mut self, file: u32) {
        self.words[file as usize / 64] |= 1 << (file % 64);
    }

    pub(super) fn set_all(&mut self, files: &[u32]) {
        for file in files {
            self.set(*file);
        }
    }

    pub(super) fn set_range(&mut self, files: Range<u32>) {
        if files.is_empty() {
            return;
        }
        let (first, last) = (files.start as usize / 64, (files.end - 1) as usize / 64);
        let head = u64::MAX << (files.start % 64);
        let tail = u64::MAX >> (63 - (files.end - 1) % 64);
        if first == last {
            self.words[first] |= head & tail;
            return;
        }
        self.words[first] |= head;
        self.words[first + 1..last].fill(u64::MAX);
        self.words[last] |= tail;
    }

    pub(super) fn has(&self, file: u32) -> bool {
        let word = self.words.get(file as usize / 64);
        word.is_some_and(|word| word >> (file % 64) & 1 == 1)
    }

    pub(super) fn and(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    pub(super) fn or(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    pub(super) fn and_not(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    pub(super) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Number of files that can be in the set.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// Iterates over the words that are not empty, each with its place; the first word is of the first 64 files.
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, u64)> {
        let words = self.words.iter().copied().enumerate();
        words.filter(|(_, word)| *word != 0)
    }

    /// Visits each file in order.
    pub(super) fn each(&self, mut each: impl FnMut(u32)) {
        let mut begin = 0;
        for word in &self.words {
            let mut left = *word;
            while left != 0 {
                each(begin + left.trailing_zeros());
                left &= left - 1;
            }
            begin += 64;
        }
    }

    /// Visits each file in order, with its membership in two other sets.
    pub(super) fn each_beside(
        &self,
        one: &Self,
        other: &Self,
        mut each: impl FnMut(u32, bool, bool),
    ) {
        let mut begin = 0;
        for ((word, one), other) in self.words.iter().zip(&one.words).zip(&other.words) {
            let mut left = *word;
            while left != 0 {
                let place = left.trailing_zeros();
                each(
                    begin + place,
                    one >> place & 1 == 1,
                    other >> place & 1 == 1,
                );
                left &= left - 1;
            }
            begin += 64;
        }
    }

    /// Returns the files in order.
    pub(super) fn to_vec(&self) -> Vec<u32> {
        let mut files = Vec::with_capacity(self.count() as usize);
        self.each(|file| files.push(file));
        files
    }
}

/// Largest distance, in files, between a file and its index in the order of names.
const NEAR: u32 = 8;

/// Index files with their data files.
#[derive(Debug)]
pub(super) struct Companions {
    /// In the same directory.
    beside: Vec<(u32, u32)>,
    /// Beside a copy of the data file.
    of_copies: Vec<(u32, u32)>,
}

/// How many index files were added to a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct AddedIndexes {
    pub(super) beside: u32,
    pub(super) of_copies: u32,
}

impl Companions {
    /// Finds the pairs: an index has the whole name of its data file plus an extension, or is beside a copy of that file.
    pub(super) fn new(list: &FileList) -> Self {
        let kinds = &list.vocabulary().kinds.kinds;
        let is_index = |code: Code| {
            let kind = usize::from(code)
                .checked_sub(1)
                .and_then(|place| kinds.get(place));
            kind.is_some_and(|kind| kind.also.iter().any(|other| other == "index"))
        };
        let mut found = Vec::new();
        let (mut name, mut other) = (Vec::new(), Vec::new());
        let directories = list.directories();
        for (file, kind) in (0..).zip(&list.columns().kind) {
            if !is_index(*kind) {
                continue;
            }
            name.clear();
            list.names().write(file, &mut name);
            let Some(end) = memchr::memrchr(b'.', &name) else {
                continue;
            };
            let first = directories.own(directories.of_file(file)).start;
            for before in (first.max(file.saturating_sub(NEAR))..file).rev() {
                other.clear();
                list.names().write(before, &mut other);
                if other == name[..end] {
                    found.push((file, before));
                    break;
                }
            }
        }
        let copies = list.notes().companions.iter();
        Self {
            beside: found,
            of_copies: copies.map(|pair| (pair.index, pair.data)).collect(),
        }
    }

    /// Returns the index files of a file, and the files of which it is the index.
    pub(super) fn of(&self, file: u32) -> Vec<u32> {
        let pairs = self.beside.iter().chain(&self.of_copies);
        let other = |&(index, data): &(u32, u32)| match file {
            _ if file == index => Some(data),
            _ if file == data => Some(index),
            _ => None,
        };
        pairs.filter_map(other).collect()
    }

    /// Adds the index files of a result; returns how many it has.
    pub(super) fn add(&self, hits: &mut Bits) -> AddedIndexes {
        let mut add = |pairs: &[(u32, u32)]| {
            let mut count = 0;
            for (index, file) in pairs {
                if hits.has(*file) {
                    hits.set(*index);
                    count += 1;
                }
            }
            count
        };
        AddedIndexes {
            beside: add(&self.beside),
            of_copies: add(&self.of_copies),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_any_place_and_length_are_set() {
        for start in [0, 1, 63, 64, 65, 127, 128] {
            for end in start..200 {
                let mut bits = Bits::none(200);
                bits.set_range(start..end);
                assert_eq!(bits.to_vec(), (start..end).collect::<Vec<_>>());
                assert_eq!(bits.count(), end - start);
            }
        }
        let even = Bits::of(&(0..130).collect::<Vec<u32>>(), |value| value % 2 == 0);
        assert_eq!(even.count(), 65);
        assert!(even.has(128) && !even.has(129) && !even.has(1000));
    }
}
