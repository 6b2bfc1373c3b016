//! Blocking HTTP client: GET with redirects, time-outs and named errors.

use std::io::{self, Read};
use std::ops::Range;
use std::time::{Duration, Instant};

use ureq::http::{HeaderMap, Response, StatusCode, header};
use ureq::{Agent, Body, Timeout};
use url::Url;

use super::s3;
use crate::port::retry_after;

/// Longest silence of a server: while connecting, before its response, and between two chunks.
const SILENCE: Duration = Duration::from_secs(30);

/// Largest number of redirects followed.
const REDIRECTS: usize = 10;

/// Bytes of an error page that are examined.
const ERROR_LOOKED_AT: u64 = 8 << 10;

/// User agent, so that a site's operator can identify the program.
const USER_AGENT: &str = concat!("igsr-fetch/", env!("CARGO_PKG_VERSION"));

/// HTTP client with pooled connections. Cheap to clone; clones share the pool.
#[derive(Clone, Debug)]
pub(super) struct Client {
    agent: Agent,
    follow_other_host: bool,
    /// When all requests must be over.
    deadline: Option<Instant>,
}

/// A successful answer whose body has not been read yet.
pub(super) struct HttpResponse {
    /// Final URL, after redirects.
    pub(super) url: Url,
    /// Content type, as sent.
    pub(super) content_type: Option<String>,
    /// Whether it is the requested range (status 206).
    pub(super) is_part: bool,
    /// Decoded body.
    pub(super) body: Box<dyn Read>,
}

/// Reason why a request failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum HttpError {
    /// The host name cannot be resolved.
    #[error("the host {0} is not found (DNS)")]
    UnknownHost(String),
    /// The server fell silent.
    #[error("the server was silent for {} s", SILENCE.as_secs())]
    Silent,
    /// It was not over within the time that was given.
    #[error("the time given by --max-time was over")]
    Time,
    /// The connection was refused, reset or closed.
    #[error("the connection failed: {0}")]
    Connection(String),
    /// A permanent error of TLS, HTTP or the proxy.
    #[error("the request failed: {0}")]
    Request(String),
    /// An error status.
    #[error(transparent)]
    Status(#[from] Status),
    /// A redirect to another host.
    #[error("it is redirected to another site, {to}; to follow, add --follow-other-host")]
    OtherHost {
        /// Target of the redirect.
        to: String,
    },
    /// A redirect to a URL that is not HTTP(S) or holds a password.
    #[error("it is redirected to {to}, which cannot be followed")]
    BadRedirect {
        /// As sent.
        to: String,
    },
    /// A response longer than any file of its kind.
    #[error("the answer is longer than {0} bytes")]
    TooLong(u64),
    /// A response with another range than requested.
    #[error("the server sent {found} bytes, not the {asked} that were asked for")]
    OtherRange {
        /// Bytes requested.
        asked: u64,
        /// Bytes received.
        found: u64,
    },
    /// Too many redirects.
    #[error("it was redirected {REDIRECTS} times")]
    Redirects,
}

/// An error status.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the server answered {code}{}{}{}", spaced(reason), after(*retry_after), note)]
pub(super) struct Status {
    /// HTTP status code.
    pub(super) code: u16,
    /// Reason phrase.
    pub(super) reason: &'static str,
    /// Wait that the server asks for (`Retry-After`).
    pub(super) retry_after: Option<Duration>,
    /// Advice, for example the right request for a storage service.
    pub(super) note: String,
}

fn spaced(reason: &str) -> String {
    if reason.is_empty() {
        String::new()
    } else {
        format!(" ({reason})")
    }
}

fn after(wait: Option<Duration>) -> String {
    wait.map_or_else(String::new, |wait| {
        format!(", and asks to wait {} s (Retry-After)", wait.as_secs())
    })
}

impl Client {
    /// Creates a client; `follow_other_host` allows redirects to other hosts.
    pub(super) fn new(follow_other_host: bool) -> Self {
        let config = Agent::config_builder()
            .user_agent(USER_AGENT)
            .accept("text/html, application/xhtml+xml, */*;q=0.8")
            .http_status_as_error(false)
            // Redirects are followed here, because each step is checked.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(SILENCE))
            .timeout_connect(Some(SILENCE))
            .timeout_recv_response(Some(SILENCE))
            .timeout_per_read(Some(SILENCE))
            .timeout_per_write(Some(SILENCE))
            .build();
        Self {
            agent: config.into(),
            follow_other_host,
            deadline: None,
        }
    }

    /// Ends each request at this time, also within its body, with [`HttpError::Time`].
    pub(super) fn until(self, deadline: Option<Instant>) -> Self {
        Self { deadline, ..self }
    }

    /// Sends a GET request.
    pub(super) fn get(&self, url: &Url) -> Result<HttpResponse, HttpError> {
        self.ask(url, None)
    }

    /// Requests a byte range. A server may send everything; see [`HttpResponse::is_part`].
    pub(super) fn get_part(
        &self,
        url: &Url,
        bytes: &Range<u64>,
    ) -> Result<HttpResponse, HttpError> {
        self.ask(url, Some(bytes))
    }

