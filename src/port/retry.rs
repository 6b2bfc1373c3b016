//! The header `Retry-After`.

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Reads `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date, which is compared with `now` (milliseconds since 1970).
///
/// Returns seconds to wait, none for a date that is over; nothing if the text is neither.
pub fn retry_after(text: &str, now: u64) -> Option<u32> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let wait = http_date(text)?.saturating_sub(now / 1000);
    Some(u32::try_from(wait).unwrap_or(u32::MAX))
}

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers may write, into seconds since 1970.
fn http_date(text: &str) -> Option<u64> {
    let (_, rest) = text.split_once(", ")?;
    let mut parts = rest.strip_suffix(" GMT")?.split(' ');
    let day = number(parts.next()?, 2)?;
    let name = parts.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? as u64;
    let year = number(parts.next()?, 4)?;
    let mut clock = parts.next()?.split(':').map(|part| number(part, 2));
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let over = parts.next().is_some() || clock.next().is_some();
    if over || year < 1970 || hour > 23 || minute > 59 || second > 60 || !(1..=31).contains(&day) {
        return None;
    }
    // Years begin in March, so that the day that comes and goes is the last one.
    let (year, month) = if month < 2 {
        (year - 1, month + 10)
    } else {
        (year, month - 2)
    };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    Some((days - 719_468) * 86_400 + hour * 3600 + minute * 60 + second)
}

fn number(text: &str, digits: usize) -> Option<u64> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn seconds_and_dates_are_read_and_nothing_else() {
        let now = 784_111_777_000;
        for (text, wait) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
            ("Sun, 06 Nov 1994 08:50:07 GMT", Some(30)),
            ("Sat, 05 Nov 1994 08:49:37 GMT", Some(0)),
            ("-1", None),
            ("1.5", None),
            ("99999999999", None),
            ("", None),
            ("soon", None),
            ("Sun, 06 Nov 1994 08:49:37 +0100", None),
            ("Sun, 00 Nov 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 25:49:37 GMT", None),
            ("Sun, 06 Nov 1694 08:49:37 GMT", None),
            ("Sunday, 06-Nov-94 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:49:37 GMT GMT", None),
        ] {
            assert_eq!(retry_after(text, now), wait, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_date_of_http_reads_back(seconds in 0..250_000_000_000_u64) {
            let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds));
            prop_assert_eq!(http_date(&date), Some(seconds), "{}", date);
        }

        #[test]
        fn no_header_is_a_panic(text in ".*", now: u64) {
            retry_after(&text, now);
        }
    }
}
