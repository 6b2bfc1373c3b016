//! Finds the date and the size in a row.

use crate::listing::{Modified, Size};

/// A part of the row's text, with the number and date of its attributes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: Option<u64>,
    pub(super) date: Option<Modified>,
}

/// The most words of a line that are read.
const WORDS: usize = 16;

/// The head of a listing: how many columns it has, and which hold dates and sizes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// Number of cells; `None` if the listing has no head that was understood.
    cells: Option<usize>,
    /// Position of the column of dates; in text without cells, any number.
    date: Option<usize>,
    /// Position of the column of sizes; in text without cells, any number.
    size: Option<usize>,
    /// Whether it has Apache's wording, so that sizes are rounded as Apache does.
    apache: bool,
}

/// The date and size found in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ColumnMatch {
    pub(super) modified: Option<Modified>,
    pub(super) size: Option<Size>,
}

impl Header {
    /// Reads the cells of a row as the head of a listing, if they have its words.
    pub(super) fn read<'t>(cells: impl Iterator<Item = &'t str>) -> Option<Self> {
        let mut header = Self::default();
        let (mut count, mut named, mut modified) = (0, false, false);
        for (at, text) in cells.enumerate() {
            count = at + 1;
            let lower = text.trim_start().to_ascii_lowercase();
            named |= lower.starts_with("name") || lower.starts_with("file");
            modified |= text.contains("Last modified");
            let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
            if header.date.is_none() && has(&["modif", "date", "time", "changed"]) {
                header.date = Some(at);
            }
            if header.size.is_none() && has(&["size"]) {
                header.size = Some(at);
            }
        }
        header.apache = modified && header.size.is_some();
        header.cells = Some(count);
        named.then_some(header)
    }

    /// Returns whether the listing has a head that was understood.
    pub(super) fn is_known(&self) -> bool {
        self.cells.is_some()
    }

    /// Returns whether the head names a column besides the name.
    pub(super) fn has_columns(&self) -> bool {
        self.date.is_some() || self.size.is_some()
    }

    /// Returns whether a row of `cells` cells has the head's columns.
    pub(super) fn fits(&self, cells: usize) -> bool {
        self.cells == Some(cells)
    }

    fn read_size(&self, text: &str) -> Option<Size> {
        if self.apache {
            Size::from_apache(text)
        } else {
            Size::from_text(text)
        }
    }
}

/// Reads date and size in the columns that the head names.
pub(super) fn by_header<'t>(
    header: &Header,
    cell: impl Fn(usize) -> (Cell, &'t str),
) -> ColumnMatch {
    ColumnMatch {
        modified: header.date.map(&cell).and_then(date_of),
        size: header
            .size
            .map(&cell)
            .and_then(|cell| size_of(cell, |text| header.read_size(text))),
    }
}

/// Finds date and size in a row without a head: the first date after the name, or else before it,
/// and the size next to it.
///
/// The size is next to the date, or next to the name if there is no date: a description further on
/// may contain anything.
pub(super) fn by_cells<'t>(
    count: usize,
    name: usize,
    cell: impl Fn(usize) -> (Cell, &'t str),
) -> ColumnMatch {
    let behind = name + 1..count;
    let order = behind.chain((0..name).rev());
    let filled: Vec<usize> = order
        .filter(|at| {
            let (cell, text) = cell(*at);
            cell.date.is_some() || !text.trim().is_empty()
        })
        .collect();
    let size = |at: usize| size_of(cell(at), Size::from_text);
    let date = filled
        .iter()
        .enumerate()
        .find_map(|(place, at)| Some((place, date_of(cell(*at))?)));
    match date {
        Some((place, date)) => {
            let next = filled.get(place + 1).and_then(|at| size(*at));
            let before = || place.checked_sub(1).and_then(|place| size(filled[place]));
            ColumnMatch {
                modified: Some(date),
                size: next.or_else(before),
            }
        }
        None => ColumnMatch {
            modified: None,
            size: filled.first().and_then(|at| size(*at)),
        },
    }
}

fn date_of((cell, text): (Cell, &str)) -> Option<Modified> {
    cell.date.or_else(|| Modified::parse_cell(text))
}

