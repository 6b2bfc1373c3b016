//! Finds the date and the size in a line of text: beside its link, or in the columns of `ls -l`.

use super::columns::{ColumnMatch, SizePlace};
use super::further::COUNTED;
use super::header::Header;
use super::words::{is_dash, is_directory_word, is_mode_number, is_mode_text};
use crate::listing::Size;
use crate::listing::clock::is_word;
use crate::listing::date::DateText;

/// The most words of a line that are read.
const WORDS: usize = 16;

/// The most numbers before the size that are passed over: a mode, links, owner and group.
const NUMBERS: usize = 4;

/// Number of words behind the size in a line of `ls -l`, in any language: the date.
const LS_DATE: usize = 3;

/// Reads date and size in a line of text: directly after the link, and what is not there directly before it.
/// Anything further on is description.
pub(super) fn in_text(header: &Header, before: &str, after: &str) -> ColumnMatch {
    let mut words = [""; WORDS];
    let count = fill(&mut words, after.split_whitespace());
    let found = match words[..count].first() {
        Some(word) if is_mode_text(word) => behind_mode(&words[1..count]),
        _ => after_link(header, &words[..count]),
    };
    if before.trim().is_empty() || (found.date.is_some() && found.size.is_some()) {
        return found;
    }
    let total = before.split_whitespace().count();
    let last = before.split_whitespace().skip(total.saturating_sub(WORDS));
    let count = fill(&mut words, last);
    let words = &words[..count];
    let ahead = match words.iter().position(|word| is_mode_text(word)) {
        Some(mode) => behind_mode(&words[mode + 1..]),
        None => before_link(words, found.date.is_some()),
    };
    ColumnMatch {
        date: found.date.or(ahead.date),
        size: found.size.or(ahead.size),
        place: match found.place {
            SizePlace::Plain if found.size.is_none() => ahead.place,
            place => place,
        },
    }
}

/// Fills in the words, without brackets around them or commas behind them.
fn fill<'t>(words: &mut [&'t str; WORDS], from: impl Iterator<Item = &'t str>) -> usize {
    let bare = from.map(|word| {
        let word = word.trim_end_matches(',');
        word.trim_matches(['(', ')', '[', ']'])
    });
    let mut count = 0;
    for (place, word) in words.iter_mut().zip(bare.filter(|word| !word.is_empty())) {
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
    let bare = |words| without_separator(header, words);
    let words = bare(words);
    if let Some((date, used)) = read_date(words) {
        let rest = bare(&words[used..]);
        return ColumnMatch {
            date: Some(date),
            size: read_size(rest).map(|(size, _)| size),
            place: SizePlace::of(dash(rest)),
        };
    }
    for skipped in 0..words.len().min(NUMBERS) {
        let words = &words[skipped..];
        if let Some((size, used)) = read_size(words)
            && let Some((date, _)) = read_date(behind_dash(&words[used..]))
        {
            return ColumnMatch {
                date: Some(date),
                size: Some(size),
                ..ColumnMatch::default()
            };
        }
        if !is_number(words[0]) {
            break;
        }
    }
    // Words that are no column are parted by the dash.
    let is_parted = !header.is_known() && words.len() > 1 && read_date(&words[1..]).is_none();
    let modes = words.iter().take_while(|word| is_mode_number(word)).count();
    let sizes = &words[modes.min(1)..];
    ColumnMatch {
        size: read_size(sizes)
            .or_else(|| read_size(words))
            .map(|(size, _)| size),
        place: SizePlace::of(dash(words) && !is_parted),
        date: dash(words)
            .then(|| read_date(&words[1..]))
            .flatten()
            .map(|(date, _)| date),
    }
}

/// Passes over a dash that only parts the columns: `- 1.5 MB - 2020-01-05`. Below a head a dash stands for a size.
fn without_separator<'w, 't>(header: &Header, words: &'w [&'t str]) -> &'w [&'t str] {
    match words {
        [dash, rest @ ..] if is_dash(dash) && !header.is_known() => {
            let is_column = size_in(header, rest).is_some_and(|(size, used)| {
                let parted = rest.get(used).is_some_and(|word| is_dash(word));
                !size.is_exact() || used > 1 || parted
            });
            if is_column { rest } else { words }
        }
        _ => words,
    }
}

/// Passes over a dash behind a size.
fn behind_dash<'w, 't>(words: &'w [&'t str]) -> &'w [&'t str] {
    match words {
        [dash, rest @ ..] if is_dash(dash) => rest,
        _ => words,
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
            place: SizePlace::of(is_dash(column)),
        };
    }
    let last = words.last().copied().unwrap_or_default();
    let with_unit = match words {
        [.., number, unit] => Size::from_text(&format!("{number} {unit}")),
        _ => None,
    };
    let with_unit = with_unit.filter(|size| !size.is_exact());
    ColumnMatch {
        date: None,
        size: with_unit.or_else(|| Size::from_text(last).filter(|_| !is_mode_number(last))),
        place: if words.len() == 1 && is_number(last) {
            SizePlace::Lone
        } else {
            SizePlace::of(dated && is_dash(last))
        },
    }
}

/// Reads the columns behind a mode as `ls -l` writes them: links, owner, group, size, date; webfs puts the size behind the date.
/// Where the date is in a language that is not known, its place still is.
fn behind_mode(words: &[&str]) -> ColumnMatch {
    let size_at = |at: usize| words.get(at).and_then(|word| Size::from_text(word));
    let date = (1..words.len())
        .find_map(|start| DateText::read(&words[start..]).map(|(date, used)| (start, date, used)));
    let Some((start, date, used)) = date else {
        let before_date = words.len().checked_sub(1 + LS_DATE);
        let last = words.len().checked_sub(1);
        return ColumnMatch {
            size: before_date.or(last).and_then(size_at),
            ..ColumnMatch::default()
        };
    };
    let behind = || size_in(&Header::default(), &words[start + used..]);
    ColumnMatch {
        date: Some(date),
        size: size_at(start - 1).or_else(|| Some(behind()?.0)),
        ..ColumnMatch::default()
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a size at the beginning of `words`: `1234`, `1.2K`, `204.5 MiB`; returns it with the
/// number of words used.
fn size_in(header: &Header, words: &[&str]) -> Option<(Size, usize)> {
    // Apache writes the unit behind the number; Artifactory has Apache's head, and `1.50 KB`.
    if let [number, unit, ..] = words
        && (!header.apache || number.contains('.'))
        && unit.len() <= 6
        && unit.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && let Some(size) = header.read_size(&format!("{number} {unit}"))
    {
        return Some((size, 2));
    }
    let first = words.first()?;
    if words.get(1).is_some_and(|word| COUNTED.contains(word)) {
        return None;
    }
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
