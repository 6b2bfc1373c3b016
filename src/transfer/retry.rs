//! When a failed request is made again.

use crate::port::FetchError;

/// Refusals in a row, without a byte between them, after which a transfer is given up: some minutes.
const MOST_REFUSALS: u32 = 8;

/// The same for a line that fails: an hour, in which a computer comes out of a tunnel or finds another network.
const MOST_BREAKS: u32 = 64;

/// Failures in a row after which another mirror is asked, if there is one.
pub(super) const BEFORE_NEXT_MIRROR: u32 = 2;

/// Longest wait of our own accord, in milliseconds.
const LONGEST: u64 = 60_000;

/// Longest wait that a server may ask for, in milliseconds.
const LONGEST_ASKED: u64 = 3_600_000;

/// Returns the milliseconds until the next request after so many failures in a row, at least one: 2 s, 4 s, 8 s, up to a minute, and
/// never less than the server asks for.
pub(super) fn delay(failures: u32, error: &FetchError) -> u64 {
    let own = 1000_u64 << failures.clamp(1, 6);
    let asked = error
        .retry_after()
        .map_or(0, |seconds| u64::from(seconds) * 1000);
    own.min(LONGEST).max(asked.min(LONGEST_ASKED))
}

/// Returns whether a transfer that failed so often in a row is given up.
pub(super) fn is_enough(failures: u32, error: &FetchError) -> bool {
    let most = match error {
        FetchError::Unreachable | FetchError::Timeout { .. } | FetchError::Stalled { .. } => {
            MOST_BREAKS
        }
        _ => MOST_REFUSALS,
    };
    failures >= most
}

/// Returns whether the same request to the same server will fail again.
pub(super) fn is_lasting(error: &FetchError) -> bool {
    match error {
        // NCBI refuses with 403 whom it finds too busy.
        FetchError::Status { status, .. } => {
            (400..500).contains(status) && !matches!(status, 403 | 408 | 425 | 429)
        }
        FetchError::TooLarge { .. } => true,
        _ => false,
    }
}
