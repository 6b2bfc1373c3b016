//! Dates of directory indexes, with their precision and time zone as far as known.

use std::fmt;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::clock::{
    Clock, VAGUE_ZONES, half_at, half_of, in_hours, is_day_part, is_unit, is_word, of_twelve,
    read_clock, zone,
};
use super::day::{Day, DayOrder, is_weekday, read_day};

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

/// The most words that a date has: `Monday, May 30, 2011 10:19 PM +0000 UTC`.
const MOST_WORDS: usize = 8;

/// A text that has the form of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateText {
    /// The date.
    Known(Modified),
    /// Day and month are two numbers of which either may be the month.
    Numeric(NumericDate),
    /// A date that lacks its year or its century.
    Unclear,
}

/// A date such as `5/7/2020 1:05 PM`, whose order only other dates of the page can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumericDate {
    first: i8,
    second: i8,
    year: i16,
    clock: Option<Clock>,
    /// The default order of its form: the month first beside `AM` and `PM` and without leading zeros, the day first with hyphens.
    default: Option<DayOrder>,
    /// Whether the year has two digits, so that the first number may be it.
    short: bool,
}

impl NumericDate {
    /// Returns the order, if one of the numbers can be no month, and the first no year.
    pub(super) fn order(&self) -> Option<DayOrder> {
        match (self.first > 12, self.second > 12) {
            (true, false) if !self.short => Some(DayOrder::DayFirst),
            (false, true) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }

    /// Returns the date, or `None` if the order of day and month stays unknown.
    ///
    /// `page_order` is the order of the page's unambiguous dates, `None` if there are none or they contradict each other. With
    /// `allow_default` a date without any of these has the default order of its form.
    pub(super) fn resolve(
        &self,
        page_order: Option<DayOrder>,
        allow_default: bool,
    ) -> Option<Modified> {
        let same = self.first == self.second && !self.short;
        let same = same.then_some(DayOrder::DayFirst);
        let (month, day) = match self
            .order()
            .or(same)
            .or(page_order)
            .or(self.default.filter(|_| allow_default))?
        {
            DayOrder::DayFirst => (self.second, self.first),
            DayOrder::MonthFirst => (self.first, self.second),
        };
        Modified::new((self.year, month, day), self.clock.as_ref())
    }
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
        DateText::parse_cell(text)?.alone()
    }

