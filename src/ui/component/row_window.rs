//! Which rows of a long table are in the page, and how much room stands for the others.

use std::ops::Range;

/// Up to this many rows of a table are all in the page, so that the browser's own search finds them.
pub const WHOLE: usize = 200;

/// Most rows that are in the page of a longer table.
const MOST: usize = 190;

/// The rows change by so many at a time, and there are as many more above and below those that are seen.
const STEP: usize = 8;

/// Most pixels of height that a table gets. Browsers draw nothing beyond 16.7 million (Chromium) or 17.8 million
/// (Firefox); a table of more rows moves faster than the scroll bar.
const HIGHEST: f64 = 15e6;

/// The part of a table that is seen, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Distance from the upper edge of the first row down to that of the window; negative where the table begins further down.
    pub above: f64,
    /// Height of the window.
    pub height: f64,
    /// Height of a row.
    pub row: f64,
}

/// The rows that are in the page, and the room around them in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowWindow {
    /// The first row.
    pub first: usize,
    /// The row after the last.
    pub end: usize,
    /// Room that stands for the rows before.
    pub before: u32,
    /// Room that stands for the rows after.
    pub after: u32,
}

impl View {
    /// Before anything was measured: the upper end of a table that begins in the middle of a usual window.
    pub const START: Self = Self {
        above: -500.0,
        height: 1000.0,
        row: 34.0,
    };

    /// Returns the rows to draw of a table of `count` rows of equal height.
    pub fn rows(self, count: usize) -> RowWindow {
        let sound = [self.above, self.height, self.row]
            .into_iter()
            .all(f64::is_finite);
        let view = if sound { self } else { Self::START };
        let row = view.row.max(1.0);
        let all = pixels(count) * row;
        let room = all.min(HIGHEST);
        // Of a table that begins further down, only what the window has of it.
        let seen = (view.height + view.above.min(0.0)).max(0.0).min(room);
        let scaled = all > room;
        let (above, _, top) = view.place(count);
        let (first_seen, end_seen) = (rows(top / row), rows(((top + seen) / row).ceil()));
        // Away from its true place, a row must follow the scroll bar at each pixel.
        let step = if scaled { 1 } else { STEP };
        let mut first = first_seen.saturating_sub(STEP) / step * step;
        if scaled {
            first = first.max(rows(((top - above) / row).ceil()));
        }
        let before = above - top + pixels(first) * row;
        let most = (first + MOST).min(count);
        let mut end = ((end_seen + STEP).div_ceil(step) * step).min(most);
        if scaled {
            end = end.min(first + rows((room - before) / row + 0.5));
        }
        let drawn = pixels(end - first) * row;
        RowWindow {
            first,
            end,
            before: whole_pixels(before),
            after: whole_pixels(room - before - drawn),
        }
    }

    /// Returns the first of `count` rows that is seen.
    pub fn top(self, count: usize) -> usize {
        rows(self.place(count).2 / self.row.max(1.0))
    }

    /// Returns how many rows fit into the window, one at least.
    pub fn page(self) -> usize {
        rows(self.height / self.row.max(1.0))
            .saturating_sub(2)
            .max(1)
    }

    /// Returns how many pixels the page has to move up so that all of a row is seen; `clear` pixels at the upper and at the lower
    /// edge of the window are covered.
    pub fn to_show(self, count: usize, row: usize, clear: (f64, f64)) -> f64 {
        let (above, scale, top) = self.place(count);
        let upper = pixels(row) * self.row - top + (above - self.above);
        let by = if upper < clear.0 {
            upper - clear.0
        } else {
            (upper + self.row - (self.height - clear.1)).max(0.0)
        };
        by / scale
    }

    /// Returns how far the window is below the upper end of the table's room, by how much faster than the scroll bar the rows move,
    /// and how far the window is below the upper end of all rows.
    fn place(self, count: usize) -> (f64, f64, f64) {
        let all = pixels(count) * self.row.max(1.0);
        let room = all.min(HIGHEST);
        // Not by `clamp`, whose panic would bring the printing of floats into the page: 7 kB.
        let seen = self.height.max(0.0).min(room);
        let above = self.above.max(0.0).min(room - seen);
        if all > room {
            let scale = (all - seen) / (room - seen);
            (above, scale, above * scale)
        } else {
            (above, 1.0, above)
        }
    }
}

/// Divides room that stands for `of` rows around some of them, which stay in the page; rows are `row` pixels high.
pub fn divide(room: u32, of: usize, kept: Range<usize>, row: f64) -> (u32, u32) {
    let rest = (f64::from(room) - pixels(kept.len()) * row).max(0.0);
    let others = pixels(of - kept.len().min(of)).max(1.0);
    let before = rest * pixels(kept.start) / others;
    (whole_pixels(before), whole_pixels(rest - before))
}

/// A number of rows as a factor of pixels.
#[expect(clippy::cast_precision_loss, reason = "no table has 2^52 rows")]
fn pixels(rows: usize) -> f64 {
    rows as f64
}

