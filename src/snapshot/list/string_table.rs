//! Many texts in one buffer, and the dictionary that keeps each different text of a list once.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use memchr::memmem;
use rustc_hash::FxBuildHasher;

/// Separates two texts and stands before the first; no text holds it.
pub const SEPARATOR: u8 = 0;

/// Short texts in insertion order, known by position, with a lower-case copy to search in.
///
/// Only A to Z are lowered. Texts are UTF-8 without [`SEPARATOR`].
#[derive(Clone, Debug)]
pub struct StringTable {
    bytes: Vec<u8>,
    /// The same bytes in lower case; empty until [`StringTable::close`].
    small: Vec<u8>,
    /// Offset of each text; the last entry is the end.
    starts: Vec<u32>,
}

impl Default for StringTable {
    fn default() -> Self {
        Self {
            bytes: vec![SEPARATOR],
            small: Vec::new(),
            starts: vec![1],
        }
    }
}

impl StringTable {
    /// Returns the number of texts.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a text.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a list refuses more than 4 GB of names"
    )]
    pub(crate) fn push(&mut self, text: &[u8]) -> u32 {
        let place = self.len() as u32;
        self.bytes.extend_from_slice(text);
        self.bytes.push(SEPARATOR);
        self.starts.push(self.bytes.len() as u32);
        place
    }

    /// Builds the lower-case copy. Nothing may be added afterwards.
    pub(crate) fn close(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.small = self.bytes.to_ascii_lowercase();
    }

    /// Returns a text.
    pub fn get(&self, place: u32) -> &[u8] {
        let (start, end) = self.span(place);
        &self.bytes[start..end]
    }

    /// Returns a text in lower case.
    pub fn small(&self, place: u32) -> &[u8] {
        let (start, end) = self.span(place);
        &self.small[start..end]
    }

    fn span(&self, place: u32) -> (usize, usize) {
        let place = place as usize;
        (
            self.starts[place] as usize,
            self.starts[place + 1] as usize - 1,
        )
    }

    /// Finds a lower-case pattern; a [`SEPARATOR`] at its start or end anchors it to that end of a text. Visits each matching
    /// text once, in order, with the position of the first match in it.
    ///
    /// An empty pattern finds nothing.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a place fits, as the texts do"
    )]
    pub fn find(&self, pattern: &[u8], mut each: impl FnMut(u32, usize)) {
        if pattern.is_empty() || self.small.is_empty() {
            return;
        }
        if let [byte] = pattern {
            return self.find_byte(*byte, each);
        }
        let finder = memmem::Finder::new(pattern);
        let lead = usize::from(pattern[0] == SEPARATOR);
        let (mut from, mut place) = (0, 0);
        while let Some(found) = finder.find(&self.small[from..]) {
            let at = from + found + lead;
            place = self.place_from(place, at);
            if place >= self.len() {
                break;
            }
            each(place as u32, at - self.starts[place] as usize);
            place += 1;
            from = self.starts[place] as usize - 1;
        }
    }

    /// Finds one byte. Most texts may have it, so each is looked at in turn.
    fn find_byte(&self, byte: u8, mut each: impl FnMut(u32, usize)) {
        let mut begin = self.starts[0] as usize;
        for (place, next) in (0..).zip(&self.starts[1..]) {
            let end = *next as usize - 1;
            if let Some(at) = self.small[begin..end]
                .iter()
                .position(|other| *other == byte)
            {
                each(place, at);
            }
            begin = end + 1;
        }
    }

    /// Returns the text that holds a byte, at or after `from`; near ones are found soonest.
    fn place_from(&self, from: usize, at: usize) -> usize {
        let ends = &self.starts[from + 1..];
        let mut step = 1;
        while step < ends.len() && ends[step - 1] as usize <= at {
            step *= 2;
        }
        let low = step / 2;
        let near = &ends[low..step.min(ends.len())];
        from + low + near.partition_point(|end| *end as usize <= at)
    }
}

/// Gives equal texts the same position.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    texts: StringTable,
    places: HashTable<u32>,
}

impl Dictionary {
    /// Returns the position of a text; a new one is added.
    pub(crate) fn place(&mut self, text: &[u8]) -> u32 {
        let texts = &self.texts;
        let found = self
            .places
            .find(hash(text), |place| texts.get(*place) == text);
        if let Some(place) = found {
            return *place;
        }
        let place = self.texts.push(text);
        let texts = &self.texts;
        self.places
            .insert_unique(hash(text), place, |place| hash(texts.get(*place)));
        place
    }

    /// Completes the dictionary.
    pub(crate) fn close(self) -> StringTable {
        let mut texts = self.texts;
        drop(self.places);
        texts.close();
        texts
    }
}

/// A quick hash: a list built to collide slows down only its own reading.
fn hash(text: &[u8]) -> u64 {
    FxBuildHasher.hash_one(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &StringTable, pattern: &[u8]) -> Vec<(u32, usize)> {
        let mut found = Vec::new();
        texts.find(pattern, |place, at| found.push((place, at)));
        found
    }

    #[test]
    fn a_pattern_finds_each_text_that_has_it_once() {
        let mut texts = StringTable::default();
        for text in ["HG00096", "chr22", "", "22", "NA12222"] {
            texts.push(text.as_bytes());
        }
        texts.close();
        assert_eq!(found(&texts, b"22"), [(1, 3), (3, 0), (4, 3)]);
        assert_eq!(found(&texts, b"\x0022"), [(3, 0)]);
        assert_eq!(found(&texts, b"22\0"), [(1, 3), (3, 0), (4, 5)]);
        assert_eq!(found(&texts, b"hg0"), [(0, 0)]);
        assert_eq!(found(&texts, b"\0\0"), [(2, 0)]);
        assert_eq!(found(&texts, b""), []);
        assert_eq!(texts.get(0), b"HG00096");
    }
}
