//! Questions and answers.

use std::ops::Range;

use super::form::Form;
use crate::common::{Reader, WireError, Writer};
use crate::search::{
    Expanded, FoundFile, OpenFrom, OpenProgress, SearchError, SearchResult, Tally, View,
};
use crate::snapshot::SnapshotFacts;

/// The form of the messages. Raise it when they change, so that ends of different builds notice.
const FORMAT: u8 = 1;

/// What a message begins with after its form.
mod kind {
    pub(super) const OPEN: u8 = 0;
    pub(super) const CANCEL: u8 = 1;
    pub(super) const FIND: u8 = 2;
    pub(super) const ROWS: u8 = 3;
    pub(super) const EXPAND: u8 = 4;
    pub(super) const TALLY: u8 = 5;
    pub(super) const SAMPLES: u8 = 6;
    pub(super) const PROGRESS: u8 = 32;
    pub(super) const OPENED: u8 = 33;
    pub(super) const FOUND: u8 = 34;
    pub(super) const FOUND_ROWS: u8 = 35;
    pub(super) const EXPANDED: u8 = 36;
    pub(super) const SUMS: u8 = 37;
    pub(super) const SAMPLE_LIST: u8 = 38;
    pub(super) const FAULT: u8 = 39;
}

/// What a page asks its worker. Jobs have numbers that the page chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Open a list; the answers are any number of [`Answer::Progress`], then [`Answer::Opened`].
    Open(OpenFrom),
    /// The page no longer wants the answer of that job; do not answer.
    Cancel,
    /// Find files.
    Find {
        /// Which, in which order.
        view: View,
        /// Queries; each row says which cover it.
        rules: Vec<String>,
        /// The window of rows.
        rows: Range<u32>,
    },
    /// Another window of rows.
    Rows {
        /// Which, in which order.
        view: View,
        /// Queries; each row says which cover it.
        rules: Vec<String>,
        /// The window of rows.
        rows: Range<u32>,
    },
    /// All files of a query, with checksums, unless there are more than `most`.
    Expand {
        /// The query.
        query: String,
        /// How many there may be.
        most: u32,
    },
    /// The sums over what any of some queries finds.
    Tally {
        /// The queries.
        queries: Vec<String>,
        /// Says whether the digest of the list is wanted.
        digest: bool,
    },
    /// The samples of the list.
    Samples,
}

/// What a worker answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// How far the opening is; more follows.
    Progress(OpenProgress),
    /// To [`Question::Open`].
    Opened(SnapshotFacts),
    /// To [`Question::Find`].
    SearchResult(SearchResult),
    /// To [`Question::Rows`].
    Rows(Vec<FoundFile>),
    /// To [`Question::Expand`].
    Expanded(Expanded),
    /// To [`Question::Tally`].
    Tally(Tally),
    /// To [`Question::Samples`].
    Samples(Vec<u8>),
    /// There is none.
    Fault(SearchError),
}

impl Question {
    /// Writes the message.
    pub fn to_bytes(&self, job: u32) -> Vec<u8> {
        match self {
            Self::Open(from) => message(kind::OPEN, job, |out| from.write(out)),
            Self::Cancel => message(kind::CANCEL, job, |_| {}),
            Self::Find { view, rules, rows } => message(kind::FIND, job, |out| {
                write_window(view, rules, rows, out);
            }),
            Self::Rows { view, rules, rows } => message(kind::ROWS, job, |out| {
                write_window(view, rules, rows, out);
            }),
            Self::Expand { query, most } => message(kind::EXPAND, job, |out| {
                query.write(out);
                most.write(out);
            }),
            Self::Tally { queries, digest } => message(kind::TALLY, job, |out| {
                queries.write(out);
                digest.write(out);
            }),
            Self::Samples => message(kind::SAMPLES, job, |_| {}),
        }
    }

