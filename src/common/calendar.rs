//! Dates and times of day as seconds since 1970, both in UTC.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// Returns the whole seconds from 1970-01-01 00:00:00 to a date and time; negative before.
pub fn unix_seconds(at: DateTime) -> i64 {
    at.duration_since(EPOCH).as_secs()
}

/// Returns the date and time of a number of seconds since 1970; nothing before the
/// year -9999 or after 9999-12-30, as a time must have a date in every time zone.
pub fn date_time(seconds: i64) -> Option<DateTime> {
    let at = Timestamp::from_second(seconds).ok()?;
    Some(Offset::UTC.to_datetime(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_stand_for_each_other() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00", 0),
            ("1969-12-31T23:59:59", -1),
            ("2000-02-29T12:00:00", 951_825_600),
            ("2010-02-24T10:35:46", 1_267_007_746),
            ("2100-03-01T00:00:00", 4_107_542_400),
            ("1000-01-01T00:00:00", -30_610_224_000),
            ("9999-12-30T22:00:00", 253_402_207_200),
        ] {
            let at: DateTime = text.parse().expect("a date and time");
            assert_eq!(unix_seconds(at), seconds, "{text}");
            assert_eq!(date_time(seconds), Some(at), "{text}");
        }
        assert_eq!(date_time(253_402_207_201), None);
        assert_eq!(date_time(i64::MAX), None);
    }
}
