//! Dates as directory indexes show them, with what is known of their precision and zone.

use std::fmt;

use jiff::civil::DateTime;

/// When a file was last modified, as far as its source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Modified {
    /// Date and time of day; zero beyond the precision.
    pub at: DateTime,
    /// How much of it the source gave.
    pub precision: Precision,
    /// Says whether the source itself states UTC; else the zone is unknown.
    pub utc: bool,
}

/// The last part of a date that its source gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The day.
    Day,
    /// The minute.
    Minute,
    /// The second.
    Second,
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl Modified {
    /// Reads a date and time of unknown zone in a form that servers and the site's tables use.
    ///
    /// These are Apache's own (`2021-03-16 15:54`), its `UseOldDateFormat` (`16-Mar-2021 15:54`), that of `current.tree` (with
    /// seconds), and that of C's `ctime` (`Tue Mar 16 15:54:00 2021`), which older copies of `current.tree` have.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split_ascii_whitespace();
        let first = parts.next()?;
        let second = parts.next()?;
        let (date, time) = match parts.next() {
            None => (day(first)?, second),
            Some(number) => {
                let time = parts.next()?;
                (
                    (
                        number_of(parts.next()?, 4)?,
                        month(second)?,
                        number.parse().ok()?,
                    ),
                    time,
                )
            }
        };
        if parts.next().is_some() {
            return None;
        }
        let mut clock = time.split(':');
        let (hour, minute) = (number_of(clock.next()?, 2)?, number_of(clock.next()?, 2)?);
        let (second, precision) = match clock.next() {
            None => (0, Precision::Minute),
            Some(second) => (number_of(second, 2)?, Precision::Second),
        };
        let (year, month, day) = date;
        let (hour, minute, second) = (small(hour)?, small(minute)?, small(second)?);
        let whole = clock.next().is_none();
        let at = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
        whole.then_some(Self {
            at,
            precision,
            utc: false,
        })
    }

    /// Reads a date without time of day: `2021-03-16`.
    pub fn parse_day(text: &str) -> Option<Self> {
        let (year, month, day) = day(text.trim())?;
        Some(Self {
            at: DateTime::new(year, month, day, 0, 0, 0, 0).ok()?,
            precision: Precision::Day,
            utc: false,
        })
    }
}

/// Reads `2021-03-16` or `16-Mar-2021`. Whether there is such a day is not asked here.
fn day(text: &str) -> Option<(i16, i8, i8)> {
    let mut parts = text.split('-');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    match month(second) {
        Some(month) => Some((number_of(third, 4)?, month, small(number_of(first, 2)?)?)),
        None => Some((
            number_of(first, 4)?,
            small(number_of(second, 2)?)?,
            small(number_of(third, 2)?)?,
        )),
    }
}

fn month(name: &str) -> Option<i8> {
    let at = MONTHS
        .iter()
        .position(|month| month.eq_ignore_ascii_case(name))?;
    i8::try_from(at + 1).ok()
}

/// Reads a number of just so many digits.
fn number_of(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn small(number: i16) -> Option<i8> {
    i8::try_from(number).ok()
}

/// Writes ISO 8601, to the precision of the source; `Z` only where the source states UTC.
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

    #[test]
    fn the_forms_of_servers_and_tables_are_read_to_their_precision() {
        for (text, iso) in [
            ("2021-03-16 15:54", "2021-03-16T15:54"),
            (" 16-Mar-2021 15:54  ", "2021-03-16T15:54"),
            ("2010-02-24 10:35:46", "2010-02-24T10:35:46"),
            ("Wed Feb  3 10:35:46 2010", "2010-02-03T10:35:46"),
        ] {
            assert_eq!(
                Modified::parse(text)
                    .map(|date| date.to_string())
                    .as_deref(),
                Some(iso),
                "{text}"
            );
        }
        assert_eq!(
            Modified::parse_day("2021-03-16")
                .map(|date| date.to_string())
                .as_deref(),
            Some("2021-03-16")
        );
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "-",
            "2021-03-16",
            "2021-02-30 10:00",
            "2021-13-01 10:00",
            "2021-03-16 24:00",
            "21-03-16 10:00",
            "2021-03-16 1:00",
            "2021-03-16 10:00:00:00",
            "2021-03-16 10:00 x",
            "+021-03-16 10:00",
            "16-Mär-2021 10:00",
            "1.2G 2019-01-01",
        ] {
            assert_eq!(Modified::parse(text), None, "{text}");
        }
    }
}
