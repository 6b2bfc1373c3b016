//! Checking a file that a person has already against the open list.

use thiserror::Error;

use crate::port::{LocalFile, SearchError, SearchFiles};
use crate::transfer::{OwnedFile, Verdict};
use crate::worker::WorkerError;
use crate::worker::transfer::TransferClient;

/// Most files of one name, or of one checksum, with which a file is compared; of more, the list returns none.
const MOST_ALIKE: u32 = 5_000;

/// Why a file could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OwnedError {
    /// The browser cannot read it to its end.
    #[error(
        "it cannot be read: it may be a folder, or have been moved or changed since it was chosen"
    )]
    Unreadable,
    /// The program that reads it failed.
    #[error(transparent)]
    Worker(#[from] WorkerError),
    /// The list cannot be asked.
    #[error(transparent)]
    Search(#[from] SearchError),
}

/// Computes the MD5 of a file, and compares it with the files of the list that have this MD5 or this name.
///
/// `on_read` is called with the number of bytes read so far. Dropping the future cancels the check. Where the list has more than
/// 5,000 files of one MD5 or name, none of them is compared.
///
/// # Errors
///
/// [`OwnedError`] if it cannot be read, or the list not be asked.
pub async fn check_owned(
    file: &LocalFile,
    transfers: &TransferClient,
    search: &dyn SearchFiles,
    on_read: impl Fn(u64) + 'static,
) -> Result<Verdict, OwnedError> {
    let md5 = transfers.hash(file.url.clone(), on_read).await?;
    let owned = OwnedFile {
        name: file.name.clone(),
        bytes: file.bytes,
        md5: md5.ok_or(OwnedError::Unreadable)?,
    };
    let same_md5 = search
        .expand(&owned.md5_query().to_string(), MOST_ALIKE)
        .await?;
    let named = if same_md5.files.is_empty() {
        search
            .expand(&owned.name_query().to_string(), MOST_ALIKE)
            .await?
    } else {
        same_md5.clone()
    };
    Ok(owned.compare(&same_md5.files, &named.files))
}
