//! Reading an answer of a mirror to its end, within limits of time and size.

use futures_util::future::{Either, select};

use super::{Body, Clock, Fetch, FetchError, Head};

/// How long and how much to read. Times are in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    /// Longest wait for the answer to begin.
    pub answer: u32,
    /// Longest silence within the answer.
    pub silence: u32,
    /// What a reading may take in all, however little comes.
    pub whole: u32,
    /// Bytes that earn one more second each time they come: what comes faster is read to its end.
    pub rate: u32,
    /// Most bytes to take.
    pub bytes: u64,
}

impl ReadLimits {
    /// Limits for a directory index page.
    ///
    /// - 8 s for the answer to begin: a person still waits, and a mirror that does not answer hardly ever does later.
    /// - 30 s of silence within it: a line that drops for a moment comes back within that.
    /// - 60 s in all, and one second more for every 16 kB. A page has seldom more than 1 MB; the largest (50,000 rows, 10 MB)
    ///   takes minutes on a slow line and is worth them, while a page that drips is not.
    /// - 64 MiB, six times the largest page.
    pub const INDEX: Self = Self {
        answer: 8_000,
        silence: 30_000,
        whole: 60_000,
        rate: 16_000,
        bytes: 64 << 20,
    };

    /// Returns how many milliseconds may have passed when so many bytes have come.
    fn allowance(&self, got: u64) -> u64 {
        u64::from(self.whole) + got.saturating_mul(1000) / u64::from(self.rate.max(1))
    }
}

/// An answer that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What came before the body.
    pub head: Head,
    /// The body.
    pub bytes: Vec<u8>,
    /// Says whether the connection closed before the promised length.
    pub cut: bool,
}

/// Waits for a future, but not for longer than so many milliseconds.
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

/// Asks for an address, and returns the answer, of whatever status, once its head has come.
///
/// A redirect to another site and silence are errors.
pub async fn ask(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
    limits: ReadLimits,
) -> Result<Box<dyn Body>, FetchError> {
    let body = with_timeout(clock, limits.answer, fetch.get(url)).await?;
    let head = body.head();
    if !same_site(url, &head.url) {
        return Err(FetchError::MovedElsewhere {
            to: head.url.clone(),
        });
    }
    Ok(body)
}

/// Asks for an address, as [`ask`]; a status other than success is an error.
pub async fn open(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
    limits: ReadLimits,
) -> Result<Box<dyn Body>, FetchError> {
    let body = ask(fetch, clock, url, limits).await?;
    body.head().success()?;
    Ok(body)
}

/// Reads an answer to its end and hands on each piece as it comes; says whether it is cut: shorter than promised.
///
/// Silence, slowness and excess are errors. A connection that breaks within the body cuts it; a caller decides what that is
/// worth.
pub async fn read_chunks(
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
        match with_timeout(clock, wait, body.next_chunk()).await {
            Ok(Some(chunk)) => {
                got += chunk.len() as u64;
                take(&chunk);
            }
            Ok(None) => break false,
            Err(FetchError::Broken { .. }) if got > 0 => break true,
            Err(FetchError::Timeout { seconds }) if wait == limits.silence => {
                return Err(FetchError::Stalled { got, seconds });
            }
            Err(FetchError::Timeout { .. }) => {
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

/// Reads an address to its end, as [`open`] and [`read_chunks`] do.
pub async fn read_text(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
    limits: ReadLimits,
) -> Result<Text, FetchError> {
    let body = open(fetch, clock, url, limits).await?;
    let head = body.head().clone();
    let mut bytes = Vec::new();
    let cut = read_chunks(body, clock, limits, &mut |chunk| {
        bytes.extend_from_slice(chunk);
    })
    .await?;
    Ok(Text { head, bytes, cut })
}

/// Says whether two addresses have the same scheme, host and port. An address relative to the page is the page's own site's
/// business.
pub fn same_site(asked: &str, answered: &str) -> bool {
    match (url::Url::parse(asked), url::Url::parse(answered)) {
        (Ok(asked), Ok(answered)) => asked.origin() == answered.origin(),
        (Err(url::ParseError::RelativeUrlWithoutBase), _) => true,
        _ => false,
    }
}
