//! How long a transfer takes.

use crate::plan::Totals;

/// The speed at which times are shown: 100 Mbit/s.
const SPEED: u64 = 100_000_000;

/// Returns the seconds that files take at 100 Mbit/s, known and estimated bytes; nothing if neither is known.
pub(super) fn seconds_to_get(totals: &Totals) -> Option<u64> {
    totals
        .seconds_at(SPEED)
        .filter(|_| totals.likely_bytes() > 0)
}
