//! The header `Retry-After`.

use std::time::{Duration, UNIX_EPOCH};

/// Reads `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date, which is compared with `now` (milliseconds since 1970).
///
/// Returns seconds to wait, none for a date that is over; nothing if the text is neither.
pub fn retry_after(text: &str, now: u64) -> Option<u32> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let now = UNIX_EPOCH + Duration::from_millis(now);
    let wait = date.duration_since(now).unwrap_or_default();
    Some(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            ("Mon, 06 Nov 1994 08:50:07 GMT", None),
            // The two obsolete forms, which a recipient must read.
            ("Sunday, 06-Nov-94 08:50:07 GMT", Some(30)),
            ("Sun Nov  6 08:50:07 1994", Some(30)),
            ("Sun, 06 Nov 1994 08:49:37 GMT GMT", None),
        ] {
            assert_eq!(retry_after(text, now), wait, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_date_is_so_many_seconds_away(now in 0..249_000_000_000_u64, wait: u32) {
            let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(now + u64::from(wait)));
            prop_assert_eq!(retry_after(&date, now * 1000), Some(wait), "{}", date);
        }

        #[test]
        fn no_header_is_a_panic(text in ".*", now: u64) {
            retry_after(&text, now);
        }
    }
}
