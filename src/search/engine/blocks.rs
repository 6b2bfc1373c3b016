//! What is known beforehand of each 64 consecutive files, which are one word of a set: sums over a result then look at single files only
//! where a block is mixed, as directories hold files of one collection, one assembly and mostly one population.

use super::bits::Bits;
use crate::snapshot::{Code, FileList};

/// The columns of facets that are counted in one pass.
pub(super) const COLUMNS: usize = 5;

/// Counts of the codes of a column.
pub(super) type Histogram = [u32; 256];

/// Returns collection, assembly, population, chromosome and kind of all files.
fn columns(list: &FileList) -> [&[Code]; COLUMNS] {
    let columns = list.columns();
    [
        &columns.collection,
        &columns.assembly,
        &columns.population,
        &columns.chromosome,
        &columns.kind,
    ]
}

/// Facts about blocks of 64 files.
#[derive(Debug)]
pub(super) struct Blocks {
    /// Of each column, whether all files of a block have the same code.
    even: [Vec<bool>; COLUMNS],
    /// Of each block, the sum of its sizes, and the number of unknown ones.
    sizes: Vec<(u64, u32)>,
}

impl Blocks {
    pub(super) fn new(list: &FileList) -> Self {
        let is_even = |codes: &[Code]| codes.iter().all(|code| *code == codes[0]);
        let even = columns(list).map(|column| column.chunks(64).map(is_even).collect());
        let mut sizes = vec![(0, 0); list.len().div_ceil(64) as usize];
        for file in 0..list.len() {
            let (bytes, unknown) = &mut sizes[file as usize / 64];
            match list.sizes().get(file) {
                Some(size) => *bytes += size,
                None => *unknown += 1,
            }
        }
        Self { even, sizes }
    }

    /// Counts the codes of all columns over a set.
    pub(super) fn histograms(&self, list: &FileList, hits: &Bits) -> [Histogram; COLUMNS] {
        let mut counts = [[0; 256]; COLUMNS];
        let columns = columns(list);
        for (block, word) in hits.words() {
            let first = block * 64;
            for ((counts, column), even) in counts.iter_mut().zip(columns).zip(&self.even) {
                if even[block] {
                    counts[usize::from(column[first])] += word.count_ones();
                } else {
                    each_in(word, |place| {
                        counts[usize::from(column[first + place])] += 1;
                    });
                }
            }
        }
        counts
    }

    /// Returns the bytes of a set, and how many of its sizes are unknown.
    pub(super) fn sizes(&self, list: &FileList, hits: &Bits) -> (u64, u32) {
        let mut sum = (0, 0);
        for (block, word) in hits.words() {
            let first = block * 64;
            let count = (list.len() as usize - first).min(64);
            let rest = !word & u64::MAX >> (64 - count);
            // Of most files it is quicker to take those away that are no hits.
            let of_rest = rest.count_ones() < word.count_ones();
            let mut looked_at = (0, 0);
            each_in(if of_rest { rest } else { word }, |place| {
                let file = u32::try_from(first + place).unwrap_or(u32::MAX);
                match list.sizes().get(file) {
                    Some(size) => looked_at.0 += size,
                    None => looked_at.1 += 1,
                }
            });
            let (bytes, unknown) = self.sizes[block];
            let (bytes, unknown) = if of_rest {
                (bytes - looked_at.0, unknown - looked_at.1)
            } else {
                looked_at
            };
            sum = (sum.0 + bytes, sum.1 + unknown);
        }
        sum
    }
}

/// Visits the places of the bits that are set.
fn each_in(word: u64, mut each: impl FnMut(usize)) {
    if word == u64::MAX {
        (0..64).for_each(each);
        return;
    }
    let mut left = word;
    while left != 0 {
        each(left.trailing_zeros() as usize);
        left &= left - 1;
    }
}
