//! Dates of `current.tree`: a fast path for the usual form, and all other forms of dates.

use jiff::civil::DateTime;

use crate::listing::{Modified, Precision};

/// A date and time of day in an unknown time zone, or in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Instant {
    year: i16,
    month: i8,
    day: i8,
    hour: i8,
    minute: i8,
    second: i8,
}

impl Instant {
    /// Parses a date with a time of day, like [`Modified::parse`].
    pub(super) fn read(text: &str) -> Option<Self> {
        Self::usual(text).or_else(|| Modified::parse(text).map(Self::from))
    }

    /// Parses `YYYY-MM-DD HH:MM:SS`; `None` for other forms.
    fn usual(text: &str) -> Option<Self> {
        let text: &[u8; 19] = text.as_bytes().try_into().ok()?;
        let marks = [text[4], text[7], text[10], text[13], text[16]];
        if marks != *b"-- ::" {
            return None;
        }
        let two = |at: usize| match [text[at], text[at + 1]] {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
                i8::try_from((tens - b'0') * 10 + (ones - b'0')).ok()
            }
            _ => None,
        };
        let year = i16::from(two(0)?) * 100 + i16::from(two(2)?);
        let (month, day) = (two(5)?, two(8)?);
        let (hour, minute, second) = (two(11)?, two(14)?, two(17)?);
        // Days beyond 28 and unlikely years are left to the calendar's own parser.
        let fits =
            (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=28).contains(&day);
        (fits && hour < 24 && minute < 60 && second < 60).then_some(Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
        })
    }

    /// Returns the seconds since 1970, as if the time were UTC.
    pub(super) fn seconds(self) -> i64 {
        // Years begin in March, so that the leap day is the last.
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let year = if month < 3 { year - 1 } else { year };
        let month = (month + 9) % 12;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        // 719,469 days lie between the first of March of year 0 and the day before the first of 1970.
        let days = year * 365 + leap_days + (month * 153 + 2) / 5 + i64::from(self.day) - 719_469;
        let time = (i64::from(self.hour) * 60 + i64::from(self.minute)) * 60;
        days * 86_400 + time + i64::from(self.second)
    }
}

/// Parses a date with a time of day like [`Modified::parse`], but faster.
pub(super) fn modified(text: &str) -> Option<Modified> {
    let Some(date) = Instant::usual(text) else {
        return Modified::parse(text);
    };
    let at = DateTime::new(
        date.year,
        date.month,
        date.day,
        date.hour,
        date.minute,
        date.second,
        0,
    );
    Some(Modified {
        at: at.ok()?,
        precision: Precision::Second,
        utc: false,
    })
}

impl From<Modified> for Instant {
    fn from(date: Modified) -> Self {
        Self {
            year: date.at.year(),
            month: date.at.month(),
            day: date.at.day(),
            hour: date.at.hour(),
            minute: date.at.minute(),
            second: date.at.second(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_those_since_1970() {
        for (text, seconds) in [
            ("1970-01-01 00:00:00", Some(0)),
            ("1969-12-31 23:59:59", Some(-1)),
            ("2000-02-29 12:00:00", Some(951_825_600)),
            ("2010-02-24 10:35:46", Some(1_267_007_746)),
            ("2024-12-31 23:59:59", Some(1_735_689_599)),
            ("2100-03-01 00:00:00", Some(4_107_542_400)),
            ("Wed Feb 24 10:35:46 2010", Some(1_267_007_746)),
            ("2010-02-24 10:35", Some(1_267_007_700)),
            ("2010-02-30 10:35:46", None),
            ("2010-13-01 10:35:46", None),
            ("2010-12-01 24:00:00", None),
            ("2010-12-0a 10:00:00", None),
            ("2010-12-)1 10:00:00", None),
            ("2010-12-01", None),
            ("", None),
        ] {
            assert_eq!(Instant::read(text).map(Instant::seconds), seconds, "{text}");
            assert_eq!(modified(text), Modified::parse(text), "{text}");
        }
    }
}
