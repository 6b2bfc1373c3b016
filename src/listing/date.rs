//! Dates of directory indexes, with their precision and time zone as far as known.

use std::fmt;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// The time of last modification, as precise as its source states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Modified {
    /// Date and time of day; parts finer than the precision are zero.
    #[serde(with = "super::date_serde")]
    pub at: DateTime,
    /// The precision that the source gave.
    pub precision: Precision,
    /// Whether `at` is UTC: the source states UTC, or an offset that was subtracted. Otherwise the
    /// zone is unknown.
    pub utc: bool,
}

/// The finest part of a date that its source gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Precision {
    /// The day.
    Day,
    /// The minute.
    Minute,
    /// The second.
    Second,
}

const MONTHS: &str =
    "January February March April May June July August September October November December";

const WEEKDAYS: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";

/// Names of time zones whose offset depends on season and country, so that it stays unknown.
const VAGUE_ZONES: [&str; 13] = [
    "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "CET", "CEST", "BST", "JST", "EET",
];

/// The most words that a date has: `Monday, May 30, 2011 10:19 PM +0000 UTC`.
const MOST_WORDS: usize = 8;

/// A day as written, perhaps with month and day in unknown order.
#[derive(Clone, Copy)]
enum Day {
    /// Year, month and day, unambiguous.
    Known(i16, i8, i8),
    /// Two numbers and a year: American pages write the month first, others the day.
    Doubtful(i8, i8, i16),
}

/// A time of day as written; a 12-hour one may still lack its AM or PM.
struct Clock {
    hour: i8,
    minute: i8,
    second: Option<i8>,
    /// Minutes to subtract to get UTC, if the text states an offset.
    offset: Option<i16>,
}

impl Modified {
    /// Parses a text that is a date with a time of day, in any of the forms of [`Modified::read`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_cell(text).filter(|date| date.precision != Precision::Day)
    }

    /// Parses a day without a time: `2021-03-16`.
    pub fn parse_day(text: &str) -> Option<Self> {
        Self::parse_cell(text).filter(|date| date.precision == Precision::Day)
    }

    /// Parses a text that is a date, with or without a time of day.
    pub(super) fn parse_cell(text: &str) -> Option<Self> {
        let mut words = [""; MOST_WORDS];
        let mut count = 0;
        for word in text.split_whitespace() {
            *words.get_mut(count)? = word;
            count += 1;
        }
        let (date, used) = Self::read(&words[..count])?;
        // miniserve adds “3 months ago”.
        (used == count || words[..count].last() == Some(&"ago")).then_some(date)
    }

    /// Parses the date at the beginning of `words`; returns it with the number of words it takes.
    ///
    /// These forms are known: Apache's `2021-03-16 15:54`, its `UseOldDateFormat` `16-Mar-2021
    /// 15:54` (also nginx), lighttpd's `2021-Mar-16 15:54:00`, RFC 3339, RFC 1123, C's `ctime`, `ls
    /// -l` of files older than half a year, and those of IIS and of JavaScript's `toLocaleString`
    /// if they are unambiguous. An offset from UTC is subtracted.
    pub fn read(words: &[&str]) -> Option<(Self, usize)> {
        let mut at = usize::from(
            words
                .first()
                .is_some_and(|word| is_name(word.trim_end_matches(','), WEEKDAYS)),
        );
        let (day, used, mut time) = read_day(words.get(at..)?)?;
        at += used;
        if time.is_none()
            && let Some(read) = words.get(at).and_then(|word| read_time(word))
        {
            time = Some(read);
            at += 1;
        }
        let Some(mut time) = time else {
            return Some((Self::new(known(day, false)?, None)?, at));
        };
        let half = words.get(at).and_then(|word| match *word {
            "AM" | "am" | "a.m." => Some(false),
            "PM" | "pm" | "p.m." => Some(true),
            _ => None,
        });
        if let Some(afternoon) = half {
            at += 1;
            time.hour = of_twelve(time.hour, afternoon)?;
        }
        while let Some(word) = words.get(at)
            && (VAGUE_ZONES.contains(word) || zone(word).is_some())
        {
            at += 1;
            time.offset = time.offset.or(zone(word));
        }
        Some((Self::new(known(day, half.is_some())?, Some(&time))?, at))
    }

    fn new((year, month, day): (i16, i8, i8), time: Option<&Clock>) -> Option<Self> {
        let Some(time) = time else {
            return Some(Self {
                at: DateTime::new(year, month, day, 0, 0, 0, 0).ok()?,
                precision: Precision::Day,
                utc: false,
            });
        };
        let second = time.second.unwrap_or(0);
        let at = DateTime::new(year, month, day, time.hour, time.minute, second, 0).ok()?;
        Some(Self {
            at: to_utc(at, time.offset.unwrap_or(0))?,
            precision: if time.second.is_some() {
                Precision::Second
            } else {
                Precision::Minute
            },
            utc: time.offset.is_some(),
        })
    }
}