/// Rounds a number of rows down; zero for negative numbers.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a conversion of floats saturates"
)]
fn rows(number: f64) -> usize {
    number as usize
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a conversion of floats saturates"
)]
fn whole_pixels(number: f64) -> u32 {
    number.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: f64 = 34.0;

    fn view(above: f64, height: f64) -> View {
        View {
            above,
            height,
            row: ROW,
        }
    }

    /// Returns the height of so many rows.
    fn high(rows: usize) -> u32 {
        34 * u32::try_from(rows).expect("few rows")
    }

    #[test]
    fn a_window_of_few_rows_stands_where_all_of_them_would() {
        for (above, height, expected) in [
            (-5000.0, 900.0, (0, 8)),
            (-600.0, 900.0, (0, 24)),
            (0.0, 900.0, (0, 40)),
            (16.0 * ROW, 900.0, (8, 56)),
            (34.0 * ROW, 10.0 * ROW, (24, 56)),
            (1e9, 900.0, (960, 1000)),
        ] {
            let window = view(above, height).rows(1000);
            assert_eq!((window.first, window.end), expected, "{above}");
            assert_eq!(window.before, high(window.first));
            assert_eq!(window.after, high(1000 - window.end));
        }
    }

    #[test]
    fn what_is_seen_is_drawn_at_every_place_in_any_number_of_rows() {
        for count in [
            0, 1, 15, 201, 5_000, 100_000, 441_176, 441_177, 1_000_000, 10_000_000,
        ] {
            for height in [0.0, 1.0, 900.0, 2160.0, 5000.0] {
                let room = (pixels(count) * ROW).min(HIGHEST);
                let seen = f64::min(height, room);
                let mut last_first = 0;
                for part in 0..=500 {
                    let above = (room - seen) * f64::from(part) / 500.0;
                    let window = view(above, height).rows(count);
                    let drawn = pixels(window.end - window.first) * ROW;
                    let case = format!("{count} rows, {height} px, part {part}: {window:?}");
                    assert!(window.first <= window.end && window.end <= count, "{case}");
                    assert!(window.end - window.first < 200, "{case}");
                    assert!(window.first >= last_first, "{case}");
                    last_first = window.first;
                    assert!(f64::from(window.before) <= above + 1.0, "{case}");
                    assert!(
                        f64::from(window.before) + drawn >= above + seen - 1.0,
                        "{case}"
                    );
                    let whole = f64::from(window.before) + drawn + f64::from(window.after);
                    assert!((whole - room).abs() < 2.0, "{case}");
                    if part == 0 {
                        assert_eq!(window.first, 0, "{case}");
                    }
                    if part == 500 {
                        assert_eq!(window.end, count, "{case}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_page_moves_as_far_as_a_row_needs_to_be_seen_whole() {
        let clear = (60.0, 40.0);
        for (above, row, by) in [
            (0.0, 5, 0.0),
            // The row ends at 26 × 34 = 884; the window is clear down to 860.
            (0.0, 25, 24.0),
            (340.0, 10, -60.0),
            (-200.0, 25, 224.0),
            (-200.0, 0, 0.0),
        ] {
            let moved = view(above, 900.0).to_show(5000, row, clear);
            assert!((moved - by).abs() < 1e-9, "{above}: {moved}");
        }
        for count in [5_000, 441_176, 1_000_000, 10_000_000] {
            for row in [0, 7, count / 3, count - 2, count - 1] {
                for from in [-300.0, 0.0, 9e4, 14e6] {
                    let mut now = view(from, 900.0);
                    // From above the table, rows that move faster than the scroll bar need a second time.
                    now.above += now.to_show(count, row, clear);
                    now.above += now.to_show(count, row, clear);
                    let by = now.to_show(count, row, clear);
                    let window = now.rows(count);
                    let case = format!("{count} rows, {row} from {from}: {window:?}");
                    assert!((window.first..window.end).contains(&row), "{case}");
                    assert!(by.abs() < 20.0, "{case}: {by} more");
                    assert!(now.top(count) <= row, "{case}");
                }
            }
        }
    }

    #[test]
    fn a_very_high_window_draws_no_more_than_the_most() {
        let window = view(0.0, 20_000.0).rows(1_000_000);
        assert_eq!((window.first, window.end), (0, MOST));
    }

    #[test]
    fn values_that_are_no_numbers_or_nonsense_do_no_harm() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0] {
            for view in [
                View {
                    above: value,
                    ..View::START
                },
                View {
                    height: value,
                    ..View::START
                },
                View {
                    row: value,
                    ..View::START
                },
            ] {
                let window = view.rows(1000);
                assert!(window.first <= window.end && window.end <= 1000, "{view:?}");
            }
        }
    }

    #[test]
    fn rows_that_are_kept_outside_the_window_have_their_true_place() {
        let window = view(10_000.0, 900.0).rows(1000);
        let (before, after) = divide(window.before, window.first, 3..6, ROW);
        assert_eq!((before, after), (high(3), high(window.first - 6)));
        let of = 1000 - window.end;
        let (before, after) = divide(window.after, of, of - 2..of, ROW);
        assert_eq!((before, after), (high(of - 2), 0));
        assert_eq!(divide(high(2), 2, 0..2, ROW), (0, 0));
    }
}
