//! The names of all files, split so that a million need little memory and are searched without reading each.

use super::postings::Postings;
use super::string_table::Dictionary;
use super::tokenize::{PLACEHOLDER, take_apart};
use crate::snapshot::StringTable;

/// One offset is kept for each group of this many files.
const STEP: usize = 16;

/// File names. A name is a skeleton, in which a [`PLACEHOLDER`] replaces each word with a digit, and those words.
///
/// Names on the site follow few patterns: there are some thousand skeletons, and many names share their words.
#[derive(Clone, Debug, Default)]
pub struct Names {
    skeletons: StringTable,
    words: StringTable,
    /// Number of placeholders in each skeleton.
    slots_of: Vec<u32>,
    skeleton: Vec<u32>,
    /// The words behind the placeholders of all names, name after name.
    slots: Vec<u32>,
    /// Offset into the words for each [`STEP`]th name.
    steps: Vec<u32>,
    of_skeleton: Postings,
    of_word: Postings,
}

/// Builds [`Names`] from names in the order of the files.
#[derive(Debug, Default)]
pub(crate) struct NamesBuilder {
    skeletons: Dictionary,
    words: Dictionary,
    made: Names,
    buffer: Vec<u8>,
}

impl NamesBuilder {
    pub(crate) fn reserve(&mut self, files: usize) {
        self.made.skeleton.reserve_exact(files);
        self.made.steps.reserve_exact(files / STEP + 1);
    }

    /// Adds the next name; returns its number of words.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a list refuses more than 4 billion words"
    )]
    pub(crate) fn push(&mut self, name: &[u8]) -> usize {
        let begin = self.made.slots.len();
        if self.made.skeleton.len().is_multiple_of(STEP) {
            self.made.steps.push(begin as u32);
        }
        let (words, slots) = (&mut self.words, &mut self.made.slots);
        let count = take_apart(name, &mut self.buffer, |word| slots.push(words.place(word)));
        let skeleton = self.skeletons.place(&self.buffer);
        if self.made.slots_of.len() == skeleton as usize {
            let found = self.made.slots.len() - begin;
            self.made.slots_of.push(found as u32);
        }
        self.made.skeleton.push(skeleton);
        count
    }

    pub(crate) fn finish(self) -> Names {
        let mut made = self.made;
        made.skeletons = self.skeletons.close();
        made.words = self.words.close();
        made.slots.shrink_to_fit();
        let of_skeleton = Postings::new(made.skeletons.len(), |each| {
            for (file, skeleton) in (0..).zip(&made.skeleton) {
                each(*skeleton, file);
            }
        });
        let of_word = Postings::new(made.words.len(), |each| {
            let mut begin = 0;
            for (file, skeleton) in (0..).zip(&made.skeleton) {
                let end = begin + made.slots_of[*skeleton as usize] as usize;
                for word in &made.slots[begin..end] {
                    each(*word, file);
                }
                begin = end;
            }
        });
        Names {
            of_skeleton,
            of_word,
            ..made
        }
    }
}

impl Names {
    /// Returns the different skeletons.
    pub fn skeletons(&self) -> &StringTable {
        &self.skeletons
    }

    /// Returns the different words with a digit.
    pub fn words(&self) -> &StringTable {
        &self.words
    }

    /// Returns the position of the skeleton of a file's name.
    pub fn skeleton(&self, file: u32) -> u32 {
        self.skeleton[file as usize]
    }

    /// Returns the positions of the words behind the placeholders of a file's name.
    pub fn slots(&self, file: u32) -> &[u32] {
        let file = file as usize;
        let step = file / STEP;
        let skipped = &self.skeleton[step * STEP..file];
        let count = |skeleton: &u32| self.slots_of[*skeleton as usize] as usize;
        let begin = self.steps[step] as usize + skipped.iter().map(count).sum::<usize>();
        &self.slots[begin..begin + count(&self.skeleton[file])]
    }

    /// Visits each file's skeleton and words in order; quicker than asking for one after the other.
    pub fn each(&self, mut each: impl FnMut(u32, u32, &[u32])) {
        let mut begin = 0;
        for (file, skeleton) in (0..).zip(&self.skeleton) {
            let end = begin + self.slots_of[*skeleton as usize] as usize;
            each(file, *skeleton, &self.slots[begin..end]);
            begin = end;
        }
    }

    /// Returns the files whose names have a skeleton.
    pub fn of_skeleton(&self, skeleton: u32) -> &[u32] {
        self.of_skeleton.of(skeleton)
    }

    /// Returns the files whose names have a word behind a placeholder.
    pub fn of_word(&self, word: u32) -> &[u32] {
        self.of_word.of(word)
    }

    /// Appends a name.
    pub fn write(&self, file: u32, name: &mut Vec<u8>) {
        let mut slots = self.slots(file).iter();
        for byte in self.skeletons.get(self.skeleton(file)) {
            match slots.as_slice().first().filter(|_| *byte == PLACEHOLDER) {
                Some(word) => {
                    name.extend_from_slice(self.words.get(*word));
                    slots.next();
                }
                None => name.push(*byte),
            }
        }
    }
}
