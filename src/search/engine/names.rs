//! Finds patterns in the names of all files, by their skeletons and words.

use std::cell::OnceCell;

use super::bits::Bits;
use super::pattern::{Fit, Pattern, begins_word};
use crate::snapshot::{Names, PLACEHOLDER, SEPARATOR, is_word};

/// Files that contain a pattern, and those in which a word begins with it.
#[derive(Clone, Debug)]
pub(super) struct Hits {
    pub(super) any: Bits,
    pub(super) begin: Bits,
}

impl Hits {
    pub(super) fn none(files: u32) -> Self {
        Self {
            any: Bits::none(files),
            begin: Bits::none(files),
        }
    }

    /// Adds files to one of the two sets; [`Self::closed`] makes the first a superset of the second.
    fn add(&mut self, files: &[u32], begins: bool) {
        if begins {
            self.begin.set_all(files);
        } else {
            self.any.set_all(files);
        }
    }

    /// Completes the sets.
    pub(super) fn closed(mut self) -> Self {
        self.any.or(&self.begin);
        self
    }
}

/// The skeletons of all names, split once.
#[derive(Debug, Default)]
pub(super) struct Skeletons {
    /// Spans of words and placeholders, skeleton after skeleton.
    spans: Vec<(u16, u16)>,
    /// Offset of each skeleton's spans; one entry more than there are skeletons.
    starts: Vec<u32>,
}

/// Whether a word of the name begins where the pattern begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    Yes,
    No,
    /// Depends on the word behind the placeholder.
    InSlot,
}

/// A placeholder that must hold a word of a set.
struct Condition {
    slot: usize,
    place: usize,
}

/// Words with digits that match a word of the pattern.
struct Fitting {
    words: Vec<u32>,
    set: Bits,
    /// Number of occurrences of these words in names; a file with two counts twice.
    files: usize,
}

/// A search in names.
struct Search<'a> {
    names: &'a Names,
    pattern: &'a Pattern<'a>,
    /// One entry for each word of the pattern.
    fitting: Vec<OnceCell<Fitting>>,
}

impl Skeletons {
    pub(super) fn new(names: &Names) -> Self {
        let mut made = Self::default();
        made.starts.push(0);
        let texts = names.skeletons();
        for place in 0..u32::try_from(texts.len()).unwrap_or(u32::MAX) {
            let mut start = None;
            let text = texts.small(place);
            for (at, byte) in (0..=u16::MAX).zip(text.iter().chain([&SEPARATOR])) {
                match (is_word(*byte) || *byte == PLACEHOLDER, start) {
                    (true, None) => start = Some(at),
                    (false, Some(from)) => {
                        made.spans.push((from, at));
                        start = None;
                    }
                    _ => {}
                }
            }
            made.starts
                .push(u32::try_from(made.spans.len()).unwrap_or(u32::MAX));
        }
        made
    }

    fn of(&self, skeleton: u32) -> &[(u16, u16)] {
        let skeleton = skeleton as usize;
        &self.spans[self.starts[skeleton] as usize..self.starts[skeleton + 1] as usize]
    }

    /// Visits each digit-free word of all skeletons, lower case, with its skeleton.
    pub(super) fn each_word<'a>(&'a self, names: &'a Names, mut each: impl FnMut(&'a [u8], u32)) {
        for skeleton in 0..u32::try_from(names.skeletons().len()).unwrap_or(u32::MAX) {
            let text = names.skeletons().small(skeleton);
            for (from, to) in self.of(skeleton) {
                let word = &text[usize::from(*from)..usize::from(*to)];
                if word != [PLACEHOLDER] {
                    each(word, skeleton);
                }
            }
        }
    }

    /// Finds the files whose names contain the pattern.
    pub(super) fn find(&self, names: &Names, pattern: &Pattern<'_>, hits: &mut Hits) {
        match pattern.words.as_slice() {
            [] => self.find_between(names, pattern, hits),
            [word] if pattern.is_one_word() => find_word(names, word, hits),
            _ => {
                let search = Search {
                    names,
                    pattern,
                    fitting: pattern.words.iter().map(|_| OnceCell::new()).collect(),
                };
                for skeleton in 0..u32::try_from(names.skeletons().len()).unwrap_or(u32::MAX) {
                    search.in_skeleton(skeleton, self.of(skeleton), hits);
                }
            }
        }
    }

    /// Finds a pattern without any word, such as `__`.
    fn find_between(&self, names: &Names, pattern: &Pattern<'_>, hits: &mut Hits) {
        let _ = self;
        let mut text = Vec::new();
        if pattern.at_start {
            text.push(SEPARATOR);
        }
        text.extend_from_slice(pattern.between[0]);
        if pattern.at_end {
            text.push(SEPARATOR);
        }
        let skeletons = names.skeletons();
        skeletons.find(&text, |skeleton, _| {
            hits.add(names.of_skeleton(skeleton), true);
        });
    }
}

