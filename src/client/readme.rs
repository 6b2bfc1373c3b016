//! The README of a directory, as text.

use crate::common::visible_text;
use crate::port::{Clock, Fetch, FetchError};

use super::http::{ReadLimits, open, read_chunks};

/// Limits as for an index page, but no more than 256 KiB.
const LIMITS: ReadLimits = ReadLimits {
    bytes: 256 << 10,
    ..ReadLimits::INDEX
};

/// A README, or its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readme {
    /// The text, with escapes in the place of hidden characters.
    pub text: String,
    /// Whether the text is complete.
    pub whole: bool,
}

/// Why a README cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadmeError {
    /// It could not be read.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It is a web page, or data.
    #[error("it is not plain text")]
    NotText,
}

/// Reads a README as UTF-8, or, as some older files are, as Latin-1. A text that is too long is cut.
pub async fn read_readme(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
) -> Result<Readme, ReadmeError> {
    let body = open(fetch, clock, url, LIMITS.answer).await?;
    if body.head().is_html() {
        return Err(ReadmeError::NotText);
    }
    let mut bytes = Vec::new();
    let read = read_chunks(body, clock, LIMITS, &mut |chunk| {
        bytes.extend_from_slice(chunk);
    })
    .await;
    let whole = match read {
        Ok(cut) => !cut,
        Err(FetchError::TooLarge { limit }) => {
            bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            false
        }
        Err(error) => return Err(error.into()),
    };
    if bytes.contains(&0) {
        return Err(ReadmeError::NotText);
    }
    if !whole {
        // The last character may have been cut.
        let end = bytes.utf8_chunks().map(|chunk| chunk.valid().len()).next();
        if let Some(end) = end.filter(|end| bytes.len() - end < 4) {
            bytes.truncate(end);
        }
    }
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let bytes = error.into_bytes();
        bytes.into_iter().map(char::from).collect()
    });
    Ok(Readme {
        text: visible_text(&text),
        whole,
    })
}