    fn ask(&self, url: &Url, bytes: Option<&Range<u64>>) -> Result<HttpResponse, HttpError> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            let left = self
                .deadline
                .map(|deadline| deadline.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Err(HttpError::Time);
            }
            let request = self.agent.get(url.as_str());
            let mut request = request.config().timeout_global(left).build();
            if let Some(Range { start, end }) = bytes {
                // A range of a compressed body would be a range of compressed bytes.
                request = request
                    .header(
                        header::RANGE,
                        format!("bytes={start}-{}", end.saturating_sub(1)),
                    )
                    .header(header::ACCEPT_ENCODING, "identity");
            }
            let response = request
                .call()
                .map_err(|error| HttpError::from_client(error, &url))?;
            let code = response.status();
            let location = text_of(response.headers(), &header::LOCATION);
            match location {
                _ if code.is_success() => return Ok(HttpResponse::new(url, response)),
                Some(location) if code.is_redirection() => url = self.step(&url, &location)?,
                _ => return Err(HttpError::Status(Status::of(response, &url))),
            }
        }
        Err(HttpError::Redirects)
    }

    /// Returns the target of a redirect, if it may be followed.
    fn step(&self, from: &Url, location: &str) -> Result<Url, HttpError> {
        let to = from
            .join(location)
            .ok()
            .filter(|to| matches!(to.scheme(), "http" | "https"))
            .filter(|to| to.username().is_empty() && to.password().is_none())
            .ok_or_else(|| HttpError::BadRedirect {
                to: location.to_owned(),
            })?;
        if !self.follow_other_host && !is_same_site(from, &to) {
            return Err(HttpError::OtherHost { to: to.into() });
        }
        Ok(to)
    }
}

/// Returns whether a redirect stays on the site: the same scheme, host and port, or from `http` to the host's `https`.
fn is_same_site(from: &Url, to: &Url) -> bool {
    let upgraded = from.scheme() == "http"
        && to.scheme() == "https"
        && from.port().is_none()
        && to.port().is_none()
        && from.host() == to.host();
    upgraded || from.origin() == to.origin()
}

fn text_of(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

impl HttpResponse {
    fn new(url: Url, response: Response<Body>) -> Self {
        Self {
            url,
            content_type: text_of(response.headers(), &header::CONTENT_TYPE),
            is_part: response.status() == StatusCode::PARTIAL_CONTENT,
            body: Box::new(response.into_body().into_reader()),
        }
    }
}

impl HttpError {
    fn from_client(error: ureq::Error, url: &Url) -> Self {
        match error {
            ureq::Error::HostNotFound => {
                Self::UnknownHost(url.host_str().unwrap_or_default().to_owned())
            }
            ureq::Error::Timeout(Timeout::Global) => Self::Time,
            ureq::Error::Timeout(_) => Self::Silent,
            // The system's resolver has no error kind of its own in the standard library, only these words.
            ureq::Error::Io(error) if error.to_string().contains("failed to lookup address") => {
                Self::UnknownHost(url.host_str().unwrap_or_default().to_owned())
            }
            ureq::Error::Io(error) => Self::from_io(&error),
            ureq::Error::ConnectionFailed => Self::Connection("it could not be made".to_owned()),
            other => Self::Request(other.to_string()),
        }
    }

    /// Names an error within the body.
    pub(super) fn from_io(error: &io::Error) -> Self {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        if let Some(ureq::Error::Timeout(Timeout::Global)) = inner {
            return Self::Time;
        }
        match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::Silent,
            io::ErrorKind::UnexpectedEof => Self::Connection("it was closed too early".to_owned()),
            _ => Self::Connection(error.to_string()),
        }
    }
}

impl Status {
    fn of(response: Response<Body>, url: &Url) -> Self {
        let code = response.status();
        let now = u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or(0);
        let retry_after = text_of(response.headers(), &header::RETRY_AFTER)
            .and_then(|text| retry_after(&text, now))
            .map(|seconds| Duration::from_secs(seconds.into()));
        let mut page = Vec::new();
        // The body only adds a storage service's message; without it the status stands alone.
        let _ = response
            .into_body()
            .into_reader()
            .take(ERROR_LOOKED_AT)
            .read_to_end(&mut page);
        Self {
            code: code.as_u16(),
            reason: code.canonical_reason().unwrap_or_default(),
            retry_after,
            note: s3::advice(url, &String::from_utf8_lossy(&page)).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_stays_on_its_site_or_goes_from_http_to_https() {
        let url = |text| Url::parse(text).expect("a URL");
        for (from, to, same) in [
            ("http://h/a", "http://h/a/", true),
            ("http://h/a", "https://h/a", true),
            ("https://h/a", "http://h/a", false),
            ("http://h:8080/a", "https://h/a", false),
            ("http://h:8080/a", "http://h:8081/a", false),
            ("https://h/", "https://h.evil/", false),
        ] {
            assert_eq!(is_same_site(&url(from), &url(to)), same, "{from} {to}");
        }
    }
}