/// Takes an offset from UTC, in minutes, off a time.
fn to_utc(at: DateTime, offset: i16) -> Option<DateTime> {
    let offset = Offset::from_seconds(i32::from(offset) * 60).ok()?;
    Some(Offset::UTC.to_datetime(offset.to_timestamp(at).ok()?))
}

/// Returns whether a word is one of these names, in full or its first three letters.
fn is_name(word: &str, names: &str) -> bool {
    place(word, names).is_some()
}

fn place(word: &str, names: &str) -> Option<usize> {
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

/// Decides which number is the month: the first if AM or PM is written, as in America; otherwise it
/// is known only if the other number cannot be a month.
fn known(day: Day, american: bool) -> Option<(i16, i8, i8)> {
    match day {
        Day::Known(year, month, day) => Some((year, month, day)),
        Day::Doubtful(first, second, year) => match (first > 12, second > 12) {
            (true, false) => Some((year, second, first)),
            (false, true) => Some((year, first, second)),
            (false, false) if american => Some((year, first, second)),
            _ => None,
        },
    }
}

/// Reads the day at the beginning of `words`; returns it with the number of words used, and the
/// time of day if that stands within the day or is joined to it.
fn read_day(words: &[&str]) -> Option<(Day, usize, Option<Clock>)> {
    let first = *words.first()?;
    if first.starts_with(|letter: char| letter.is_ascii_digit()) {
        if let Some((day, time)) = first.split_once('T').filter(|(day, _)| day.len() == 10) {
            return Some((joined_day(day)?, 1, Some(read_time(time)?)));
        }
        if let Some(day) = joined_day(first.trim_end_matches(',')) {
            return Some((day, 1, None));
        }
        // 23 Feb 2019
        let month = month(words.get(1)?)?;
        let year = year(words.get(2)?.trim_end_matches(','))?;
        return Some((Day::Known(year, month, small(first)?), 3, None));
    }
    let month = month(first.trim_end_matches('.'))?;
    let day = small(words.get(1)?.trim_end_matches(','))?;
    let third = *words.get(2)?;
    if let Some(year) = year(third.trim_end_matches(',')) {
        // Feb 23, 2019
        return Some((Day::Known(year, month, day), 3, None));
    }
    // Feb 23 10:46:38 2019
    let mut time = read_time(third).filter(|time| time.second.is_some())?;
    let after = *words.get(3)?;
    if year(after).is_none() {
        // Java writes the zone before the year: Feb 23 10:46:38 UTC 2019
        if !VAGUE_ZONES.contains(&after) {
            time.offset = Some(zone(after)?);
        }
        return Some((Day::Known(year(words.get(4)?)?, month, day), 5, Some(time)));
    }
    Some((Day::Known(year(words.get(3)?)?, month, day), 4, Some(time)))
}

/// Reads a day in one word: `2021-03-16`, `16-Mar-2021`, `2021-Mar-16`, `2021/03/16`, `16.03.2021`, `3/16/2021`, `16Mar2021`.
fn joined_day(word: &str) -> Option<Day> {
    let mut parts = word.split(['-', '/', '.']);
    let (first, second, third) = (parts.next()?, parts.next(), parts.next());
    let (Some(second), Some(third), None) = (second, third, parts.next()) else {
        let (day, rest) = word.split_at_checked(2)?;
        let (name, digits) = rest.split_at_checked(3)?;
        return Some(Day::Known(year(digits)?, month(name)?, small(day)?));
    };
    if let Some(month) = month(second) {
        return Some(match year(first) {
            Some(year) => Day::Known(year, month, small(third)?),
            None => Day::Known(year(third)?, month, small(first)?),
        });
    }
    let second = small(second)?;
    if let Some(year) = year(first) {
        return Some(Day::Known(year, second, small(third)?));
    }
    let (first, year) = (small(first)?, year(third)?);
    Some(if word.contains('/') {
        Day::Doubtful(first, second, year)
    } else {
        Day::Known(year, second, first)
    })
}

/// Reads `10:46`, `10:46:38`, with a fraction and a zone: `10:46:38.5Z`, `10:46:38+01:00`.
fn read_time(word: &str) -> Option<Clock> {
    let end = word.find(['Z', '+', '-']).unwrap_or(word.len());
    let (clock, zone) = word.split_at(end);
    let offset = match zone {
        "" => None,
        "Z" => Some(0),
        _ => Some(offset(zone)?),
    };
    let clock = match clock.split_once('.') {
        Some((clock, fraction)) if is_digits(fraction) => clock,
        Some(_) => return None,
        None => clock,
    };
    let mut parts = clock.split(':');
    let (hour, minute) = (small(parts.next()?)?, two(parts.next()?)?);
    let second = match parts.next() {
        None => None,
        Some(second) => Some(two(second)?),
    };
    if parts.next().is_some() {
        return None;
    }
    Some(Clock {
        hour,
        minute,
        second,
        offset,
    })
}

/// Reads a word that states a zone, as offset from UTC in minutes.
fn zone(word: &str) -> Option<i16> {
    match word {
        "UTC" | "GMT" | "Z" | "(UTC)" => Some(0),
        _ => offset(word),
    }
}

/// Reads `+01:00` or `-0500` as minutes.
fn offset(word: &str) -> Option<i16> {
    let digits = word.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None => digits.split_at_checked(2)?,
    };
    let minutes =
        i16::from(two(hours).filter(|hours| *hours < 24)?) * 60 + i16::from(two(minutes)?);
    Some(if word.starts_with('-') {
        -minutes
    } else {
        minutes
    })
}