    /// Reads a message; also returns the job.
    ///
    /// # Errors
    ///
    /// [`WireError`] if it is not what a page of this build writes.
    pub fn from_bytes(message: &[u8]) -> Result<(u32, Self), WireError> {
        let mut from = Reader(message);
        let (kind, job) = open(&mut from)?;
        let question = match kind {
            kind::OPEN => Self::Open(Form::read(&mut from)?),
            kind::CANCEL => Self::Cancel,
            kind::FIND => {
                let (view, rules, rows) = read_window(&mut from)?;
                Self::Find { view, rules, rows }
            }
            kind::ROWS => {
                let (view, rules, rows) = read_window(&mut from)?;
                Self::Rows { view, rules, rows }
            }
            kind::EXPAND => Self::Expand {
                query: Form::read(&mut from)?,
                most: Form::read(&mut from)?,
            },
            kind::TALLY => Self::Tally {
                queries: Form::read(&mut from)?,
                digest: Form::read(&mut from)?,
            },
            kind::SAMPLES => Self::Samples,
            _ => return Err(WireError::Unknown { what: "message" }),
        };
        from.end()?;
        Ok((job, question))
    }
}

impl Answer {
    /// Writes the message.
    pub fn to_bytes(&self, job: u32) -> Vec<u8> {
        match self {
            Self::Progress(progress) => message(kind::PROGRESS, job, |out| progress.write(out)),
            Self::Opened(facts) => message(kind::OPENED, job, |out| facts.write(out)),
            Self::SearchResult(found) => message(kind::FOUND, job, |out| found.write(out)),
            Self::Rows(rows) => message(kind::FOUND_ROWS, job, |out| rows.write(out)),
            Self::Expanded(expanded) => message(kind::EXPANDED, job, |out| expanded.write(out)),
            Self::Tally(tally) => message(kind::SUMS, job, |out| tally.write(out)),
            Self::Samples(bytes) => message(kind::SAMPLE_LIST, job, |out| out.bytes(bytes)),
            Self::Fault(fault) => message(kind::FAULT, job, |out| fault.write(out)),
        }
    }

    /// Reads a message; also returns the job.
    ///
    /// # Errors
    ///
    /// [`WireError`] if it is not what a worker of this build writes.
    pub fn from_bytes(message: &[u8]) -> Result<(u32, Self), WireError> {
        let mut from = Reader(message);
        let (kind, job) = open(&mut from)?;
        let answer = match kind {
            kind::PROGRESS => Self::Progress(Form::read(&mut from)?),
            kind::OPENED => Self::Opened(Form::read(&mut from)?),
            kind::FOUND => Self::SearchResult(Form::read(&mut from)?),
            kind::FOUND_ROWS => Self::Rows(Form::read(&mut from)?),
            kind::EXPANDED => Self::Expanded(Form::read(&mut from)?),
            kind::SUMS => Self::Tally(Form::read(&mut from)?),
            kind::SAMPLE_LIST => Self::Samples(std::mem::take(&mut from.0).to_vec()),
            kind::FAULT => Self::Fault(Form::read(&mut from)?),
            _ => return Err(WireError::Unknown { what: "message" }),
        };
        from.end()?;
        Ok((job, answer))
    }
}

fn message(kind: u8, job: u32, body: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut out = Writer(vec![FORMAT, kind]);
    out.bytes(&job.to_le_bytes());
    body(&mut out);
    out.0
}

fn open(from: &mut Reader<'_>) -> Result<(u8, u32), WireError> {
    match from.byte() {
        Ok(FORMAT) => Ok((from.byte()?, u32::from_le_bytes(from.array()?))),
        _ => Err(WireError::Version),
    }
}

fn write_window(view: &View, rules: &Vec<String>, rows: &Range<u32>, out: &mut Writer) {
    view.write(out);
    rules.write(out);
    rows.start.write(out);
    rows.end.write(out);
}

fn read_window(from: &mut Reader<'_>) -> Result<(View, Vec<String>, Range<u32>), WireError> {
    let (view, rules) = Form::read(from)?;
    Ok((view, rules, Form::read(from)?..Form::read(from)?))
}