    /// Parses the date at the beginning of `words`; returns it with the number of words it takes.
    ///
    /// These forms are known: Apache's `2021-03-16 15:54`, its `UseOldDateFormat` `16-Mar-2021
    /// 15:54` (also nginx), lighttpd's `2021-Mar-16 15:54:00`, RFC 3339, RFC 1123, C's `ctime`, `ls
    /// -l` of files older than half a year, and those of IIS and of JavaScript's `toLocaleString`
    /// if they are unambiguous. An offset from UTC is subtracted.
    pub fn read(words: &[&str]) -> Option<(Self, usize)> {
        let (date, used) = DateText::read(words)?;
        Some((date.alone()?, used))
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

impl DateText {
    /// Reads a text that has the form of a date and of nothing else.
    pub(super) fn parse_cell(text: &str) -> Option<Self> {
        let mut words = [""; MOST_WORDS];
        let mut count = 0;
        for word in text.split_whitespace() {
            *words.get_mut(count)? = word;
            count += 1;
        }
        let (date, used) = Self::read(&words[..count])?;
        match &words[used..count] {
            // miniserve adds “3 months ago”.
            [] | [.., "ago"] => Some(date),
            rest if rest.iter().all(|word| is_day_part(word)) => Some(date.without_hour()),
            // So may this word be, but no zone.
            [word] if is_word(word) && word.len() > 1 && word.ends_with(char::is_lowercase) => {
                Some(date.without_hour())
            }
            _ => None,
        }
    }

    /// Reads the date at the beginning of `words`, as [`Modified::read`] does, also one that needs other dates to be understood.
    pub(super) fn read(words: &[&str]) -> Option<(Self, usize)> {
        let mut at = usize::from(
            words
                .first()
                .is_some_and(|word| is_weekday(word.trim_end_matches(','))),
        );
        let (day, used, mut time) = read_day(words.get(at..)?)?;
        at += used;
        let mut half = None;
        if time.is_none() {
            // Some languages write the half of the day first.
            let before = words.get(at).filter(|word| is_day_part(word));
            let place = at + usize::from(before.is_some());
            if let Some((read, afternoon)) = words.get(place).and_then(|word| read_clock(word))
                && (words[place].contains(':') || !is_unit(words.get(place + 1)))
            {
                time = Some(read);
                half = before.map(|word| half_of(word)).or(afternoon.map(Some));
                at = place + 1;
            } else if let Some(read) = words.get(at..).and_then(in_hours) {
                (time, at) = (Some(read), at + 3);
            }
        }
        let Some(mut time) = time else {
            return Some((date_at(day, None, false)?, at));
        };
        if half.is_none() {
            let (read, used) = half_at(&words[at..]);
            half = read.map(Some);
            at += used;
        }
        // So Americans write it, without zeros in front; in other countries the day comes first.
        let american = matches!(words.get(at.wrapping_sub(1)), Some(&("AM" | "PM")))
            && !words[0].starts_with('0')
            && !words[0].contains("/0");
        match half {
            Some(Some(afternoon)) => match of_twelve(time.hour, afternoon) {
                Some(hour) => time.hour = hour,
                None => return Some((Self::Unclear, at)),
            },
            // It may be wrong by twelve hours.
            Some(None) if (1..=12).contains(&time.hour) => {
                return Some((date_at(day, None, false)?, at));
            }
            Some(None) | None => {}
        }
        while let Some(word) = words.get(at)
            && (VAGUE_ZONES.contains(word) || zone(word).is_some())
        {
            at += 1;
            time.offset = time.offset.or(zone(word));
        }
        Some((date_at(day, Some(time), american)?, at))
    }

    /// Returns the date as far as it is sure without other dates of the page.
    fn alone(self) -> Option<Modified> {
        match self {
            Self::Known(date) => Some(date),
            Self::Numeric(date) => date.resolve(None, true),
            Self::Unclear => None,
        }
    }

    /// Leaves out a time of day that may be wrong by twelve hours, as a word that is not known follows it.
    pub(super) fn without_hour(self) -> Self {
        let is_sure = |hour: i8| !(1..=12).contains(&hour);
        match self {
            Self::Known(date) if date.precision != Precision::Day && !is_sure(date.at.hour()) => {
                let day = (date.at.year(), date.at.month(), date.at.day());
                Modified::new(day, None).map_or(Self::Unclear, Self::Known)
            }
            Self::Numeric(date) => {
                let clock = date.clock.filter(|clock| is_sure(clock.hour));
                Self::Numeric(NumericDate { clock, ..date })
            }
            sure => sure,
        }
    }
}

/// Puts a day and a time together.
fn date_at(day: Day, clock: Option<Clock>, american: bool) -> Option<DateText> {
    Some(match day {
        Day::Known(year, month, day) => {
            DateText::Known(Modified::new((year, month, day), clock.as_ref())?)
        }
        Day::Numeric(first, second, year, default) => {
            let default = default.or(american.then_some(DayOrder::MonthFirst));
            if first.max(second) > 31 || first.min(second) > 12 || first.min(second) < 1 {
                return None;
            }
            DateText::Numeric(NumericDate {
                first,
                second,
                year,
                clock,
                default,
                short: false,
            })
        }
        Day::Short(first, second, year) => DateText::Numeric(NumericDate {
            first,
            second,
            year,
            clock,
            default: None,
            short: true,
        }),
        Day::Unclear => DateText::Unclear,
    })
}

/// Takes an offset from UTC, in minutes, off a time.
fn to_utc(at: DateTime, offset: i16) -> Option<DateTime> {
    let offset = Offset::from_seconds(i32::from(offset) * 60).ok()?;
    Some(Offset::UTC.to_datetime(offset.to_timestamp(at).ok()?))
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