fn of_twelve(hour: i8, afternoon: bool) -> Option<i8> {
    (1..=12)
        .contains(&hour)
        .then(|| hour % 12 + if afternoon { 12 } else { 0 })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a year in which a file may have been written.
fn year(text: &str) -> Option<i16> {
    (text.len() == 4 && is_digits(text))
        .then(|| text.parse().ok())
        .flatten()
        .filter(|year| (1900..2200).contains(year))
}

/// Reads a number of one or two digits.
fn small(text: &str) -> Option<i8> {
    (text.len() <= 2 && is_digits(text))
        .then(|| text.parse().ok())
        .flatten()
}

/// Reads a number of exactly two digits.
fn two(text: &str) -> Option<i8> {
    (text.len() == 2).then(|| small(text)).flatten()
}

/// Writes ISO 8601 to the precision of the source, with `Z` only if the time is known to be UTC.
impl fmt::Display for Modified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = &self.at;
        write!(f, "{:04}-{:02}-{:02}", at.year(), at.month(), at.day())?;
        if self.precision != Precision::Day {
            write!(f, "T{:02}:{:02}", at.hour(), at.minute())?;
        }
        if self.precision == Precision::Second {
            write!(f, ":{:02}", at.second())?;
        }
        f.write_str(if self.utc { "Z" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        Modified::parse_cell(text).map(|date| date.to_string())
    }

    #[test]
    fn the_forms_of_servers_and_tables_are_read_to_their_precision() {
        for (text, expected) in [
            ("2021-03-16 15:54", "2021-03-16T15:54"),
            (" 16-Mar-2021 15:54  ", "2021-03-16T15:54"),
            ("2010-02-24 10:35:46", "2010-02-24T10:35:46"),
            ("Wed Feb  3 10:35:46 2010", "2010-02-03T10:35:46"),
            ("2019-Feb-23 05:46:38", "2019-02-23T05:46:38"),
            ("2019-Feb-23 10:46", "2019-02-23T10:46"),
            ("Sat, 23 Feb 2019 10:46:38 GMT", "2019-02-23T10:46:38Z"),
            ("2019-02-23T10:46:38Z", "2019-02-23T10:46:38Z"),
            (" 2019-02-23T10:46:38.123456Z", "2019-02-23T10:46:38Z"),
            ("2019-02-23T10:46:38.5-05:00", "2019-02-23T15:46:38Z"),
            ("2019-02-23 10:46:38 +0000 UTC", "2019-02-23T10:46:38Z"),
            ("2019-02-23 00:10 +0100", "2019-02-22T23:10Z"),
            ("2019-02-23 10:46 EST", "2019-02-23T10:46"),
            ("2/23/2019 5:46:38 AM", "2019-02-23T05:46:38"),
            ("2/3/2019, 12:46:38 AM", "2019-02-03T00:46:38"),
            ("2/3/2019 12:46 PM", "2019-02-03T12:46"),
            ("23/02/2019 05:46", "2019-02-23T05:46"),
            ("19.10.2015 07:05", "2015-10-19T07:05"),
            ("2019/02/23 05:46", "2019-02-23T05:46"),
            ("08Aug2018 04:08", "2018-08-08T04:08"),
            ("Mon May 06 07:08:09 UTC 2024", "2024-05-06T07:08:09Z"),
            ("Mon May 06 07:08:09 CEST 2024", "2024-05-06T07:08:09"),
            (
                "2024-05-06 07:08:09 +00:00 3 months ago",
                "2024-05-06T07:08:09Z",
            ),
            ("Feb 23  2019", "2019-02-23"),
            ("Feb 23, 2019, 10:06:38 AM", "2019-02-23T10:06:38"),
            ("Monday, May 30, 2011 10:19 PM", "2011-05-30T22:19"),
            ("27-Oct-2015 17:38", "2015-10-27T17:38"),
            ("2021-03-16", "2021-03-16"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(Modified::parse("2021-03-16"), None, "no time of day");
        assert!(Modified::parse_day("2021-03-16").is_some());
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "-",
            "2021-02-30 10:00",
            "2021-13-01 10:00",
            "2021-03-16 24:00",
            "21-03-16 10:00",
            "2021-03-16 10:00:00:00",
            "2021-03-16 10:00 x",
            "+021-03-16 10:00",
            "16-Mär-2021 10:00",
            "1.2G 2019-01-01",
            "2/3/2019 05:46",
            "2019-02-23 13:00 PM",
            "2019-02-23T10:46:38.x",
            "1.2.3",
            "10:46",
            "Feb 23 10:46",
            "May",
            "12345678",
            "a b c d e f g h i j",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
    }
}
