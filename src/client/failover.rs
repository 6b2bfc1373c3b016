//! Reading a directory at the chosen mirror, or at another that stands in for it.

use std::cell::RefCell;
use std::rc::Rc;

use crate::mirror::{Mirror, MirrorId, RemotePath};

use super::directory::{Clients, DirectoryError, LiveDirectory, read_directory};

/// Milliseconds for which a mirror that did not answer is passed over, if another can be asked.
const REST: u64 = 60_000;

/// The same for a mirror that answered that it is busy, and not for how long.
const REST_OF_BUSY: u64 = 10_000;

/// A mirror that did not give the directory, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// The mirror.
    pub mirror: Rc<Mirror>,
    /// Why not.
    pub error: DirectoryError,
    /// When that was found, in milliseconds since 1970.
    pub at: u64,
}

impl Attempt {
    /// Returns the milliseconds that the mirror itself asks to be left alone, if it does.
    fn asked_rest(&self) -> Option<u64> {
        match &self.error {
            DirectoryError::Fetch(error) => Some(u64::from(error.retry_after()?) * 1000),
            _ => None,
        }
    }

    /// Returns for how many milliseconds the mirror is passed over.
    fn rest(&self) -> u64 {
        let busy = matches!(&self.error, DirectoryError::Fetch(error) if error.is_throttle());
        self.asked_rest()
            .unwrap_or(if busy { REST_OF_BUSY } else { REST })
    }
}

/// What came of reading a directory at one mirror after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct DirectoryReading {
    /// The mirrors that did not give it, the chosen one first.
    pub failed: Vec<Attempt>,
    /// The mirror that gave it, and the directory; nothing if none did.
    pub live: Option<(Rc<Mirror>, Rc<LiveDirectory>)>,
}

/// How far the reading is.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadProgress {
    /// The mirror that is read.
    pub mirror: Rc<Mirror>,
    /// Bytes that came.
    pub bytes: u64,
    /// The mirror that was tried before it, if one was.
    pub before: Option<Attempt>,
}

/// Mirrors that did not answer a moment ago.
#[derive(Debug, Default)]
pub struct Backoff(RefCell<Vec<Attempt>>);

impl Backoff {
    /// Forgets all, as when the user asks to try again.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    fn of(&self, mirror: &MirrorId, now: u64) -> Option<Attempt> {
        let resting = self.0.borrow();
        let rests = |one: &&Attempt| one.mirror.id == *mirror && now < one.at + one.rest();
        resting.iter().find(rests).cloned()
    }

    fn note(&self, attempt: &Attempt) {
        if matches!(&attempt.error, DirectoryError::Fetch(error) if error.is_lasting()) {
            let mut resting = self.0.borrow_mut();
            resting.retain(|other| other.mirror.id != attempt.mirror.id);
            resting.push(attempt.clone());
        }
    }
}

/// Reads a directory at the first of the mirrors, and while what goes wrong is the mirror's fault, at the next.
///
/// A mirror that did not answer a moment ago is passed over, and asked only if no other gives the directory; not even then
/// while it asks to be left alone, unless all are such.
pub async fn read_somewhere(
    means: Clients<'_>,
    mirrors: &[Rc<Mirror>],
    directory: &RemotePath,
    resting: &Backoff,
    report: &mut dyn FnMut(ReadProgress),
) -> DirectoryReading {
    let rests = |mirror: &Rc<Mirror>| resting.of(&mirror.id, means.clock.now());
    let known: Vec<Option<Attempt>> = mirrors.iter().map(rests).collect();
    let all_rest = known.iter().all(Option::is_some);
    let mut failed: Vec<Attempt> = Vec::new();
    let mut passed_over = Vec::new();
    for (mirror, known) in mirrors.iter().zip(known) {
        if let Some(attempt) = known.filter(|_| !all_rest) {
            if attempt.asked_rest().is_none() {
                passed_over.push(failed.len());
            }
            failed.push(attempt);
            continue;
        }
        match read_at(means, mirror, directory, failed.last(), report).await {
            Ok(live) => {
                let live = Some((mirror.clone(), live));
                return DirectoryReading { failed, live };
            }
            Err(attempt) => {
                let goes_on = attempt.error.is_of_the_mirror();
                resting.note(&attempt);
                failed.push(attempt);
                // Of the chosen mirror "no such path" is an answer; of one that stands in, the next may know better.
                if !goes_on && failed.len() == 1 {
                    break;
                }
            }
        }
    }
    for place in passed_over {
        let mirror = failed[place].mirror.clone();
        match read_at(means, &mirror, directory, None, report).await {
            Ok(live) => {
                failed.truncate(place);
                let live = Some((mirror, live));
                return DirectoryReading { failed, live };
            }
            Err(attempt) => {
                resting.note(&attempt);
                failed[place] = attempt;
            }
        }
    }
    DirectoryReading { failed, live: None }
}

/// Reads a directory at one mirror; `before` was tried before it.
async fn read_at(
    means: Clients<'_>,
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
    let read = read_directory(means, mirror, directory, &mut count).await;
    read.map(Rc::new).map_err(|error| Attempt {
        mirror: mirror.clone(),
        error,
        at: means.clock.now(),
    })
}
