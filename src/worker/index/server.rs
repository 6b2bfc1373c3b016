//! Reading several pages at a time, asked for and answered by messages: what a worker does for its page.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::wire::{Outcome, read_asked, read_outcome, write_asked, write_outcome};
use crate::common::{Reader, WireError, Writer};
use crate::listing::{IndexReader, PageRequest, sort_by_name};

/// The form of the messages. Raise it when they change, so that ends of different builds notice.
const FORMAT: u8 = 1;

/// How many bytes a message begins with: its form, its kind, its job.
const HEAD: usize = 6;

/// What a message begins with after its form.
mod kind {
    pub(super) const START: u8 = 0;
    pub(super) const PUSH: u8 = 1;
    pub(super) const FINISH: u8 = 2;
    pub(super) const FINISH_CUT: u8 = 3;
    pub(super) const DROP: u8 = 4;
    pub(super) const REPLY: u8 = 5;
}

/// A message from a page to its worker. Jobs have numbers that the page chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request<'a> {
    /// Begin to read an answer.
    Start(&'a PageRequest),
    /// Its next bytes.
    Push(&'a [u8]),
    /// That was all; reply. `cut` says that the answer ended before its end.
    Finish {
        /// Says so.
        cut: bool,
    },
    /// The page no longer wants it; do not reply.
    Drop,
}

/// What a worker found, for the job of that number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The job.
    pub job: u32,
    /// What its page was read as, entries in the order of [`sort_by_name`].
    pub outcome: Outcome,
}

/// The worker's end: the jobs that are being read.
#[derive(Debug, Default)]
pub struct IndexServer(BTreeMap<u32, IndexReader>);

impl Request<'_> {
    /// Writes the message in two parts, head and body, so that the many bytes of a page are not copied here.
    pub fn to_parts(&self, job: u32) -> ([u8; HEAD], Cow<'_, [u8]>) {
        let (kind, body) = match self {
            Self::Start(asked) => {
                let mut out = Writer::default();
                write_asked(asked, &mut out);
                (kind::START, Cow::Owned(out.0))
            }
            Self::Push(bytes) => (kind::PUSH, Cow::Borrowed(*bytes)),
            Self::Finish { cut: false } => (kind::FINISH, Cow::default()),
            Self::Finish { cut: true } => (kind::FINISH_CUT, Cow::default()),
            Self::Drop => (kind::DROP, Cow::default()),
        };
        (head(kind, job), body)
    }

    /// Writes the message.
    pub fn to_bytes(&self, job: u32) -> Vec<u8> {
        let (head, body) = self.to_parts(job);
        [&head[..], &body].concat()
    }
}

impl Reply {
    /// Writes the message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer(head(kind::REPLY, self.job).to_vec());
        write_outcome(&self.outcome, &mut out);
        out.0
    }

    /// Reads the message.
    ///
    /// # Errors
    ///
    /// [`WireError`] if it is not what a worker of this build writes.
    pub fn from_bytes(message: &[u8]) -> Result<Self, WireError> {
        let mut from = Reader(message);
        let (kind, job) = open(&mut from)?;
        if kind != kind::REPLY {
            return Err(WireError::Unknown { what: "message" });
        }
        let outcome = read_outcome(&mut from)?;
        from.end()?;
        Ok(Self { job, outcome })
    }
}

impl IndexServer {
    /// Takes a message; returns the reply that it leads to, if any, as message.
    ///
    /// What is said of a job that is not there is no error: the page may have dropped it.
    ///
    /// # Errors
    ///
    /// [`WireError`] if it is not what a page of this build writes.
    pub fn take(&mut self, message: &[u8]) -> Result<Option<Vec<u8>>, WireError> {
        let mut from = Reader(message);
        let (kind, job) = open(&mut from)?;
        let cut = match kind {
            kind::START => {
                self.0.insert(job, IndexReader::new(read_asked(&mut from)?));
                None
            }
            kind::PUSH => {
                if let Some(reader) = self.0.get_mut(&job) {
                    reader.push(from.0);
                }
                return Ok(None);
            }
            kind::FINISH => Some(false),
            kind::FINISH_CUT => Some(true),
            kind::DROP => {
                self.0.remove(&job);
                None
            }
            _ => return Err(WireError::Unknown { what: "message" }),
        };
        from.end()?;
        Ok(cut.and_then(|cut| {
            let outcome = sorted(self.0.remove(&job)?.finish(cut));
            Some(Reply { job, outcome }.to_bytes())
        }))
    }
}

/// Sorts by name, as a directory is shown first, so that this is not done where people wait.
fn sorted(mut outcome: Outcome) -> Outcome {
    if let Ok(index) = &mut outcome {
        sort_by_name(&mut index.entries);
    }
    outcome
}

fn head(kind: u8, job: u32) -> [u8; HEAD] {
    let [a, b, c, d] = job.to_le_bytes();
    [FORMAT, kind, a, b, c, d]
}

fn open(from: &mut Reader<'_>) -> Result<(u8, u32), WireError> {
    match from.byte() {
        Ok(FORMAT) => Ok((from.byte()?, u32::from_le_bytes(from.array()?))),
        _ => Err(WireError::Version),
    }
}
