//! HTTP: one GET at a time, with redirects, time-outs and words for what goes wrong.

use std::io::{self, Read};
use std::ops::Range;
use std::time::Duration;

use ureq::http::{HeaderMap, Response, StatusCode, header};
use ureq::{Agent, Body};
use url::Url;

use super::s3;
use crate::port::retry_after;

/// How long a server may be silent: while connecting, before its answer, and between two parts of it.
const SILENCE: Duration = Duration::from_secs(30);

/// Most redirects that are followed.
const REDIRECTS: usize = 10;

/// How much of an error page is looked at, in bytes.
const ERROR_LOOKED_AT: u64 = 8 << 10;

/// Who asks, so that a site's operator can tell and complain.
const USER_AGENT: &str = concat!("igsr-fetch/", env!("CARGO_PKG_VERSION"));

/// Makes requests; keeps connections for the next one. Cheap to clone, and its clones share the connections.
#[derive(Clone, Debug)]
pub(super) struct Client {
    agent: Agent,
    follow_other_host: bool,
}

/// A successful answer whose body has not been read yet.
pub(super) struct HttpResponse {
    /// Where it came from, after redirects.
    pub(super) url: Url,
    /// Its media type, as sent.
    pub(super) content_type: Option<String>,
    /// Whether it is the part that was asked for (status 206).
    pub(super) is_part: bool,
    /// The body, unpacked.
    pub(super) body: Box<dyn Read>,
}

/// Why nothing came.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum HttpError {
    /// The name server does not know the host, or is not reached.
    #[error("the host {0} is not found (DNS)")]
    UnknownHost(String),
    /// Silence.
    #[error("the server was silent for {} s", SILENCE.as_secs())]
    Silent,
    /// Refused, reset, or closed.
    #[error("the connection failed: {0}")]
    Connection(String),
    /// A fault that another try would meet again: of TLS, of HTTP, of the proxy.
    #[error("the request failed: {0}")]
    Request(String),
    /// A status that is no success.
    #[error(transparent)]
    Status(#[from] Status),
    /// A redirect that leaves the host.
    #[error("it is redirected to another site, {to}; to follow, add --follow-other-host")]
    OtherHost {
        /// Where it leads.
        to: String,
    },
    /// A redirect to what is no address of the web, or holds a password.
    #[error("it is redirected to {to}, which cannot be followed")]
    BadRedirect {
        /// As sent.
        to: String,
    },
    /// An answer longer than any file of its kind.
    #[error("the answer is longer than {0} bytes")]
    TooLong(u64),
    /// Another answer than was asked for.
    #[error("the server sent {found} bytes, not the {asked} that were asked for")]
    OtherRange {
        /// How many were asked for.
        asked: u64,
        /// How many came.
        found: u64,
    },
    /// Redirects in a circle.
    #[error("it was redirected {REDIRECTS} times")]
    Redirects,
}

/// A status that is no success.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the server answered {code}{}{}{}", spaced(reason), after(*retry_after), note)]
pub(super) struct Status {
    /// HTTP status code.
    pub(super) code: u16,
    /// What the code means.
    pub(super) reason: &'static str,
    /// How long the server asks to wait (`Retry-After`).
    pub(super) retry_after: Option<Duration>,
    /// What else helps: for a storage service, what to ask instead.
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
    /// Makes a client; `follow_other_host` lets redirects leave the host that was asked.
    pub(super) fn new(follow_other_host: bool) -> Self {
        let config = Agent::config_builder()
            .user_agent(USER_AGENT)
            .accept("text/html, application/xhtml+xml, */*;q=0.8")
            .http_status_as_error(false)
            // Followed here, because each step is checked.
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
        }
    }

    /// Asks for an address.
    pub(super) fn get(&self, url: &Url) -> Result<HttpResponse, HttpError> {
        self.ask(url, None)
    }

    /// Asks for a part of what an address has. A server may send all of it; see [`HttpResponse::is_part`].
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
            let mut request = self.agent.get(url.as_str());
            if let Some(Range { start, end }) = bytes {
                // Packed parts are parts of what is packed.
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

    /// Returns where a redirect leads, if it may be followed.
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

    /// Names a fault within the body.
    pub(super) fn from_io(error: &io::Error) -> Self {
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
        // Only for what a storage service says in it; without it the status stands alone.
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
