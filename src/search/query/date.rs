//! Partial dates: a year, a month or a day.

use std::fmt::{self, Display};

/// Seconds in a day.
const DAY: i64 = 86_400;

/// A year, a month or a day, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: u16,
    /// 1 to 12; 0 if only the year is known.
    month: u8,
    /// From 1; 0 if only the month is known.
    day: u8,
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
        let year = number(&bytes[..4]).filter(|year| *year >= 1000)?;
        let part = |digits: Option<&[u8]>, most: u16| match digits {
            Some(digits) => number(digits).filter(|part| (1..=most).contains(part)),
            None => Some(0),
        };
        let month = part(month, 12)?;
        let day = part(day, days_of(year, month))?;
        Some(Self {
            year,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// Returns its first second, in seconds since 1970 UTC.
    pub fn first_second(self) -> i64 {
        days_before(self.year, u16::from(self.month.max(1)), self.day.max(1)) * DAY
    }

    /// Returns its last second, in seconds since 1970 UTC.
    pub fn last_second(self) -> i64 {
        let month = match self.month {
            0 => 12,
            month => u16::from(month),
        };
        let day = match self.day {
            0 => u8::try_from(days_of(self.year, month)).unwrap_or(31),
            day => day,
        };
        (days_before(self.year, month, day) + 1) * DAY - 1
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
        self.year.fmt(f)?;
        for part in [self.month, self.day] {
            if part > 0 {
                f.write_str(if part < 10 { "-0" } else { "-" })?;
                part.fmt(f)?;
            }
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

/// Returns the number of days in a month; 31 if the month is unknown.
fn days_of(year: u16, month: u16) -> u16 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// Returns the days from 1970-01-01 to a date of the Gregorian calendar.
fn days_before(year: u16, month: u16, day: u8) -> i64 {
    let last = i64::from(year) - 1;
    let leap_days = last / 4 - last / 100 + last / 400;
    let months: u16 = (1..month).map(|month| days_of(year, month)).sum();
    last * 365 + leap_days + i64::from(months) + i64::from(day) - 1 - 719_162
}
