//! Finds the date and the size in a row.

use crate::listing::clock::is_word;
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
    /// The unit that the head gives for its numbers: `Size (KB)`.
    unit: Option<&'static str>,
}

/// The date and size found in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ColumnMatch {
    pub(super) date: Option<DateText>,
    pub(super) size: Option<Size>,
    /// Whether a dash stands where sizes do.
    pub(super) dash: bool,
}

impl ColumnMatch {
    /// Returns whether nothing was found.
    pub(super) fn is_nothing(&self) -> bool {
        self.date.is_none() && self.size.is_none()
    }
}

/// Words for a directory in the column of sizes or types.
const DIRECTORY_WORDS: [&str; 6] = [
    "<dir>",
    "[dir]",
    "dir",
    "directory",
    "[directory]",
    "folder",
];

/// Returns whether a text is a word for a directory.
pub(super) fn is_directory_word(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 11
        && DIRECTORY_WORDS
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
}

/// Returns whether a text is the mode of a directory: `drwxr-xr-x` as `ls -l` writes it, or thttpd's `dr-x`.
pub(super) fn is_directory_mode(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', '+', '@']);
    matches!(text.len(), 4 | 10)
        && text.starts_with('d')
        && text[1..].bytes().all(|byte| b"rwxsStT-".contains(&byte))
}

fn is_dash(text: &str) -> bool {
    matches!(text.trim(), "-" | "--" | "–" | "—")
}

/// Returns whether a number is one of the modes that servers show, `0644` or `100644`: it may be a size only where no other
/// number is.
fn is_mode(text: &str) -> bool {
    let text = text.trim();
    let is_octal = text.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    let begins = |start: &str| text.starts_with(start);
    is_octal
        && match text.len() {
            3 => begins("4") || begins("5") || begins("6") || begins("7"),
            4 => begins("0"),
            5 => begins("4"),
            6 => begins("10") || begins("04") || begins("12"),
            _ => false,
        }
}

/// How a head names its column of sizes, the plainest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SizeName {
    /// What the file takes on the disk, or when it is packed.
    Other,
    Plain,
}

impl Header {
    /// Reads the cells of a row as the head of a listing, if they have its words.
    pub(super) fn read<'t>(cells: impl Iterator<Item = &'t str>) -> Option<Self> {
        let mut header = Self::default();
        let (mut count, mut named, mut modified, mut best) = (0, false, false, None);
        for (at, text) in cells.enumerate() {
            count = at + 1;
            let lower = text.trim_start().to_ascii_lowercase();
            named |= lower.starts_with("name") || lower.starts_with("file");
            modified |= text.contains("Last modified");
            let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
            if header.date.is_none() && has(&["modif", "date", "time", "changed"]) {
                header.date = Some(at);
            }
            let plain = if has(&["disk", "compressed", "packed", "allocated", "stored"]) {
                SizeName::Other
            } else {
                SizeName::Plain
            };
            let is_size = has(&["size", "length"]) || lower.trim() == "bytes";
            if is_size && best.is_none_or(|best| plain > best) {
                best = Some(plain);
                header.size = Some(at);
                header.unit = unit_of(&lower);
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
            return Size::from_apache(text);
        }
        let size = Size::from_text(text)?;
        match self.unit {
            Some(unit) if size.is_exact() => Size::from_text(&format!("{} {unit}", text.trim())),
            _ => Some(size),
        }
    }
}

/// Returns the unit in the name of a column, beside bytes: `size (kb)`, `size in mib`.
fn unit_of(name: &str) -> Option<&'static str> {
    const UNITS: [&str; 8] = ["kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib"];
    let mut words = name.split(|letter: char| !letter.is_ascii_alphabetic());
    words.find_map(|word| UNITS.into_iter().find(|unit| *unit == word))
}

