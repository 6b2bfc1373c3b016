//! Spacing of requests among workers, and retries.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::client::HttpError;
use super::error::CliError;
use super::page::Cut;

/// Longest wait that a server may ask for; beyond it the directory fails.
const LONGEST_ASKED: Duration = Duration::from_mins(10);

/// Longest wait of our own.
const LONGEST_OWN: Duration = Duration::from_mins(1);

/// Spacing and retries of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RetryPolicy {
    /// Shortest time between the starts of two requests.
    pub(super) delay: Duration,
    /// Number of retries.
    pub(super) retries: u32,
    /// Wait before the first retry, doubled each time.
    pub(super) retry_wait: Duration,
}

/// Admits requests one by one, none before its time.
#[derive(Debug)]
pub(super) struct Gate {
    delay: Duration,
    next: Mutex<Instant>,
}

impl Gate {
    /// Creates an open gate.
    pub(super) fn new(delay: Duration) -> Self {
        Self {
            delay,
            next: Mutex::new(Instant::now()),
        }
    }

    /// Waits until this request may start.
    pub(super) fn pass(&self) {
        loop {
            let now = Instant::now();
            let wait = {
                let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
                if *next <= now {
                    *next = now + self.delay;
                    return;
                }
                *next - now
            };
            thread::sleep(wait);
        }
    }

    /// Closes the gate for a time.
    pub(super) fn close_for(&self, wait: Duration) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        *next = (*next).max(Instant::now() + wait);
    }
}

/// Decision after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Retry after a wait; with `all`, no other request may start before.
    Again { wait: Duration, all: bool },
    /// Give up.
    GiveUp,
}

impl RetryPolicy {
    /// Decides after the error of attempt `tried`, counted from 0.
    pub(super) fn after(&self, fault: &HttpError, tried: u32) -> Next {
        let own = self.retry_wait.saturating_mul(2_u32.saturating_pow(tried));
        let own = own.min(LONGEST_OWN);
        let (asked, all) = match fault {
            HttpError::Status(status) => match status.code {
                429 | 503 => (status.retry_after, true),
                // Servers use 403 both for throttling and for closed directories, so other requests continue.
                403 => (status.retry_after, status.retry_after.is_some()),
                500 | 502 | 504 => (status.retry_after, false),
                _ => return Next::GiveUp,
            },
            HttpError::Silent | HttpError::Connection(_) | HttpError::UnknownHost(_) => {
                (None, false)
            }
            HttpError::Request(_)
            | HttpError::Time
            | HttpError::OtherHost { .. }
            | HttpError::BadRedirect { .. }
            | HttpError::TooLong(_)
            | HttpError::OtherRange { .. }
            | HttpError::Redirects => {
                return Next::GiveUp;
            }
        };
        let wait = asked.unwrap_or(own);
        if tried >= self.retries || wait > LONGEST_ASKED {
            return Next::GiveUp;
        }
        Next::Again { wait, all }
    }

    /// Decides after a page that is incomplete.
    pub(super) fn after_cut(&self, cut: &Cut, tried: u32) -> Next {
        match cut {
            Cut::Http(error) => self.after(error, tried),
            Cut::Next(error) => self.after_fault(error, tried),
            Cut::TooLong(_) | Cut::Time | Cut::Repeated => Next::GiveUp,
        }
    }

    /// Decides after any error.
    pub(super) fn after_fault(&self, fault: &CliError, tried: u32) -> Next {
        match fault {
            CliError::Http { error, .. } => self.after(error, tried),
            _ => Next::GiveUp,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::client::Status;

    #[test]
    fn waits_double_and_a_server_may_ask_for_its_own() {
        let manners = RetryPolicy {
            delay: Duration::ZERO,
            retries: 3,
            retry_wait: Duration::from_secs(25),
        };
        let status = |code, wait: Option<u64>| {
            HttpError::Status(Status {
                code,
                reason: "",
                retry_after: wait.map(Duration::from_secs),
                note: String::new(),
            })
        };
        let again = |seconds, all| Next::Again {
            wait: Duration::from_secs(seconds),
            all,
        };
        for (fault, tried, next) in [
            (status(429, None), 0, again(25, true)),
            (status(429, None), 1, again(50, true)),
            (status(429, None), 2, again(60, true)),
            (status(429, None), 3, Next::GiveUp),
            (status(503, Some(7)), 2, again(7, true)),
            (status(503, Some(601)), 0, Next::GiveUp),
            (status(403, None), 0, again(25, false)),
            (status(404, None), 0, Next::GiveUp),
            (HttpError::Silent, 0, again(25, false)),
            (HttpError::Redirects, 0, Next::GiveUp),
        ] {
            assert_eq!(manners.after(&fault, tried), next, "{fault} {tried}");
        }
    }
}
