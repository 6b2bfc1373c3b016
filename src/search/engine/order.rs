//! The order of results.

use super::answer::Answer;
use super::bits::Bits;
use crate::search::{Order, View};
use crate::snapshot::FileList;

/// All files in the order of a column.
#[derive(Debug)]
pub(super) struct Sorted {
    order: Order,
    descending: bool,
    files: Vec<u32>,
}

/// Returns the rank of a file: exact names first, then those that each word means, or in which it begins a word, then by the
/// list's own order, which has `most` places.
fn rank(of_list: u16, most: usize, begins: bool, exact: bool) -> usize {
    let of_match = usize::from(!exact) << 1 | usize::from(!begins);
    of_match * most + usize::from(of_list)
}

/// Returns the best results by rank: at least `most` of them, or all if there are fewer.
pub(super) fn ranked(list: &FileList, answer: &Answer, most: usize) -> Vec<u32> {
    let mut better = answer.hits.clone();
    better.and(&answer.begin);
    better.or(&answer.exact);
    // The first ranks may suffice.
    let hits = if better.count() as usize >= most {
        &better
    } else {
        &answer.hits
    };
    let of_list = list.columns().rank.as_slice();
    let places = list.columns().places;
    let each = |take: &mut dyn FnMut(usize, u32)| {
        hits.each_beside(&answer.begin, &answer.exact, |file, begins, exact| {
            take(rank(of_list[file as usize], places, begins, exact), file);
        });
    };
    let mut starts = vec![0_u32; places << 2];
    each(&mut |rank, _| starts[rank] += 1);
    // Up to the rank at which there are enough.
    let mut sum = 0;
    let mut last = 0;
    for (rank, start) in starts.iter_mut().enumerate() {
        sum += std::mem::replace(start, sum);
        last = rank;
        if sum as usize >= most {
            break;
        }
    }
    let mut files = vec![0; sum as usize];
    each(&mut |rank, file| {
        if rank <= last {
            files[starts[rank] as usize] = file;
            starts[rank] += 1;
        }
    });
    files
}

/// Returns all results in the order of a view.
pub(super) fn ordered(
    list: &FileList,
    answer: &Answer,
    view: &View,
    sorted: &mut Option<Sorted>,
) -> Vec<u32> {
    match view.order {
        Order::Rank | Order::Path => {
            let mut files = if view.order == Order::Rank {
                ranked(list, answer, usize::MAX)
            } else {
                answer.hits.to_vec()
            };
            if view.descending {
                files.reverse();
            }
            files
        }
        Order::Size | Order::Date => {
            let kept = sorted
                .take()
                .filter(|kept| kept.order == view.order && kept.descending == view.descending);
            let kept = kept.unwrap_or_else(|| Sorted::new(list, view.order, view.descending));
            let files = kept.pick(&answer.hits);
            *sorted = Some(kept);
            files
        }
    }
}

impl Sorted {
    fn new(list: &FileList, order: Order, descending: bool) -> Self {
        let value = |file| match order {
            Order::Size => list.sizes().get(file),
            _ => list
                .dates()
                .get(file)
                .and_then(|date| u64::try_from(date).ok()),
        };
        let most = (1_u64 << 41) - 1;
        // Unknown values come last in both directions.
        let key = |file| match value(file) {
            Some(value) if descending => (most - 1).saturating_sub(value),
            Some(value) => value.min(most - 1),
            None => most,
        };
        let keys: Vec<u64> = (0..list.len()).map(key).collect();
        Self {
            order,
            descending,
            files: by_key(&keys),
        }
    }

    fn pick(&self, hits: &Bits) -> Vec<u32> {
        let mut picked = Vec::with_capacity(hits.count() as usize);
        picked.extend(self.files.iter().copied().filter(|file| hits.has(*file)));
        picked
    }
}

#[expect(clippy::cast_possible_truncation, reason = "14 bits are taken")]
/// Sorts positions by keys of 41 bits, stably: a radix sort by 14 bits at a time, from the lowest.
fn by_key(keys: &[u64]) -> Vec<u32> {
    const BITS: u32 = 14;
    let mut places: Vec<u32> = (0..u32::try_from(keys.len()).unwrap_or(u32::MAX)).collect();
    let mut next = vec![0; places.len()];
    for shift in [0, BITS, 2 * BITS] {
        let digit =
            |place: u32| usize::from((keys[place as usize] >> shift) as u16 & ((1 << BITS) - 1));
        let mut starts = vec![0_u32; 1 << BITS];
        for place in &places {
            starts[digit(*place)] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        for place in &places {
            let start = &mut starts[digit(*place)];
            next[*start as usize] = *place;
            *start += 1;
        }
        std::mem::swap(&mut places, &mut next);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_equal_ones_keep_their_order() {
        let keys: Vec<u64> = (0..5000_u64)
            .map(|n| ((n * 2_654_435_761) % 97) << (n % 35))
            .collect();
        let mut expected: Vec<u32> = (0..5000).collect();
        expected.sort_by_key(|place| keys[*place as usize]);
        assert_eq!(by_key(&keys), expected);
    }
}
