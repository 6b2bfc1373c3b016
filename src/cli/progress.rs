//! How far a walk, or the reading of a table, is, on standard error.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::text::cli as text;
use crate::text::plain;
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
