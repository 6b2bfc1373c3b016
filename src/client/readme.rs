//! The README of a directory, as text.

use crate::listing::{EntryKind, IndexEntry};
use crate::port::{Clock, Fetch, FetchError, ReadLimits, open, read_chunks};

/// How much of a README is shown, and how long it is waited for: as for an index page, but no more than 256 KiB.
const LIMITS: ReadLimits = ReadLimits {
    bytes: 256 << 10,
    ..ReadLimits::INDEX
};

/// A README, or its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readme {
    /// Its text.
    pub text: String,
    /// Says whether that is all of it.
    pub whole: bool,
}

/// Why a README cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadmeError {
    /// It could not be read.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// A web page came, or data.
    #[error("it is not plain text")]
    NotText,
}

/// Returns the names of a directory's READMEs, in its order.
pub fn readmes(entries: &[IndexEntry]) -> Vec<String> {
    let is_readme = |entry: &&IndexEntry| {
        let beginning = entry.name.as_bytes().get(..6);
        entry.kind == EntryKind::File
            && beginning.is_some_and(|name| name.eq_ignore_ascii_case(b"readme"))
    };
    let names = entries.iter().filter(is_readme);
    names.map(|entry| entry.name.clone()).collect()
}

/// Reads a README. Its text is UTF-8, else what older files are: Latin-1.
pub async fn read_readme(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    url: &str,
) -> Result<Readme, ReadmeError> {
    let body = open(fetch, clock, url, LIMITS).await?;
    if body.head().is_html() {
        return Err(ReadmeError::NotText);
    }
    let mut bytes = Vec::new();
    let poured = read_chunks(body, clock, LIMITS, &mut |chunk| {
        bytes.extend_from_slice(chunk);
    })
    .await;
    let whole = match poured {
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
        // A character may have been cut through.
        let end = bytes.utf8_chunks().map(|chunk| chunk.valid().len()).next();
        if let Some(end) = end.filter(|end| bytes.len() - end < 4) {
            bytes.truncate(end);
        }
    }
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let bytes = error.into_bytes();
        bytes.into_iter().map(char::from).collect()
    });
    Ok(Readme { text, whole })
}