/// Reads date and size in the columns that the head names.
pub(super) fn by_header<'t>(
    header: &Header,
    cell: impl Fn(usize) -> (Cell, &'t str),
) -> ColumnMatch {
    ColumnMatch {
        date: header.date.map(&cell).and_then(date_of),
        size: header
            .size
            .map(&cell)
            .and_then(|cell| size_of(cell, |text| header.read_size(text))),
        dash: header.size.is_some_and(|at| is_dash(cell(at).1)),
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
    let date = filled
        .iter()
        .enumerate()
        .find_map(|(place, at)| Some((place, date_of(cell(*at))?)));
    let before_name = (0..name).rev().find(|at| !cell(*at).1.trim().is_empty());
    let places = match date {
        Some((place, _)) => [
            filled.get(place + 1).copied(),
            place.checked_sub(1).map(|place| filled[place]),
            before_name,
        ],
        None => [filled.first().copied(), None, None],
    };
    let places = places.into_iter().flatten();
    let sizes = places
        .clone()
        .filter_map(|at| Some((at, size_of(cell(at), Size::from_text)?)));
    let size = sizes
        .clone()
        .find(|(at, _)| !is_mode(cell(*at).1))
        .or_else(|| sizes.clone().next());
    ColumnMatch {
        date: date.map(|(_, date)| date),
        size: size.map(|(_, size)| size),
        dash: places.clone().any(|at| is_dash(cell(at).1)),
    }
}

fn date_of((cell, text): (Cell, &str)) -> Option<DateText> {
    let date = cell.date.map(DateText::Known);
    date.or_else(|| DateText::parse_cell(text))
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

/// Reads date and size in a line of text: directly after the link, and what is not there directly before it.
/// Anything further on is description.
pub(super) fn in_text(header: &Header, before: &str, after: &str) -> ColumnMatch {
    let mut words = [""; WORDS];
    let count = fill(&mut words, after.split_whitespace());
    let found = after_link(header, &words[..count]);
    if before.trim().is_empty() || (found.date.is_some() && found.size.is_some()) {
        return found;
    }
    let total = before.split_whitespace().count();
    let last = before.split_whitespace().skip(total.saturating_sub(WORDS));
    let count = fill(&mut words, last);
    let ahead = before_link(&words[..count], found.date.is_some());
    ColumnMatch {
        date: found.date.or(ahead.date),
        size: found.size.or(ahead.size),
        dash: found.dash || ahead.dash,
    }
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
    let read_date = |words: &[&str]| dated.then(|| DateText::read(words)).flatten();
    let read_size = |words: &[&str]| sized.then(|| size_in(header, words)).flatten();
    let dash = |words: &[&str]| sized && words.first().is_some_and(|word| is_dash(word));
    if let Some((date, used)) = read_date(words) {
        let rest = &words[used..];
        return ColumnMatch {
            date: Some(date),
            size: read_size(rest).map(|(size, _)| size),
            dash: dash(rest),
        };
    }
    let (size, used) = match read_size(words) {
        Some((size, used)) => (Some(size), used),
        None if dash(words) => (None, 1),
        None => return ColumnMatch::default(),
    };
    ColumnMatch {
        date: read_date(&words[used..]).map(|(date, _)| date),
        size,
        dash: size.is_none(),
    }
}

/// Reads columns that end directly before the link: date and size as in IIS, size and date as in
/// `ls -l`, or a size alone where the date is elsewhere.
fn before_link(words: &[&str], dated: bool) -> ColumnMatch {
    for start in 0..words.len() {
        let Some((date, used)) = DateText::read(&words[start..]) else {
            continue;
        };
        let rest = &words[start + used..];
        // A word that is not known, between date and size, may say which half of the day is meant.
        let is_unknown = |word: &&&str| is_word(word) && !is_directory_word(word);
        let unknown = rest.iter().take(2).take_while(is_unknown).count();
        let date = if unknown > 0 {
            date.without_hour()
        } else {
            date
        };
        let column = match &rest[unknown..] {
            [] => start.checked_sub(1).map(|at| words[at].to_owned()),
            [size] => Some((*size).to_owned()),
            [number, unit] => Some(format!("{number} {unit}")),
            _ => continue,
        };
        let column = column.as_deref().unwrap_or_default();
        return ColumnMatch {
            date: Some(date),
            size: Size::from_text(column),
            dash: is_dash(column),
        };
    }
    let size = match words {
        [.., size] if dated => Size::from_text(size).filter(|_| !is_mode(size)),
        _ => None,
    };
    ColumnMatch {
        date: None,
        size,
        dash: dated && words.last().is_some_and(|word| is_dash(word)),
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
