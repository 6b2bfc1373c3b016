//! Finds the date and the size in a row that has cells.

use super::header::Header;
use super::words::{is_dash, is_mode_number};
use crate::listing::clock::half_of;
use crate::listing::date::DateText;
use crate::listing::{Modified, Size};

/// A part of the row's text, with the number and date of its attributes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: Option<u64>,
    pub(super) date: Option<Modified>,
}

/// The date and size found in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ColumnMatch {
    pub(super) date: Option<DateText>,
    pub(super) size: Option<Size>,
    pub(super) place: SizePlace,
}

/// What stands where sizes do, besides a plain size or nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum SizePlace {
    #[default]
    Plain,
    /// A dash.
    Dash,
    /// A lone number before the link, which may also count the rows or the blocks of the disk.
    Lone,
}

impl SizePlace {
    /// Returns a dash's place, or a plain one.
    pub(super) fn of(is_dash: bool) -> Self {
        if is_dash { Self::Dash } else { Self::Plain }
    }
}

impl ColumnMatch {
    /// Returns whether nothing was found.
    pub(super) fn is_nothing(&self) -> bool {
        self.date.is_none() && self.size.is_none()
    }
}

/// Reads date and size in the columns that the head names.
pub(super) fn by_header<'t>(
    header: &Header,
    cell: &dyn Fn(usize) -> (Cell, &'t str),
) -> ColumnMatch {
    ColumnMatch {
        date: header.date.and_then(|at| date_at(at, cell)),
        size: header
            .size
            .map(cell)
            .and_then(|cell| size_of(cell, &|text| header.read_size(text))),
        place: SizePlace::of(header.size.is_some_and(|at| is_dash(cell(at).1))),
    }
}

/// Finds date and size in a row without a head: the first date after the name, or else before it,
/// and the size next to it.
///
/// The size is next to the date, or next to the name if there is no date or nothing beside it: a description further on
/// may contain anything. A number that may be a mode counts if there is no other.
pub(super) fn by_cells<'t>(
    count: usize,
    name: usize,
    cell: &dyn Fn(usize) -> (Cell, &'t str),
) -> ColumnMatch {
    let behind = name + 1..count;
    let order = behind.chain((0..name).rev());
    let filled: Vec<usize> = order
        .filter(|at| {
            let (cell, text) = cell(*at);
            cell.date.is_some() || !text.trim().is_empty()
        })
        .collect();
    let date = filled
        .iter()
        .enumerate()
        .find_map(|(place, at)| Some((place, date_at(*at, cell)?)));
    let before_name = (0..name).rev().find(|at| !cell(*at).1.trim().is_empty());
    let places = if let Some((place, _)) = date {
        let is_behind = filled[place] > name;
        let beyond = filled.get(place + 1).copied();
        let beyond = beyond.filter(|at| (*at > name) == is_behind);
        let nearer = place.checked_sub(1).map(|place| filled[place]);
        // Before the name, numbers further on count rows.
        let (first, second) = if is_behind {
            (beyond, nearer)
        } else {
            (nearer, beyond)
        };
        let dashed = [first, second].into_iter().flatten();
        let dashed = dashed.into_iter().any(|at| is_dash(cell(at).1));
        [first, second, before_name.filter(|_| !dashed)]
    } else {
        let first = filled.first().copied();
        let is_mode = first.is_some_and(|at| is_mode_number(cell(at).1));
        [first, filled.get(1).copied().filter(|_| is_mode), None]
    };
    let places = places.into_iter().flatten();
    let sizes = places
        .clone()
        .filter_map(|at| Some((at, size_of(cell(at), &Size::from_text)?)));
    let size = sizes
        .clone()
        .find(|(at, _)| !is_mode_number(cell(*at).1))
        .or_else(|| sizes.clone().next());
    ColumnMatch {
        date: date.map(|(_, date)| date),
        size: size.map(|(_, size)| size),
        place: if size.is_some_and(|(at, _)| date.is_some() && Some(at) == before_name) {
            SizePlace::Lone
        } else {
            SizePlace::of(places.clone().any(|at| is_dash(cell(at).1)))
        },
    }
}

/// Reads the date in a cell; not its hour where the cell behind has the half of the day.
fn date_at<'t>(at: usize, cell: &dyn Fn(usize) -> (Cell, &'t str)) -> Option<DateText> {
    let (attributes, text) = cell(at);
    let stated = attributes.date.map(DateText::Known);
    let date = stated.or_else(|| DateText::parse_cell(text))?;
    let is_half = half_of(cell(at + 1).1.trim()).is_some();
    Some(if is_half { date.without_hour() } else { date })
}

/// Reads a size, perhaps after a symbol (Caddy marks links) or in brackets. A number in an attribute is the exact size, if the
/// text is that number rounded.
fn size_of((cell, text): (Cell, &str), read: &dyn Fn(&str) -> Option<Size>) -> Option<Size> {
    let text =
        text.trim_start_matches(|letter: char| !letter.is_ascii() || letter.is_ascii_whitespace());
    let text = text.trim().trim_matches(['(', ')', '[', ']']);
    let shown = read(text)?;
    let stated = cell
        .number
        .filter(|bytes| Size::from_text(text).is_some_and(|size| size.allows(*bytes)));
    Some(stated.map_or(shown, Size::Exact))
}

/// Returns whether numbers count the rows at whose places they stand, from 0 or 1 on, or from 2 if the way up is counted.
pub(super) fn count_rows(numbers: &[(u64, u64)]) -> bool {
    let begins = |first| {
        let is_next = |(place, number): &(u64, u64)| *number == place + first;
        numbers.iter().all(is_next)
    };
    (0..=2).any(begins)
}
