//! A range of rows picked with Shift, from its anchor to its current end.

use std::ops::Range;

/// A range of rows. Its end may lie before its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The anchor, always part of the range.
    pub anchor: usize,
    /// The current end.
    pub end: usize,
}

impl Stretch {
    /// Returns its rows.
    pub fn rows(self) -> Range<usize> {
        self.anchor.min(self.end)..self.anchor.max(self.end) + 1
    }

    /// Returns the rows that join and leave the range if its end moves.
    pub fn moved(self, end: usize) -> (Range<usize>, Range<usize>) {
        let (before, after) = (self.rows(), Self { end, ..self }.rows());
        (without(&after, &before), without(&before, &after))
    }
}

/// Returns the part of a range outside another range that overlaps it at one end.
fn without(range: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    if range.start < other.start {
        range.start..other.start
    } else {
        other.end.min(range.end)..range.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_stretch_grows_shrinks_and_turns_around() {
        for (end, to, comes, leaves) in [
            (10, 11, 11..12, 11..11),
            (12, 11, 12..12, 12..13),
            (10, 9, 9..10, 11..11),
            (13, 8, 8..10, 11..14),
            (7, 12, 11..13, 7..10),
        ] {
            let moved = Stretch { anchor: 10, end }.moved(to);
            assert_eq!(
                (moved.0, moved.1.len()),
                (comes, leaves.len()),
                "{end} to {to}"
            );
            if !leaves.is_empty() {
                assert_eq!(moved.1, leaves, "{end} to {to}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_comes_and_leaves_makes_the_one_out_of_the_other(anchor in 0..50_usize, end in 0..50_usize, to in 0..50_usize) {
            let before = Stretch { anchor, end };
            let after = Stretch { anchor, end: to };
            let (comes, leaves) = before.moved(to);
            for row in 0..60 {
                let was = before.rows().contains(&row);
                let is = (was || comes.contains(&row)) && !leaves.contains(&row);
                prop_assert_eq!(is, after.rows().contains(&row), "row {}", row);
                prop_assert!(!(was && comes.contains(&row)));
                prop_assert!(!leaves.contains(&row) || was);
            }
        }
    }
}
