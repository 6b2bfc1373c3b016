//! Reading a directory at the chosen mirror, or at another that stands in for it.

use std::cell::RefCell;
use std::rc::Rc;

use crate::mirror::{Mirror, MirrorId, RemotePath};

use super::directory::{DirectoryError, LiveDirectory, Means, read_directory};

/// Milliseconds for which a mirror that did not answer is passed over, if another can be asked.
const REST: u64 = 60_000;

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

/// What came of reading a directory at one mirror after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The mirrors that did not give it, the chosen one first.
    pub failed: Vec<Attempt>,
    /// The mirror that gave it, and the directory; nothing if none did.
    pub live: Option<(Rc<Mirror>, Rc<LiveDirectory>)>,
}

/// How far the reading is.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The mirror that is read.
    pub mirror: Rc<Mirror>,
    /// Bytes that came.
    pub bytes: u64,
    /// The mirror that was tried before it, if one was.
    pub before: Option<Attempt>,
}

/// Mirrors that did not answer a moment ago.
#[derive(Debug, Default)]
pub struct Resting(RefCell<Vec<Attempt>>);

impl Resting {
    /// Forgets all, as when the user asks to try again.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    fn of(&self, mirror: &MirrorId, now: u64) -> Option<Attempt> {
        let resting = self.0.borrow();
        let rests = |one: &&Attempt| {
            let asked = match &one.error {
                DirectoryError::Fetch(error) => error.retry_after().unwrap_or_default(),
                _ => 0,
            };
            one.mirror.id == *mirror && now < one.at + REST.max(u64::from(asked) * 1000)
        };
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
/// A mirror that did not answer a moment ago is passed over, unless all are such.
pub async fn read_somewhere(
    means: Means<'_>,
    mirrors: &[Rc<Mirror>],
    directory: &RemotePath,
    resting: &Resting,
    report: &mut dyn FnMut(Progress),
) -> Seen {
    let rests = |mirror: &Rc<Mirror>| resting.of(&mirror.id, means.clock.now());
    let known: Vec<Option<Attempt>> = mirrors.iter().map(rests).collect();
    let all_rest = known.iter().all(Option::is_some);
    let mut failed: Vec<Attempt> = Vec::new();
    for (mirror, known) in mirrors.iter().zip(known) {
        if let Some(attempt) = known.filter(|_| !all_rest) {
            failed.push(attempt);
            continue;
        }
        let mut progress = Progress {
            mirror: mirror.clone(),
            bytes: 0,
            before: failed.last().cloned(),
        };
        report(progress.clone());
        let mut count = |bytes| {
            progress.bytes = bytes;
            report(progress.clone());
        };
        match read_directory(means, mirror, directory, &mut count).await {
            Ok(live) => {
                let live = Some((mirror.clone(), Rc::new(live)));
                return Seen { failed, live };
            }
            Err(error) => {
                let goes_on = error.is_of_the_mirror();
                let attempt = Attempt {
                    mirror: mirror.clone(),
                    error,
                    at: means.clock.now(),
                };
                resting.note(&attempt);
                failed.push(attempt);
                // Of the chosen mirror "no such path" is an answer; of one that stands in, the next may know better.
                if !goes_on && failed.len() == 1 {
                    break;
                }
            }
        }
    }
    Seen { failed, live: None }
}