/// Reads a size, perhaps after a symbol (Caddy marks links). A number in an attribute is the exact
/// size, if the text is that number rounded.
fn size_of((cell, text): (Cell, &str), read: impl Fn(&str) -> Option<Size>) -> Option<Size> {
    let text =
        text.trim_start_matches(|letter: char| !letter.is_ascii() || letter.is_ascii_whitespace());
    let shown = read(text)?;
    let stated = cell
        .number
        .filter(|bytes| Size::from_text(text).is_some_and(|size| size.allows(*bytes)));
    Some(stated.map_or(shown, Size::Exact))
}

/// Reads date and size in a line of text: directly after the link, else directly before it.
/// Anything further on is description.
pub(super) fn in_text(header: &Header, before: &str, after: &str) -> ColumnMatch {
    let mut words = [""; WORDS];
    let count = fill(&mut words, after.split_whitespace());
    let found = after_link(header, &words[..count]);
    if found != ColumnMatch::default() || before.trim().is_empty() {
        return found;
    }
    let total = before.split_whitespace().count();
    let last = before.split_whitespace().skip(total.saturating_sub(WORDS));
    let count = fill(&mut words, last);
    before_link(&words[..count])
}

fn fill<'t>(words: &mut [&'t str; WORDS], from: impl Iterator<Item = &'t str>) -> usize {
    let mut count = 0;
    for (place, word) in words.iter_mut().zip(from) {
        *place = word;
        count += 1;
    }
    count
}

fn after_link(header: &Header, words: &[&str]) -> ColumnMatch {
    let (dated, sized) = if header.is_known() {
        (header.date.is_some(), header.size.is_some())
    } else {
        (true, true)
    };
    let read_date = |words: &[&str]| dated.then(|| Modified::read(words)).flatten();
    let read_size = |words: &[&str]| sized.then(|| size_in(header, words)).flatten();
    if let Some((date, used)) = read_date(words) {
        return ColumnMatch {
            modified: Some(date),
            size: read_size(&words[used..]).map(|(size, _)| size),
        };
    }
    match read_size(words) {
        Some((size, used)) => ColumnMatch {
            modified: read_date(&words[used..]).map(|(date, _)| date),
            size: Some(size),
        },
        None => ColumnMatch::default(),
    }
}

/// Reads columns that end directly before the link: date and size as in IIS, or size and date as in
/// `ls -l`.
fn before_link(words: &[&str]) -> ColumnMatch {
    for start in 0..words.len() {
        let Some((date, used)) = Modified::read(&words[start..]) else {
            continue;
        };
        let rest = &words[start + used..];
        let size = match rest {
            [] => start
                .checked_sub(1)
                .and_then(|at| Size::from_text(words[at])),
            // A word such as `<dir>` may stand in place of the size.
            [size] => Size::from_text(size),
            [number, unit] => Size::from_text(&format!("{number} {unit}")),
            _ => continue,
        };
        return ColumnMatch {
            modified: Some(date),
            size,
        };
    }
    // `ls -l` leaves out the year of recent files, so there is no date; the size follows the time.
    let after_time = |word: &&str| word.len() == 5 && word.as_bytes()[2] == b':';
    let size = match words {
        [.., time, size] if after_time(time) => Size::from_text(size),
        [.., time, number, unit] if after_time(time) => {
            Size::from_text(&format!("{number} {unit}"))
        }
        _ => None,
    };
    ColumnMatch {
        modified: None,
        size,
    }
}

/// Reads a size at the beginning of `words`: `1234`, `1.2K`, `204.5 MiB`; returns it with the
/// number of words used.
fn size_in(header: &Header, words: &[&str]) -> Option<(Size, usize)> {
    if let [number, unit, ..] = words
        && !header.apache
        && unit.len() <= 5
        && unit.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && let Some(size) = header.read_size(&format!("{number} {unit}"))
    {
        return Some((size, 2));
    }
    let first = words.first()?;
    if !header.apache && first.len() <= 3 {
        // Thousands may be separated by spaces: `1 234 567 bytes`.
        let is_group =
            |word: &&&str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        let groups = words[1..].iter().take_while(is_group).count();
        let joined = words[..=groups].concat();
        return header.read_size(&joined).map(|size| (size, groups + 1));
    }
    header.read_size(first).map(|size| (size, 1))
}
