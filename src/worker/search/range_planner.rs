//! Which pieces of the checksums to ask for, and what to take of them.

use std::ops::Range;

/// Bytes of a checksum.
pub(super) const SUM: u64 = 16;

/// The most pieces; above that, neighbours become one though nobody asks for what lies between them.
const MOST_PIECES: usize = 48;

/// The fewest checksums between two pieces: 4 KB are quicker read than asked for.
const LEAST_GAP: u32 = 256;

/// Returns the pieces of files that cover the wanted ones, which are in order; nothing if all is as good.
pub(super) fn pieces(wanted: &[u32], files: u32) -> Option<Vec<Range<u32>>> {
    let mut gap = LEAST_GAP;
    loop {
        let pieces = joined(wanted, gap);
        if pieces.len() <= MOST_PIECES {
            let covered: u32 = pieces.iter().map(|piece| piece.end - piece.start).sum();
            return (covered <= files / 2).then_some(pieces);
        }
        gap = gap.saturating_mul(2);
    }
}

fn joined(wanted: &[u32], gap: u32) -> Vec<Range<u32>> {
    let mut pieces: Vec<Range<u32>> = Vec::new();
    for file in wanted {
        match pieces.last_mut() {
            Some(last) if file - last.end.min(*file) <= gap => last.end = file + 1,
            _ => pieces.push(*file..file + 1),
        }
    }
    pieces
}

/// Takes the wanted checksums out of bytes that begin at a place of the part.
pub(super) fn take(wanted: &[u32], sums: &mut [[u8; 16]], at: u64, bytes: &[u8]) {
    let end = at + bytes.len() as u64;
    let first = wanted.partition_point(|file| (u64::from(*file) + 1) * SUM <= at);
    for (file, sum) in wanted.iter().zip(sums).skip(first) {
        let begin = u64::from(*file) * SUM;
        if begin >= end {
            break;
        }
        for (byte, place) in sum.iter_mut().zip(begin..) {
            let known = place
                .checked_sub(at)
                .and_then(|place| usize::try_from(place).ok());
            if let Some(known) = known.and_then(|place| bytes.get(place)) {
                *byte = *known;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_piece_and_much_is_all() {
        assert_eq!(pieces(&[], 1_000), Some(vec![]));
        assert_eq!(
            pieces(&[7, 200, 999], 3_000),
            Some(vec![7..201, 999..1_000])
        );
        assert_eq!(pieces(&[7, 200], 300), None);
        let far: Vec<u32> = (0..2_000).map(|place| place * 300).collect();
        assert_eq!(pieces(&far, 700_000), None, "one piece of nearly all");
        let near: Vec<u32> = (0..60).map(|place| place * 300).collect();
        let near = pieces(&near, 700_000).expect("a part of all");
        assert_eq!((near.len(), near[0].clone()), (1, 0..17_701));
    }

    #[test]
    fn checksums_come_out_of_any_cuts() {
        let part: Vec<u8> = (0..160).collect();
        let wanted = [1, 2, 9];
        for step in [1, 7, 16, 100, 160] {
            let mut sums = [[0; 16]; 3];
            let mut at = 0;
            for chunk in part.chunks(step) {
                take(&wanted, &mut sums, at, chunk);
                at += chunk.len() as u64;
            }
            assert_eq!(sums.map(|sum| sum[0]), [16, 32, 144], "{step}");
            assert_eq!(sums.map(|sum| sum[15]), [31, 47, 159], "{step}");
        }
    }
}
