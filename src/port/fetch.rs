//! HTTP GET requests, and the header `Retry-After` of their answers.

use std::time::{Duration, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::clock::LocalFuture;

/// Makes GET requests.
pub trait Fetch {
    /// Starts a request without credentials, and past the browser's cache where that is possible.
    ///
    /// Any status is an `Ok`: see [`Head::status`]. Redirects are followed; [`Head::url`] is where they led.
    fn get(&self, url: &str) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>>;

    /// Starts a request for the bytes `first` to `last`, both included, counted from 0 (`Range: bytes=first-last`).
    ///
    /// Otherwise like [`Fetch::get`]. A server that honours ranges answers with status 206, any other with 200 and the whole
    /// file.
    fn get_range(
        &self,
        url: &str,
        first: u64,
        last: u64,
    ) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>>;
}

/// A response whose body has not been read yet.
pub trait Body {
    /// Returns the status and the headers.
    fn head(&self) -> &Head;

    /// Returns the next bytes, at least one; nothing at the end.
    ///
    /// The end means only that the connection closed in order: a caller has to count the bytes.
    fn next_chunk(&mut self) -> LocalFuture<'_, Result<Option<Vec<u8>>, FetchError>>;
}

/// Status and headers of a response. CORS can hide any header, so `None` means "not readable", not "absent".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// HTTP status.
    pub status: u16,
    /// Address of the response, after redirects.
    pub url: String,
    /// Media type with parameters, as sent.
    pub content_type: Option<String>,
    /// Length of the body in bytes as it travels (`Content-Length`).
    pub content_length: Option<u64>,
    /// Compression of the body as it travels (`Content-Encoding`); `content_length` is then not the body's length.
    pub content_encoding: Option<String>,
    /// Which part of the file the body is (`Content-Range`).
    pub content_range: Option<String>,
    /// The version of the file (`ETag`).
    pub etag: Option<String>,
    /// When the file was last changed (`Last-Modified`).
    pub last_modified: Option<String>,
    /// Seconds to wait before the next request (`Retry-After`).
    pub retry_after: Option<u32>,
}

impl Head {
    /// Checks that the status is a success.
    ///
    /// # Errors
    ///
    /// [`FetchError::Status`] for any status but 2xx.
    pub fn success(&self) -> Result<(), FetchError> {
        if (200..300).contains(&self.status) {
            Ok(())
        } else {
            Err(self.refusal())
        }
    }

    /// Returns the status as an error.
    pub fn refusal(&self) -> FetchError {
        FetchError::Status {
            status: self.status,
            retry_after: self.retry_after,
        }
    }

    /// Returns whether the body is a web page.
    pub fn is_html(&self) -> bool {
        self.content_type.as_deref().is_some_and(|text| {
            text.trim_start()
                .to_ascii_lowercase()
                .starts_with("text/html")
        })
    }

    /// Returns the length of the body as it is read, decompressed; nothing if unknown.
    pub fn body_length(&self) -> Option<u64> {
        match self.content_encoding.as_deref() {
            None | Some("" | "identity") => self.content_length,
            Some(_) => None,
        }
    }
}

/// Why a response did not come, or not all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// No response that the page may read. A browser does not tell a network fault from a server that does not allow web pages
    /// (CORS).
    #[error("the server is unreachable or does not allow web pages to read it")]
    Unreachable,
    /// A status that is no success.
    #[error("the server answered with status {status}")]
    Status {
        /// HTTP status.
        status: u16,
        /// Seconds to wait, if the server says so where a page may read it.
        retry_after: Option<u32>,
    },
    /// A redirect to another site than the one that was asked.
    #[error("the server sent the request on to {to}")]
    MovedElsewhere {
        /// Address that answered.
        to: String,
    },
    /// A body longer than the reader accepts.
    #[error("the answer is longer than {limit} bytes")]
    TooLarge {
        /// Limit in bytes.
        limit: u64,
    },
    /// A connection that broke within the body.
    #[error("the connection broke after {got} bytes")]
    Broken {
        /// Bytes received.
        got: u64,
    },
    /// No response began.
    #[error("no answer within {seconds} seconds")]
    Timeout {
        /// Seconds waited.
        seconds: u64,
    },
    /// A response that began, and of which nothing more came.
    #[error("nothing came for {seconds} seconds after {got} bytes")]
    Stalled {
        /// Bytes received.
        got: u64,
        /// Seconds waited.
        seconds: u64,
    },
    /// A response that comes too slowly to wait for.
    #[error("only {got} bytes came in {seconds} seconds")]
    TooSlow {
        /// Bytes received.
        got: u64,
        /// Seconds that they took.
        seconds: u64,
    },
}

impl FetchError {
    /// Makes the error of a status without `Retry-After`.
    pub fn status(status: u16) -> Self {
        Self::Status {
            status,
            retry_after: None,
        }
    }

    /// Returns whether another mirror may succeed: the fault is the mirror's, not the path's.
    pub fn is_mirror_fault(&self) -> bool {
        match self {
            Self::Status { status, .. } => !matches!(status, 404 | 410),
            Self::TooLarge { .. } => false,
            Self::Unreachable
            | Self::MovedElsewhere { .. }
            | Self::Broken { .. }
            | Self::Timeout { .. }
            | Self::Stalled { .. }
            | Self::TooSlow { .. } => true,
        }
    }

    /// Returns whether the mirror as a whole is out of service, so that requests for other paths would fail too.
    pub fn is_outage(&self) -> bool {
        match self {
            Self::Unreachable | Self::Timeout { .. } => true,
            Self::Status { status, .. } => matches!(status, 429 | 503),
            _ => false,
        }
    }

    /// Returns whether the server may be asking for fewer requests; NCBI says so by 403.
    pub fn is_throttled(&self) -> bool {
        matches!(
            self,
            Self::Status {
                status: 403 | 429 | 503,
                ..
            }
        )
    }

    /// Returns the seconds that the server asks to wait.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

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
    use proptest::prelude::*;

    use super::*;

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
