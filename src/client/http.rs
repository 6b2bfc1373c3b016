//! GET requests within limits of time and size.

use futures_util::future::{Either, select};

use crate::port::{Body, Clock, Fetch, FetchError, Head};

/// Longest silence within a response, in milliseconds: a line that drops for a moment comes back within that.
pub(super) const SILENCE: u32 = 30_000;

/// How long and how much to read. Times are in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    /// Longest wait for the response to begin.
    pub answer: u32,
    /// Longest silence within the response.
    pub silence: u32,
    /// Time that any response may take in all.
    pub whole: u32,
    /// Bytes that each allow one second more: a response that comes faster is read to its end.
    pub rate: u32,
    /// Most bytes to read.
    pub bytes: u64,
}

impl ReadLimits {
    /// Limits for a directory index page.
    ///
    /// - 8 s for the response to begin: a person is waiting, and a mirror that is silent for longer hardly ever answers.
    /// - 60 s in all, and one second more for every 16 kB. A page has seldom more than 1 MB; the largest (50,000 rows, 10 MB)
    ///   takes minutes on a slow line and is worth them, while a page that drips is not.
    /// - 64 MiB, six times the largest page.
    pub const INDEX: Self = Self {
        answer: 8_000,
        silence: SILENCE,
        whole: 60_000,
        rate: 16_000,
        bytes: 64 << 20,
    };

    /// Returns how many milliseconds may have passed when so many bytes have come.
    fn allowance(&self, got: u64) -> u64 {
        u64::from(self.whole) + got.saturating_mul(1000) / u64::from(self.rate.max(1))
    }
}

/// A response that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// Status and headers.
    pub head: Head,
    /// The body.
    pub bytes: Vec<u8>,
    /// Whether the connection closed before the announced length.
    pub cut: bool,
}

/// Waits for a future for at most so many milliseconds; then fails with [`FetchError::Timeout`].
pub async fn with_timeout<T>(
    clock: &dyn Clock,
    milliseconds: u32,
    future: impl Future<Output = Result<T, FetchError>>,
) -> Result<T, FetchError> {
    match select(Box::pin(future), clock.sleep(milliseconds)).await {
        Either::Left((result, _)) => result,
        Either::Right(_) => Err(FetchError::Timeout {
            seconds: u64::from(milliseconds / 1000),
        }),
    }
}

/// Requests an address, and returns the response, of any status, once its head has come.
///
/// # Errors
///
/// Fails if no response begins within `patience` milliseconds, and on a redirect to another site.
pub(super) async fn request(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
    patience: u32,
) -> Result<Box<dyn Body>, FetchError> {
    let body = with_timeout(clock, patience, fetch.get(url)).await?;
    check_site(url, body.head())?;
    Ok(body)
}

/// Requests the bytes `first` to `last` of an address, like [`request`].
pub(super) async fn request_range(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
    (first, last): (u64, u64),
    patience: u32,
) -> Result<Box<dyn Body>, FetchError> {
    let body = with_timeout(clock, patience, fetch.get_range(url, first, last)).await?;
    check_site(url, body.head())?;
    Ok(body)
}

/// Requests an address like [`request`]; also fails on a status that is no success.
pub(super) async fn open(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
    patience: u32,
) -> Result<Box<dyn Body>, FetchError> {
    let body = request(fetch, clock, url, patience).await?;
    body.head().success()?;
    Ok(body)
}

/// Returns the next bytes of a body of which `got` bytes have been read; nothing at its end.
///
/// # Errors
///
/// [`FetchError::Stalled`] after `silence` milliseconds without a byte, else what the body fails with.
pub(super) async fn next_chunk(
    body: &mut dyn Body,
    clock: &dyn Clock,
    silence: u32,
    got: u64,
) -> Result<Option<Vec<u8>>, FetchError> {
    match with_timeout(clock, silence, body.next_chunk()).await {
        Err(FetchError::Timeout { seconds }) => Err(FetchError::Stalled { got, seconds }),
        Err(FetchError::Broken { .. }) => Err(FetchError::Broken { got }),
        other => other,
    }
}

/// Reads a body to its end, and passes on each chunk as it comes. Returns whether the body is cut: shorter than announced.
///
/// A connection that breaks within the body cuts it; the caller decides what the part is worth.
///
/// # Errors
///
/// Fails when nothing comes for too long, too little comes, or too much, and when the connection breaks before the first byte.
pub(super) async fn read_chunks(
    mut body: Box<dyn Body>,
    clock: &dyn Clock,
    limits: ReadLimits,
    take: &mut dyn FnMut(&[u8]),
) -> Result<bool, FetchError> {
    let began = clock.now();
    let mut got = 0;
    let broken = loop {
        let took = clock.now().saturating_sub(began);
        let left = limits.allowance(got).saturating_sub(took);
        let wait = u32::try_from(left).unwrap_or(u32::MAX).min(limits.silence);
        match next_chunk(&mut *body, clock, wait, got).await {
            Ok(Some(chunk)) => {
                got += chunk.len() as u64;
                take(&chunk);
            }
            Ok(None) => break false,
            Err(FetchError::Broken { .. }) if got > 0 => break true,
            Err(FetchError::Stalled { .. }) if wait < limits.silence => {
                let seconds = (took + u64::from(wait)) / 1000;
                return Err(FetchError::TooSlow { got, seconds });
            }
            Err(error) => return Err(error),
        }
        if got > limits.bytes {
            return Err(FetchError::TooLarge {
                limit: limits.bytes,
            });
        }
    };
    Ok(broken || body.head().body_length().is_some_and(|length| length > got))
}

/// Requests an address and reads the response to its end, within the given limits.
pub async fn read_to_end(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
    limits: ReadLimits,
) -> Result<Response, FetchError> {
    let body = open(fetch, clock, url, limits.answer).await?;
    let head = body.head().clone();
    let mut bytes = Vec::new();
    let cut = read_chunks(body, clock, limits, &mut |chunk| {
        bytes.extend_from_slice(chunk);
    })
    .await?;
    Ok(Response { head, bytes, cut })
}

/// Refuses a response from another scheme, host or port than was asked. An address relative to the page is on the page's own
/// site, wherever that leads.
fn check_site(asked: &str, head: &Head) -> Result<(), FetchError> {
    let is_same = match (url::Url::parse(asked), url::Url::parse(&head.url)) {
        (Ok(asked), Ok(answered)) => asked.origin() == answered.origin(),
        (Err(url::ParseError::RelativeUrlWithoutBase), _) => true,
        _ => false,
    };
    if is_same {
        return Ok(());
    }
    Err(FetchError::MovedElsewhere {
        to: head.url.clone(),
    })
}
