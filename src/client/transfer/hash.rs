//! The MD5 of a local file.

use md5::{Digest, Md5 as Hasher};

use crate::port::{Chunk, FetchError, FileBody, TransferPorts};
use crate::table::Md5;
use crate::transfer::FileRequest;

/// Bytes between two reports of progress.
const REPORT_EVERY: u64 = 32 << 20;

/// Computes the MD5 of a file by its URL. `on_read` is called with the number of bytes read so far.
///
/// # Errors
///
/// [`FetchError`] if it cannot be read to its end.
pub(super) async fn hash<P: TransferPorts>(
    ports: &P,
    url: String,
    on_read: impl Fn(u64),
) -> Result<Md5, FetchError> {
    let mut body = ports.get(&FileRequest { url, from: None }).await?;
    body.head().success()?;
    let mut hasher = Hasher::new();
    let mut buffer = Vec::new();
    let (mut read, mut reported) = (0, 0);
    while let Some(chunk) = body.next().await? {
        let bytes = chunk.copy_to(&mut buffer);
        hasher.update(bytes);
        read += bytes.len() as u64;
        if read >= reported + REPORT_EVERY {
            reported = read;
            on_read(read);
        }
    }
    Ok(Md5(hasher.finalize().into()))
}
