//! Dates of `current.tree`: a fast path for the usual form, and all other forms of dates.

use jiff::civil::DateTime;

use crate::listing::{Modified, Precision};

/// Parses a date with a time of day in an unknown time zone, or in UTC; like [`Modified::parse`], but faster.
pub(super) fn read(text: &str) -> Option<DateTime> {
    usual(text).or_else(|| Modified::parse(text).map(|date| date.at))
}

/// Parses a date as [`read`] does, with its precision.
pub(super) fn modified(text: &str) -> Option<Modified> {
    let Some(at) = usual(text) else {
        return Modified::parse(text);
    };
    Some(Modified {
        at,
        precision: Precision::Second,
        utc: false,
    })
}

/// Parses `YYYY-MM-DD HH:MM:SS`; `None` for other forms.
fn usual(text: &str) -> Option<DateTime> {
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
    // Unlikely years are left to the general parser.
    if !(1900..2200).contains(&year) {
        return None;
    }
    DateTime::new(year, two(5)?, two(8)?, two(11)?, two(14)?, two(17)?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::calendar::unix_seconds;

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
            assert_eq!(read(text).map(unix_seconds), seconds, "{text}");
            assert_eq!(modified(text), Modified::parse(text), "{text}");
        }
    }
}
