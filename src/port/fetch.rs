//! Reading from a mirror over HTTP.

use super::future::LocalFuture;

/// Makes GET requests.
pub trait Fetch {
    /// Starts a request, without credentials and past the browser's cache where it can be asked to.
    ///
    /// Any status is an `Ok`: see [`Head::status`]. Redirects are followed; [`Head::url`] says where they led.
    fn get(&self, url: &str) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>>;

    /// Starts a request for the bytes `first` to `last`, both included, counted from 0 (`Range: bytes=first-last`).
    ///
    /// As [`Fetch::get`]; a server that honours it answers with status 206, one that does not with 200 and the whole file.
    fn get_range(
        &self,
        url: &str,
        first: u64,
        last: u64,
    ) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>>;
}

/// An answer whose body has not been read yet.
pub trait Body {
    /// Returns what came before the body.
    fn head(&self) -> &Head;

    /// Returns the next bytes, never none at all; nothing at the end.
    ///
    /// The end says only that the connection closed in order. Count the bytes.
    fn next_chunk(&mut self) -> LocalFuture<'_, Result<Option<Vec<u8>>, FetchError>>;
}

/// What comes before the body. CORS can hide any header, so that nothing means "not readable", not "absent".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// HTTP status.
    pub status: u16,
    /// The address that answered, after redirects.
    pub url: String,
    /// Media type with parameters, as sent.
    pub content_type: Option<String>,
    /// Promised length of the body in bytes, as it travels.
    pub content_length: Option<u64>,
    /// How the body is packed for travel; then `content_length` is not its length.
    pub content_encoding: Option<String>,
    /// Seconds that the server asks to wait before the next request (`Retry-After`).
    pub retry_after: Option<u32>,
}

impl Head {
    /// Refuses an answer whose status is no success.
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

    /// Says whether the body is a web page.
    pub fn is_html(&self) -> bool {
        self.content_type.as_deref().is_some_and(|text| {
            text.trim_start()
                .to_ascii_lowercase()
                .starts_with("text/html")
        })
    }

    /// Returns the length of the body as it will be read; nothing if unknown.
    pub fn body_length(&self) -> Option<u64> {
        match self.content_encoding.as_deref() {
            None | Some("" | "identity") => self.content_length,
            Some(_) => None,
        }
    }
}

/// Why nothing, or not all, came.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// No answer that the page may read. A browser does not tell a network fault from a server that does not allow web pages (CORS).
    #[error("the server is unreachable or does not allow web pages to read it")]
    Unreachable,
    /// The server answered with a status that is no success.
    #[error("the server answered with status {status}")]
    Status {
        /// HTTP status.
        status: u16,
        /// Seconds that it asks to wait, if it says so where a page may read it.
        retry_after: Option<u32>,
    },
    /// The answer came from another site than the one that was asked.
    #[error("the server sent the request on to {to}")]
    MovedElsewhere {
        /// Where it led.
        to: String,
    },
    /// The body is longer than the reader takes.
    #[error("the answer is longer than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The connection broke after that many bytes.
    #[error("the connection broke after {got} bytes")]
    Broken {
        /// Bytes that came.
        got: u64,
    },
    /// No answer began within that time.
    #[error("no answer within {seconds} seconds")]
    Timeout {
        /// How long was waited.
        seconds: u64,
    },
    /// The answer began, and then nothing more came for that long.
    #[error("nothing came for {seconds} seconds after {got} bytes")]
    Stalled {
        /// Bytes that came.
        got: u64,
        /// How long was waited.
        seconds: u64,
    },
    /// The answer comes, but so slowly that it is not waited for.
    #[error("only {got} bytes came in {seconds} seconds")]
    TooSlow {
        /// Bytes that came.
        got: u64,
        /// How long they took.
        seconds: u64,
    },
}

impl FetchError {
    /// Makes the error of a status that said nothing of when to come back.
    pub fn status(status: u16) -> Self {
        Self::Status {
            status,
            retry_after: None,
        }
    }

    /// Says whether another mirror may well give what this one did not: the fault is the mirror's, not the path's.
    pub fn is_of_the_mirror(&self) -> bool {
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

    /// Says whether the mirror as a whole gives nothing now, so that asking it for another path is not worth the wait.
    pub fn is_lasting(&self) -> bool {
        match self {
            Self::Unreachable | Self::Timeout { .. } => true,
            Self::Status { status, .. } => matches!(status, 429 | 503),
            _ => false,
        }
    }

    /// Says whether the server asks for fewer requests: 403 is how NCBI says so.
    pub fn is_throttle(&self) -> bool {
        matches!(
            self,
            Self::Status {
                status: 403 | 429 | 503,
                ..
            }
        )
    }

    /// Returns how many seconds the server asks to wait.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}
