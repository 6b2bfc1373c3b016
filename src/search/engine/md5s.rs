//! Files by their checksums. These lie in a part of their own, which is read only where a query names one.

use std::collections::HashMap;

use super::bits::Bits;
use super::engine::Engine;
use super::terms::{Asked, Fitting};
use crate::search::{FileQuery, QueryField, Test};
use crate::table::Md5;

/// Looks for checksums in the part that holds them, 16 bytes for each file.
#[derive(Debug)]
pub struct Md5Search {
    /// The files of each checksum.
    found: HashMap<Md5, Vec<u32>>,
    /// Number of files so far.
    files: u32,
    /// The start of a checksum whose end has not come.
    begun: Vec<u8>,
}

impl Md5Search {
    /// Starts a search for some checksums.
    pub fn new(wanted: Vec<Md5>) -> Self {
        Self {
            found: wanted.into_iter().map(|md5| (md5, Vec::new())).collect(),
            files: 0,
            begun: Vec::new(),
        }
    }

    /// Takes the next bytes of the part, cut anywhere.
    pub fn push(&mut self, mut bytes: &[u8]) {
        if !self.begun.is_empty() {
            let missing = 16 - self.begun.len();
            let (end, rest) = bytes.split_at(missing.min(bytes.len()));
            self.begun.extend_from_slice(end);
            bytes = rest;
            if let Some(md5) = self.begun.first_chunk().copied() {
                self.begun.clear();
                self.take(md5);
            }
        }
        let (md5s, rest) = bytes.as_chunks();
        for md5 in md5s {
            self.take(*md5);
        }
        self.begun.extend_from_slice(rest);
    }

    fn take(&mut self, md5: [u8; 16]) {
        // Zeros stand for a checksum that is not known.
        if let Some(files) = self.found.get_mut(&Md5(md5)).filter(|_| md5 != [0; 16]) {
            files.push(self.files);
        }
        self.files += 1;
    }
}

impl Engine {
    /// Returns the checksums in a query that were not looked for yet; see [`Self::take_md5s`].
    pub fn missing_md5s(&self, query: &str) -> Vec<Md5> {
        // Most queries are shorter than a checksum.
        if query.len() < 32 {
            return Vec::new();
        }
        let terms = FileQuery::parse(query).unwrap_or_default().terms;
        let of_md5 = |test: Test| match test {
            Test::Field(QueryField::Md5, values) => values,
            _ => Vec::new(),
        };
        let values = terms.into_iter().flat_map(|term| of_md5(term.test));
        let md5s = values.filter_map(|value| value.parse().ok());
        md5s.filter(|md5| !self.asked.md5s.contains_key(md5))
            .collect()
    }

    /// Takes the files of checksums, of which the whole part was searched. Until then no file has these checksums.
    pub fn take_md5s(&mut self, search: Md5Search) {
        self.asked.md5s.extend(search.found);
        self.clear();
    }
}

impl Asked {
    /// Finds the files of checksums: those that count, and those that other sources give.
    pub(super) fn of_md5s(&self, values: &[String]) -> Fitting {
        let mut fitting = Fitting::of(Bits::none(self.list.len()));
        for value in values {
            let Ok(md5) = value.parse::<Md5>() else {
                continue;
            };
            let files = self.md5s.get(&md5).map_or(&[][..], Vec::as_slice);
            let disputes = self.list.notes().disputes.iter();
            let disputed = disputes.filter(|dispute| dispute.md5s.contains(&md5));
            let all: Vec<u32> = files
                .iter()
                .copied()
                .chain(disputed.map(|dispute| dispute.file))
                .collect();
            fitting.any.set_all(&all);
            if all.is_empty() {
                fitting.unknown.push(value.clone());
            }
        }
        fitting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_found_in_any_cuts() {
        let part: Vec<u8> = (0..160).map(|byte| byte % 80).collect();
        let md5 = Md5([
            16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
        ]);
        let part = [part, vec![0; 16]].concat();
        for step in [1, 7, 16, 100, 176] {
            let mut search = Md5Search::new(vec![md5, Md5([9; 16]), Md5([0; 16])]);
            part.chunks(step).for_each(|bytes| search.push(bytes));
            assert_eq!(search.found[&md5], [1, 6], "{step}");
            assert_eq!(search.found[&Md5([9; 16])], [0; 0], "{step}");
            assert_eq!(search.found[&Md5([0; 16])], [0; 0], "none is known");
        }
    }
}
