//! Progress of a walk or of reading a table, on standard error.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::text::cli as text;
use crate::text::plain;
use crate::walk::WalkProgress;

/// Interval of updates on a terminal.
const ON_TERMINAL: Duration = Duration::from_millis(200);

/// Interval of lines elsewhere, such as in a log.
const ELSEWHERE: Duration = Duration::from_secs(5);

/// The progress line.
#[derive(Debug)]
pub(super) struct Progress {
    terminal: bool,
    every: Duration,
    next: Instant,
    /// Reason and end of a pause.
    waiting: Option<(String, Instant)>,
}

impl Progress {
    /// The first line is due after the usual interval, so that a short walk prints nothing.
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

    /// Returns the time until the line is due.
    pub(super) fn due_in(&self) -> Duration {
        self.next.saturating_duration_since(Instant::now())
    }

    /// Records that a worker waits.
    pub(super) fn wait(&mut self, fault: &str, wait: Duration) {
        self.waiting = Some((plain(fault), Instant::now() + wait));
    }

    /// Prints the progress of a walk, if the line is due.
    pub(super) fn show(&mut self, walk: WalkProgress) {
        self.line(|| text::walk_progress(&walk));
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
            line = text::waiting(&line, seconds, fault);
        }
        // A closed standard error is no error.
        let _ = if self.terminal {
            write!(io::stderr(), "\r\x1b[K{line}\x1b[0m")
        } else {
            writeln!(io::stderr(), "{line}")
        };
    }

    /// Clears the line, so that other output can follow.
    pub(super) fn clear(&self) {
        if self.terminal {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