/// Finds one word anywhere in names.
fn find_word(names: &Names, word: &[u8], hits: &mut Hits) {
    names
        .words()
        .find(word, |found, at| hits.add(names.of_word(found), at == 0));
    let skeletons = names.skeletons();
    skeletons.find(word, |skeleton, at| {
        let text = skeletons.small(skeleton);
        let mut places = memchr::memmem::find_iter(&text[at..], word);
        let begins = places.any(|place| begins_word(text, at + place));
        hits.add(names.of_skeleton(skeleton), begins);
    });
}

impl Search<'_> {
    /// Matches the pattern against a skeleton at each of its words.
    fn in_skeleton(&self, skeleton: u32, spans: &[(u16, u16)], hits: &mut Hits) {
        let text = self.names.skeletons().small(skeleton);
        let count = self.pattern.words.len();
        let mut slots_before = 0;
        let mut conditions = Vec::new();
        for first in 0..(spans.len() + 1).saturating_sub(count) {
            conditions.clear();
            if let Some(begins) = self.lay(text, spans, first, slots_before, &mut conditions) {
                self.take(skeleton, &conditions, begins, hits);
            }
            slots_before += usize::from(is_slot(text, spans[first]));
        }
    }

    /// Matches the pattern against the words from `first`; returns whether a word begins where the pattern does, which a
    /// placeholder at its start leaves open.
    fn lay(
        &self,
        text: &[u8],
        spans: &[(u16, u16)],
        first: usize,
        slots_before: usize,
        conditions: &mut Vec<Condition>,
    ) -> Option<Begins> {
        let pattern = self.pattern;
        let mut slot = slots_before;
        let mut begins = if pattern.between[0].is_empty() {
            Begins::InSlot
        } else {
            Begins::Yes
        };
        for (place, part) in pattern.words.iter().enumerate() {
            let at = first + place;
            let span = spans[at];
            let before = at
                .checked_sub(1)
                .map_or(0, |before| usize::from(spans[before].1));
            let gap = &text[before..usize::from(span.0)];
            if !pattern.fits_between(place, gap, at == 0, false) {
                return None;
            }
            if is_slot(text, span) {
                conditions.push(Condition { slot, place });
                slot += 1;
                continue;
            }
            let word = &text[usize::from(span.0)..usize::from(span.1)];
            if !pattern.fit(place).holds(word, part) {
                return None;
            }
            if place == 0 && begins == Begins::InSlot {
                begins = if word.starts_with(part) {
                    Begins::Yes
                } else {
                    Begins::No
                };
            }
        }
        let last = first + pattern.words.len() - 1;
        let behind = spans
            .get(last + 1)
            .map_or(text.len(), |next| usize::from(next.0));
        let gap = &text[usize::from(spans[last].1)..behind];
        let fits = pattern.fits_between(pattern.words.len(), gap, false, last + 1 == spans.len());
        fits.then_some(begins)
    }

    /// Adds the files of a skeleton whose placeholders meet the conditions.
    fn take(&self, skeleton: u32, conditions: &[Condition], begins: Begins, hits: &mut Hits) {
        let files = self.names.of_skeleton(skeleton);
        let Some(first) = conditions.first() else {
            return hits.add(files, begins != Begins::No);
        };
        let fitting = self.fitting(first.place);
        if fitting.files < files.len() {
            for word in &fitting.words {
                for file in self.names.of_word(*word) {
                    if self.names.skeleton(*file) == skeleton {
                        self.try_file(*file, conditions, begins, hits);
                    }
                }
            }
        } else if !fitting.words.is_empty() {
            for file in files {
                self.try_file(*file, conditions, begins, hits);
            }
        }
    }

    fn try_file(&self, file: u32, conditions: &[Condition], begins: Begins, hits: &mut Hits) {
        let slots = self.names.slots(file);
        let holds =
            |condition: &Condition| self.fitting(condition.place).set.has(slots[condition.slot]);
        if conditions.iter().all(holds) {
            hits.any.set(file);
            let begins = match begins {
                Begins::Yes => true,
                Begins::No => false,
                Begins::InSlot => {
                    let word = self.names.words().small(slots[conditions[0].slot]);
                    word.starts_with(self.pattern.words[0])
                }
            };
            if begins {
                hits.begin.set(file);
            }
        }
    }

    fn fitting(&self, place: usize) -> &Fitting {
        self.fitting[place].get_or_init(|| {
            let fit = self.pattern.fit(place);
            let mut text = Vec::new();
            if matches!(fit, Fit::Begins | Fit::Equal) {
                text.push(SEPARATOR);
            }
            text.extend_from_slice(self.pattern.words[place]);
            if matches!(fit, Fit::Ends | Fit::Equal) {
                text.push(SEPARATOR);
            }
            let words = self.names.words();
            let mut fitting = Fitting {
                words: Vec::new(),
                set: Bits::none(u32::try_from(words.len()).unwrap_or(u32::MAX)),
                files: 0,
            };
            words.find(&text, |word, _| {
                fitting.files += self.names.of_word(word).len();
                fitting.words.push(word);
                fitting.set.set(word);
            });
            fitting
        })
    }
}

fn is_slot(text: &[u8], span: (u16, u16)) -> bool {
    text[usize::from(span.0)] == PLACEHOLDER
}
