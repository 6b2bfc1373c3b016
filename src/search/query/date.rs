//! Partial dates: a year, a month or a day.

use std::fmt::{self, Display};

use jiff::civil::{Date, Time};

use crate::common::calendar::unix_seconds;

/// A year, a month or a day, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Its first day.
    first: Date,
    known: Known,
}

/// The last part of a date that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Known {
    Year,
    Month,
    Day,
}

impl PartialDate {
    /// Reads `2020`, `2020-05`, `2020-05-01`, or `20200501` as directories are named; years from 1000 to 9999.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (month, day) = match bytes.len() {
            4 => (None, None),
            7 if bytes[4] == b'-' => (Some(&bytes[5..]), None),
            8 => (Some(&bytes[4..6]), Some(&bytes[6..])),
            10 if bytes[4] == b'-' && bytes[7] == b'-' => (Some(&bytes[5..7]), Some(&bytes[8..])),
            _ => return None,
        };
        let year = i16::try_from(number(&bytes[..4])?).ok()?;
        let part = |digits: Option<&[u8]>| match digits {
            Some(digits) => i8::try_from(number(digits)?).ok(),
            None => Some(1),
        };
        let known = match (month, day) {
            (None, _) => Known::Year,
            (_, None) => Known::Month,
            _ => Known::Day,
        };
        let first = Date::new(year, part(month)?, part(day)?).ok()?;
        (year >= 1000).then_some(Self { first, known })
    }

    /// Returns its first second, in seconds since 1970 UTC.
    pub fn first_second(self) -> i64 {
        unix_seconds(self.first.to_datetime(Time::midnight()))
    }

    /// Returns its last second, in seconds since 1970 UTC.
    pub fn last_second(self) -> i64 {
        let last = match self.known {
            Known::Year => self.first.last_of_year(),
            Known::Month => self.first.last_of_month(),
            Known::Day => self.first,
        };
        unix_seconds(last.at(23, 59, 59, 0))
    }
}

/// Returns whether a text is a date or the beginning of one.
pub(super) fn begins_date(text: &str) -> bool {
    ["1000-01-01", "1000-10-10", "10000101", "10001010"]
        .iter()
        .filter_map(|date| date.get(text.len()..))
        .any(|rest| PartialDate::parse(&[text, rest].concat()).is_some())
}

/// Writes as much as is known: `2020`, `2020-05` or `2020-05-01`.
impl Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.year())?;
        if self.known >= Known::Month {
            write!(f, "-{:02}", self.first.month())?;
        }
        if self.known == Known::Day {
            write!(f, "-{:02}", self.first.day())?;
        }
        Ok(())
    }
}

fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0_u16, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + u16::from(digit - b'0'))
    })
}
