//! Reading from a mirror over HTTP.

use super::LocalFuture;

/// Makes GET requests.
pub trait Fetch {
    /// Starts a request, without credentials and past the browser's cache where it can be asked to.
    ///
    /// Any status is an `Ok`: see [`Head::status`]. Redirects are followed; [`Head::url`] says where they led.
    fn get(&self, url: &str) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>>;
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
}

impl Head {
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
    #[error("the server answered with status {0}")]
    Status(u16),
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
    /// Nothing came for that long.
    #[error("nothing came for {seconds} seconds")]
    Timeout {
        /// How long was waited.
        seconds: u64,
    },
}
