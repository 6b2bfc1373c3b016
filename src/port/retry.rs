//! The header `Retry-After`.

use jiff::fmt::rfc2822::DateTimeParser;

const HTTP_DATE: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

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
    let date = text
        .ends_with(" GMT")
        .then(|| HTTP_DATE.parse_timestamp(text));
    u64::try_from(date?.ok()?.as_second()).ok()
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
