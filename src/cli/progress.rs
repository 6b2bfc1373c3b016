//! How far a walk, or the reading of a table, is, on standard error.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use super::terminal::plain;
use crate::walk::WalkProgress;

/// How often the line of a terminal is written anew.
const ON_TERMINAL: Duration = Duration::from_millis(200);

/// How often a line is written elsewhere, as into a log.
const ELSEWHERE: Duration = Duration::from_secs(5);

/// The line that says how far it is.
#[derive(Debug)]
pub(super) struct Progress {
    terminal: bool,
    every: Duration,
    next: Instant,
    /// Why the walk waits, and until when.
    waiting: Option<(String, Instant)>,
}

impl Progress {
    /// The first line is due after the usual time, so that a short walk says nothing.
    pub(super) fn new() -> Self {
        let terminal = io::stderr().is_terminal();
        let every = if terminal { ON_TERMINAL } else { ELSEWHERE };
        Self {
            terminal,
            every,
            next: Instant::now() + every,
            waiting: None,
        }
    }

    /// Returns how long it is until the line is due.
    pub(super) fn due_in(&self) -> Duration {
        self.next.saturating_duration_since(Instant::now())
    }

    /// Notes that a worker waits.
    pub(super) fn wait(&mut self, fault: &str, wait: Duration) {
        self.waiting = Some((plain(fault), Instant::now() + wait));
    }

    /// Writes how far a walk is, if the line is due.
    pub(super) fn show(&mut self, walk: WalkProgress) {
        self.line(|| words(walk));
    }

    /// Writes the line if it is due.
    pub(super) fn line(&mut self, words: impl FnOnce() -> String) {
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + self.every;
        self.waiting.take_if(|(_, until)| *until <= now);
        let mut line = words();
        if let Some((fault, until)) = &self.waiting {
            let seconds = (*until - now).as_secs() + 1;
            line = format!("{line}; waiting {seconds} s: {fault}");
        }
        // That nobody reads it is no fault.
        let _ = if self.terminal {
            write!(io::stderr(), "\r\x1b[K{line}\x1b[0m")
        } else {
            writeln!(io::stderr(), "{line}")
        };
    }

    /// Clears the line, so that other words can follow.
    pub(super) fn clear(&self) {
        if self.terminal {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// Says how far a walk is.
pub(super) fn words(walk: WalkProgress) -> String {
    let about = if walk.exact { "" } else { "about " };
    let failed = match walk.failed {
        0 => String::new(),
        number => format!("; {number} failed"),
    };
    format!(
        "{} of {} directories read, {} {}, {about}{}{failed}",
        walk.directories_read,
        walk.directories_known,
        walk.files,
        if walk.files == 1 { "file" } else { "files" },
        size(walk.bytes)
    )
}

/// Writes a number of bytes in SI units, rounded down to one decimal.
pub(super) fn size(bytes: u64) -> String {
    let mut unit = 1_u64;
    for name in ["bytes", "kB", "MB", "GB", "TB", "PB"] {
        if bytes / unit < 1000 || name == "PB" {
            let tenth = if unit == 1 {
                String::new()
            } else {
                format!(".{}", bytes % unit / (unit / 10))
            };
            return format!("{}{tenth} {name}", bytes / unit);
        }
        unit *= 1000;
    }
    format!("{bytes} bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_what_is_rounded_and_what_failed() {
        let walk = WalkProgress {
            directories_read: 3,
            directories_known: 7,
            files: 1,
            bytes: 130_050_000_000,
            exact: false,
            failed: 1,
        };
        assert_eq!(
            words(walk),
            "3 of 7 directories read, 1 file, about 130.0 GB; 1 failed"
        );
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(u64::MAX), "18446.7 PB");
    }
}
