//! Reads a directory at the chosen mirror, or at another that stands in for it.

use std::cell::RefCell;
use std::rc::Rc;

use crate::mirror::{Mirror, MirrorId, RemotePath};

use super::directory::{Clients, DirectoryError, LiveDirectory, read_directory};

/// Milliseconds for which a mirror that is out of service stays in backoff.
const BACKOFF: u64 = 60_000;

/// The same for a mirror that is busy and did not say for how long.
const BUSY_BACKOFF: u64 = 10_000;

/// A mirror that failed to give a directory.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// The mirror.
    pub mirror: Rc<Mirror>,
    /// Why it failed.
    pub error: DirectoryError,
    /// When it failed, in milliseconds since 1970.
    pub at: u64,
}

impl Attempt {
    /// Returns the mirror's `Retry-After` in milliseconds.
    fn retry_after(&self) -> Option<u64> {
        match &self.error {
            DirectoryError::Fetch(error) => Some(u64::from(error.retry_after()?) * 1000),
            _ => None,
        }
    }

    /// Returns for how many milliseconds the mirror is in backoff.
    fn backoff(&self) -> u64 {
        let busy = matches!(&self.error, DirectoryError::Fetch(error) if error.is_throttled());
        self.retry_after()
            .unwrap_or(if busy { BUSY_BACKOFF } else { BACKOFF })
    }
}

/// Result of reading a directory at one mirror after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct DirectoryReading {
    /// Mirrors that failed, the chosen one first.
    pub failed: Vec<Attempt>,
    /// The mirror that succeeded, and its directory; nothing if all failed.
    pub live: Option<(Rc<Mirror>, Rc<LiveDirectory>)>,
}

/// Progress of [`read_with_failover`].
#[derive(Clone, Debug, PartialEq)]
pub struct ReadProgress {
    /// The mirror that is being read.
    pub mirror: Rc<Mirror>,
    /// Bytes received.
    pub bytes: u64,
    /// The mirror that was tried before it, if any.
    pub before: Option<Attempt>,
}

/// Mirrors that were out of service when they were last tried.
#[derive(Debug, Default)]
pub struct Backoff(RefCell<Vec<Attempt>>);

impl Backoff {
    /// Forgets all, as when the user tries again.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    fn get(&self, mirror: &MirrorId, now: u64) -> Option<Attempt> {
        let attempts = self.0.borrow();
        let backs_off = |one: &&Attempt| one.mirror.id == *mirror && now < one.at + one.backoff();
        attempts.iter().find(backs_off).cloned()
    }

    fn record(&self, attempt: &Attempt) {
        if matches!(&attempt.error, DirectoryError::Fetch(error) if error.is_outage()) {
            let mut attempts = self.0.borrow_mut();
            attempts.retain(|other| other.mirror.id != attempt.mirror.id);
            attempts.push(attempt.clone());
        }
    }
}

/// Reads a directory at the first mirror that gives it, in this order, the chosen one first.
///
/// The search ends at the first mirror if that one has no such path; another mirror may lack paths that the next one has.
/// Mirrors in backoff are tried last; one whose `Retry-After` is running only if all are in backoff.
pub async fn read_with_failover(
    clients: Clients<'_>,
    mirrors: &[Rc<Mirror>],
    directory: &RemotePath,
    backoff: &Backoff,
    report: &mut dyn FnMut(ReadProgress),
) -> DirectoryReading {
    let in_backoff = |mirror: &Rc<Mirror>| backoff.get(&mirror.id, clients.clock.now());
    let known: Vec<Option<Attempt>> = mirrors.iter().map(in_backoff).collect();
    let all_back_off = known.iter().all(Option::is_some);
    let mut failed: Vec<Attempt> = Vec::new();
    let mut postponed = Vec::new();
    for (mirror, known) in mirrors.iter().zip(known) {
        if let Some(attempt) = known.filter(|_| !all_back_off) {
            if attempt.retry_after().is_none() {
                postponed.push(failed.len());
            }
            failed.push(attempt);
            continue;
        }
        match read_at(clients, mirror, directory, failed.last(), report).await {
            Ok(live) => {
                let live = Some((mirror.clone(), live));
                return DirectoryReading { failed, live };
            }
            Err(attempt) => {
                let is_final = failed.is_empty() && !attempt.error.is_mirror_fault();
                backoff.record(&attempt);
                failed.push(attempt);
                if is_final {
                    break;
                }
            }
        }
    }
    for place in postponed {
        let mirror = failed[place].mirror.clone();
        match read_at(clients, &mirror, directory, None, report).await {
            Ok(live) => {
                failed.truncate(place);
                let live = Some((mirror, live));
                return DirectoryReading { failed, live };
            }
            Err(attempt) => {
                backoff.record(&attempt);
                failed[place] = attempt;
            }
        }
    }
    DirectoryReading { failed, live: None }
}

/// Reads a directory at one mirror; `before` was tried before it.
async fn read_at(
    clients: Clients<'_>,
    mirror: &Rc<Mirror>,
    directory: &RemotePath,
    before: Option<&Attempt>,
    report: &mut dyn FnMut(ReadProgress),
) -> Result<Rc<LiveDirectory>, Attempt> {
    let mut progress = ReadProgress {
        mirror: mirror.clone(),
        bytes: 0,
        before: before.cloned(),
    };
    report(progress.clone());
    let mut count = |bytes| {
        progress.bytes = bytes;
        report(progress.clone());
    };
    let read = read_directory(clients, mirror, directory, &mut count).await;
    read.map(Rc::new).map_err(|error| Attempt {
        mirror: mirror.clone(),
        error,
        at: clients.clock.now(),
    })
}
