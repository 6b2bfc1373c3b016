//! Interns texts while a list is read: each different text once.

use std::hash::Hasher;

use hashbrown::HashTable;

use crate::snapshot::StringTable;

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

fn hash(text: &[u8]) -> u64 {
    let mut hasher = Fast(0);
    hasher.write(text);
    hasher.finish()
}

/// A quick hash for short texts. A list built to collide slows down only its own reading.
struct Fast(u64);

impl Hasher for Fast {
    fn write(&mut self, bytes: &[u8]) {
        const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut add = |word: u64| self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(ODD);
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            add(chunk
                .iter()
                .fold(0, |word, byte| word << 8 | u64::from(*byte)));
        }
        let rest = chunks.remainder();
        add(rest.iter().fold(rest.len() as u64 + 1, |word, byte| {
            word << 8 | u64::from(*byte)
        }));
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}
