//! Days, as directory indexes write them.

use super::clock::{Clock, VAGUE_ZONES, is_digits, read_time, small, two, zone};

const MONTHS: &str =
    "January February March April May June July August September October November December";

const WEEKDAYS: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// A day as written.
#[derive(Clone, Copy)]
pub(super) enum Day {
    /// Year, month and day, unambiguous.
    Known(i16, i8, i8),
    /// Two numbers and a year, and the order that is meant where nothing tells.
    Numeric(i8, i8, i16, Option<DayOrder>),
    /// Three numbers of two digits: the last is the year where dates of the page prove that their order has it last.
    Short(i8, i8, i16),
    Unclear,
}

/// Returns whether a word names a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    is_name(word, WEEKDAYS)
}

/// Returns whether a word is one of these names, in full or its first three letters.
fn is_name(word: &str, names: &str) -> bool {
    place(word, names).is_some()
}

fn place(word: &str, names: &str) -> Option<usize> {
    // Most words of dates are numbers.
    if !word.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    names.split(' ').position(|name| {
        word.eq_ignore_ascii_case(name)
            || (word.len() == 3
                && name
                    .get(..3)
                    .is_some_and(|start| word.eq_ignore_ascii_case(start)))
    })
}

fn month(word: &str) -> Option<i8> {
    i8::try_from(place(word, MONTHS)? + 1).ok()
}

/// Reads the day at the beginning of `words`; returns it with the number of words used, and the
/// time of day if that stands within the day or is joined to it.
pub(super) fn read_day(words: &[&str]) -> Option<(Day, usize, Option<Clock>)> {
    // A page in a language that is written from right to left marks the direction.
    let first = words.first()?.trim_matches(['\u{200e}', '\u{200f}']);
    if first.starts_with(|letter: char| letter.is_ascii_digit()) {
        if let Some((day, time)) = first.split_once('T').filter(|(day, _)| day.len() == 10) {
            return Some((joined_day(day)?, 1, Some(read_time(time)?)));
        }
        if let Some(day) = joined_day(first.trim_end_matches([',', '.'])) {
            return Some((day, 1, None));
        }
        if let [_, second, third, ..] = words
            && first.ends_with('.')
            && second.ends_with('.')
        {
            // 23. 2. 2019, 2019. 2. 23.
            let day = [first, second, third.trim_end_matches('.')].concat();
            return Some((joined_day(&day)?, 3, None));
        }
        let month = month(words.get(1)?)?;
        let day = small(first.trim_end_matches('.'))?;
        let third = words.get(2)?;
        return match year(third.trim_end_matches([',', '.'])) {
            // 23 Feb 2019
            Some(year) => Some((Day::Known(year, month, day), 3, None)),
            // 23 Feb 10:46
            None => read_time(third).map(|_| (Day::Unclear, 3, None)),
        };
    }
    let month = month(first.trim_end_matches('.'))?;
    let day = small(words.get(1)?.trim_end_matches(','))?;
    let third = *words.get(2)?;
    if let Some(year) = year(third.trim_end_matches([',', '.'])) {
        // Feb 23, 2019
        return Some((Day::Known(year, month, day), 3, None));
    }
    let mut time = read_time(third)?;
    let after = words.get(3).copied().unwrap_or_default();
    let (zoned, year) = match (year(after), words.get(4).and_then(|word| year(word))) {
        (Some(year), _) => (false, year),
        // Java writes the zone before the year: Feb 23 10:46:38 UTC 2019
        (None, Some(year)) if VAGUE_ZONES.contains(&after) || zone(after).is_some() => (true, year),
        // `ls -l` leaves out the year of files of the last months.
        _ => return Some((Day::Unclear, 3, None)),
    };
    if time.second.is_none() {
        // The number behind may be a size.
        return Some((Day::Unclear, 3, None));
    }
    if zoned {
        time.offset = zone(after);
    }
    // Feb 23 10:46:38 2019
    Some((
        Day::Known(year, month, day),
        4 + usize::from(zoned),
        Some(time),
    ))
}

/// Reads a day in one word: `2021-03-16`, `16-Mar-2021`, `2021-Mar-16`, `2021/03/16`, `16.03.2021`, `3/16/2021`, `16Mar2021`.
fn joined_day(word: &str) -> Option<Day> {
    if let Some(day) = word.strip_suffix('日') {
        // 2021年3月16日
        return joined_day(&day.replace(['年', '月'], "-"));
    }
    let mut parts = word.split(['-', '/', '.']);
    let (first, second, third) = (parts.next()?, parts.next(), parts.next());
    let (Some(second), Some(third), None) = (second, third, parts.next()) else {
        let (day, rest) = word.split_at_checked(2)?;
        let (name, digits) = rest.split_at_checked(3)?;
        return Some(Day::Known(year(digits)?, month(name)?, small(day)?));
    };
    if let Some(month) = month(second) {
        return Some(match (year(first), year(third)) {
            (Some(year), _) => Day::Known(year, month, small(third)?),
            (None, Some(year)) => Day::Known(year, month, small(first)?),
            // 16-Mar-21: the day comes first where the month has a name.
            (None, None) => Day::Known(century(two(third)?), month, small(first)?),
        });
    }
    let second = small(second)?;
    if let Some(year) = year(first) {
        return Some(Day::Known(year, second, small(third)?));
    }
    let first = small(first)?;
    let Some(year) = year(third) else {
        // A year without its century, or of another calendar.
        let is_year = matches!(third.len(), 2 | 4) && is_digits(third);
        return match two(third) {
            // No day and no month has so large a number.
            Some(year) if year > 31 => {
                let default = word.contains('.').then_some(DayOrder::DayFirst);
                Some(Day::Numeric(first, second, century(year), default))
            }
            Some(day) if first > 31 => Some(Day::Known(century(first), second, day)),
            Some(year) if first.min(second) <= 12 => Some(Day::Short(first, second, century(year))),
            _ => is_year.then_some(Day::Unclear),
        };
    };
    Some(match word.as_bytes().get(word.len() - 5) {
        Some(b'/') => Day::Numeric(first, second, year, None),
        Some(b'-') => Day::Numeric(first, second, year, Some(DayOrder::DayFirst)),
        _ => Day::Known(year, second, first),
    })
}

/// Returns the year of two digits, from 1970 on.
fn century(year: i8) -> i16 {
    i16::from(year) + if year < 70 { 2000 } else { 1900 }
}

/// Reads a year in which a file may have been written.
fn year(text: &str) -> Option<i16> {
    (text.len() == 4 && is_digits(text))
        .then(|| text.parse().ok())
        .flatten()
        .filter(|year| (1900..2200).contains(year))
}
