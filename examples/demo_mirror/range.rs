//! Conditional and range requests, after RFC 9110 sections 13 and 14.

use std::time::SystemTime;

use axum::http::{HeaderMap, header};

/// What the headers of a request ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// The whole file: 200.
    Whole,
    /// These bytes, the first and the one after the last: 206.
    Part(u64, u64),
    /// Bytes that do not exist: 416.
    Beyond,
    /// Nothing, for the client's copy is the same: 304.
    Unchanged,
}

/// Returns the validator of a file in Apache's form: size and time of change in hexadecimal.
pub(crate) fn etag(size: u64, modified: SystemTime) -> String {
    let micros = modified
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |time| time.as_micros());
    format!("\"{size:x}-{micros:x}\"")
}

/// Works out what a request for a file wants.
///
/// Several ranges at once are answered with the whole file, as a server may.
pub(crate) fn wish(headers: &HeaderMap, size: u64, modified: SystemTime) -> Wish {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &axum::http::HeaderValue| value.to_str().ok())
    };
    let etag = etag(size, modified);
    if let Some(tags) = text(header::IF_NONE_MATCH) {
        if tags
            .split(',')
            .any(|tag| matches!(tag.trim(), "*") || tag.trim().trim_start_matches("W/") == etag)
        {
            return Wish::Unchanged;
        }
    } else if text(header::IF_MODIFIED_SINCE)
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .is_some_and(|since| modified <= since)
    {
        return Wish::Unchanged;
    }
    let Some(range) = text(header::RANGE) else {
        return Wish::Whole;
    };
    if text(header::IF_RANGE)
        .is_some_and(|known| known != etag && known != httpdate::fmt_http_date(modified))
    {
        return Wish::Whole;
    }
    part(range, size)
}

fn part(range: &str, size: u64) -> Wish {
    use http_range_header::{EndPosition, StartPosition};
    let Ok(parsed) = http_range_header::parse_range_header(range) else {
        return Wish::Whole;
    };
    let [only] = parsed.ranges.as_slice() else {
        return Wish::Whole;
    };
    if let (StartPosition::Index(first), EndPosition::Index(last)) = (only.start, only.end)
        && last < first
    {
        return Wish::Whole;
    }
    match parsed
        .validate(size)
        .ok()
        .and_then(|ranges| ranges.first().cloned())
    {
        Some(bytes) => Wish::Part(*bytes.start(), bytes.end() + 1),
        None => Wish::Beyond,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(header::HeaderName, &str)]) -> Wish {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(name, value.parse().expect("a header value"));
        }
        wish(&headers, 100, SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn ranges_are_answered_as_apache_answers_them() {
        for (range, expected) in [
            ("bytes=3-9", Wish::Part(3, 10)),
            ("bytes=90-", Wish::Part(90, 100)),
            ("bytes=-5", Wish::Part(95, 100)),
            ("bytes=0-500", Wish::Part(0, 100)),
            ("bytes=100-", Wish::Beyond),
            ("bytes=5-2", Wish::Whole),
            ("bytes=0-1,5-6", Wish::Whole),
            ("lines=1-2", Wish::Whole),
        ] {
            assert_eq!(asked(&[(header::RANGE, range)]), expected, "{range}");
        }
    }

    #[test]
    fn a_changed_file_is_sent_whole() {
        let now = etag(100, SystemTime::UNIX_EPOCH);
        let range = (header::RANGE, "bytes=1-");
        assert_eq!(
            asked(&[range.clone(), (header::IF_RANGE, "\"old\"")]),
            Wish::Whole
        );
        assert_eq!(
            asked(&[range, (header::IF_RANGE, &now)]),
            Wish::Part(1, 100)
        );
        assert_eq!(asked(&[(header::IF_NONE_MATCH, &now)]), Wish::Unchanged);
    }
}
