//! Standard error.

use std::io::{self, Write as _};

/// Writes to standard error; a failure is ignored, as nobody could be told.
pub(super) fn say(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
