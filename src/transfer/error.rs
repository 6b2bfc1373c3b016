//! Why a download failed.

use serde::{Deserialize, Serialize};

use crate::port::{FetchError, SaveError};
use crate::table::Md5;

/// Reason why a transfer failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    /// The mirror sent nothing, or not everything.
    #[error("the file could not be read")]
    Fetch(#[source] FetchError),
    /// A web page came instead of the file, as some mirrors answer for files they lack.
    #[error("a web page came in the place of the file")]
    WebPage,
    /// The mirror announces another size than is known: it holds another version.
    #[error("the mirror announces {announced} bytes where {least} to {most} are expected")]
    OtherSize {
        /// The least that are expected.
        least: u64,
        /// The most that are expected.
        most: u64,
        /// Announced size in bytes.
        announced: u64,
    },
    /// More bytes came than the file has.
    #[error("{got} bytes came where at most {most} were expected")]
    TooLong {
        /// The most that were expected.
        most: u64,
        /// Bytes received.
        got: u64,
    },
    /// All bytes came, but the checksum differs.
    #[error("the checksum of what came is {found}, not {expected}")]
    Checksum {
        /// Known MD5.
        expected: Md5,
        /// MD5 of the received bytes.
        found: Md5,
    },
    /// Two mirrors sent the same bytes, and the list has another checksum.
    #[error(
        "two mirrors sent the same bytes with the checksum {found}, and the list says {expected}"
    )]
    MirrorsAgree {
        /// Known MD5.
        expected: Md5,
        /// MD5 of what both sent.
        found: Md5,
        /// Their names.
        mirrors: Vec<String>,
    },
    /// The file could not be written.
    #[error("the file could not be written")]
    Save(#[source] SaveError),
}
