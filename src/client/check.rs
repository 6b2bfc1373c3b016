//! Checking a file that a person has already against the open list.

use thiserror::Error;

use crate::port::{FetchError, LocalFile, SearchError, SearchFiles};
use crate::search::{FileQuery, ListedFile};
use crate::transfer::{HashedFile, Verdict};
use crate::worker::WorkerError;
use crate::worker::transfer::TransferClient;

/// Most files of one name, or of one checksum, with which a file is compared; of more, the list returns none.
const MOST_ALIKE: u32 = 5_000;

/// Why a file could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CheckError {
    /// The browser cannot read it to its end.
    #[error("it cannot be read: it may have been moved or changed since it was chosen")]
    Unreadable(#[source] FetchError),
    /// The list has too many files that it could be.
    #[error("the list has {0} files that it could be, too many to compare")]
    TooManyAlike(u32),
    /// The program that reads it failed.
    #[error(transparent)]
    Worker(#[from] WorkerError),
    /// The list cannot be asked.
    #[error(transparent)]
    Search(#[from] SearchError),
}

/// Computes the MD5 of a file, and compares it with the files of the list that have this MD5 or this name.
///
/// `on_read` is called with the number of bytes read so far. Dropping the future cancels the check.
///
/// # Errors
///
/// [`CheckError`] if it cannot be read, the list cannot be asked, or it has more than 5,000 files of this MD5 or name.
pub async fn check_file(
    file: &LocalFile,
    transfers: &TransferClient,
    search: &dyn SearchFiles,
    on_read: impl Fn(u64) + 'static,
) -> Result<Verdict, CheckError> {
    let md5 = transfers.hash(file.url.clone(), on_read).await?;
    let file = HashedFile {
        name: file.name.clone(),
        bytes: file.bytes,
        md5: md5.map_err(CheckError::Unreadable)?,
    };
    let same_md5 = alike(&file.md5_query(), search).await?;
    let named = if same_md5.is_empty() {
        alike(&file.name_query(), search).await?
    } else {
        Vec::new()
    };
    Ok(file.compare(&same_md5, &named))
}

async fn alike(query: &FileQuery, search: &dyn SearchFiles) -> Result<Vec<ListedFile>, CheckError> {
    let found = search.expand(&query.to_string(), MOST_ALIKE).await?;
    if found.tally.files > MOST_ALIKE {
        return Err(CheckError::TooManyAlike(found.tally.files));
    }
    Ok(found.files)
}
