//! What the files of a list weigh whose sizes it does not know.

use super::bits::Bits;
use crate::catalogue::{Estimate, Weight};
use crate::snapshot::FileList;

/// The files of unknown size whose weight can be estimated, by number, each with its bytes.
#[derive(Debug)]
pub(super) struct Weights(Vec<(u32, u64)>);

impl Weights {
    /// Looks for files that the weights describe.
    pub(super) fn new(list: &FileList, weights: &[Weight]) -> Self {
        let mut found = Vec::new();
        let mut name = Vec::new();
        for weight in weights {
            for below in &weight.below {
                for host in 0..list.hosts().len() {
                    let tree = list.directories();
                    let directory = tree.find_exact(list.root(host), below.as_str());
                    let files = directory.map_or(0..0, |directory| tree.below(directory));
                    for file in files.filter(|file| list.sizes().get(*file).is_none()) {
                        name.clear();
                        list.names().write(file, &mut name);
                        if name.ends_with(weight.ends.as_bytes()) {
                            found.push((file, weight.average()));
                        }
                    }
                }
            }
        }
        // Stable: of two weights the first counts.
        found.sort_by_key(|(file, _)| *file);
        found.dedup_by_key(|(file, _)| *file);
        Self(found)
    }

    /// Returns the weight of a file of unknown size, if it can be estimated.
    pub(super) fn of(&self, file: u32) -> Option<u64> {
        let place = self.0.binary_search_by_key(&file, |(file, _)| *file);
        Some(self.0[place.ok()?].1)
    }

    /// Returns the sum over a set of files.
    pub(super) fn sum(&self, hits: &Bits) -> Estimate {
        let mut sum = Estimate::default();
        for (file, bytes) in &self.0 {
            sum.add(hits.has(*file).then_some(*bytes));
        }
        sum
    }
}
