//! Reading an answer of a mirror to its end, within limits of time and size.

use futures_util::future::{Either, select};

use super::{Body, Clock, Fetch, FetchError, Head};

/// How long and how much to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    /// Milliseconds without any news, before the answer and between its parts.
    pub silence: u32,
    /// Most bytes to take.
    pub bytes: u64,
}

impl ReadLimits {
    /// Limits for a directory index page: 8 s of silence, 64 MiB.
    pub const INDEX: Self = Self {
        silence: 8_000,
        bytes: 64 << 20,
    };
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

/// Asks for an address, and returns the answer once its head has come.
///
/// A status other than success, a redirect to another site and silence are errors.
pub async fn open(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
    limits: ReadLimits,
) -> Result<Box<dyn Body>, FetchError> {
    let body = with_timeout(clock, limits.silence, fetch.get(url)).await?;
    let head = body.head();
    if !(200..300).contains(&head.status) {
        return Err(FetchError::Status(head.status));
    }
    if !same_site(url, &head.url) {
        return Err(FetchError::MovedElsewhere {
            to: head.url.clone(),
        });
    }
    Ok(body)
}

/// Reads an answer to its end and hands on each piece as it comes; says whether it is cut: shorter than promised.
///
/// Silence and excess are errors. A connection that breaks within the body cuts it; a caller decides what that is worth.
pub async fn pour(
    mut body: Box<dyn Body>,
    clock: &dyn Clock,
    limits: ReadLimits,
    mut take: impl FnMut(&[u8]),
) -> Result<bool, FetchError> {
    let mut got = 0;
    let broken = loop {
        match with_timeout(clock, limits.silence, body.next_chunk()).await {
            Ok(Some(chunk)) => {
                got += chunk.len() as u64;
                take(&chunk);
            }
            Ok(None) => break false,
            Err(FetchError::Broken { .. }) if got > 0 => break true,
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

/// Reads an address to its end, as [`open`] and [`pour`] do.
pub async fn read_text(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
    limits: ReadLimits,
) -> Result<Text, FetchError> {
    let body = open(fetch, clock, url, limits).await?;
    let head = body.head().clone();
    let mut bytes = Vec::new();
    let cut = pour(body, clock, limits, |chunk| bytes.extend_from_slice(chunk)).await?;
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
