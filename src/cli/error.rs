//! Errors and exit codes of the command.

use std::io;
use std::process::ExitCode;

use super::catalogue::MirrorArgumentError;
use super::client::HttpError;
use super::snapshot::{FolderError, PlanError};
use super::source::SourceError;
use super::transfer::TransferError;
use crate::listing::NotAnIndex;
use crate::search::QueryError;
use crate::snapshot::{CollectError, OpenError};
use crate::table::{SkippedRow, TableError};

/// The exit codes, as `--help` and the README list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Everything was listed, found, or written.
    Done = 0,
    /// The source could not be read, or the output not written.
    Unreadable = 1,
    /// The arguments are invalid.
    Usage = 2,
    /// The input is no directory index, or none of the known tables.
    OtherForm = 3,
    /// The output is incomplete.
    Incomplete = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Reason why the command fails.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum CliError {
    /// The arguments are invalid.
    #[error("{0}")]
    Source(#[from] SourceError),
    /// A file, or standard input, could not be read.
    #[error("{name} cannot be read: {error}")]
    File {
        /// The file.
        name: String,
        /// Error of the operating system.
        error: io::Error,
    },
    /// An address could not be read.
    #[error("{url} cannot be read: {error}")]
    Http {
        /// The address that was asked.
        url: String,
        /// Why.
        error: Box<HttpError>,
    },
    /// The input is no directory index.
    #[error("{name} is not a directory index: {error}")]
    NotAnIndex {
        /// The file or address.
        name: String,
        /// Why.
        error: NotAnIndex,
    },
    /// A walk needs an address to start from.
    #[error("--recursive needs an address: a saved page cannot be followed")]
    NothingToWalk,
    /// A directory of a walk was redirected out of the tree.
    #[error(
        "{url} cannot be read: it is redirected to {to}, which is not below the start or leads back"
    )]
    LedAway {
        /// The address that was asked.
        url: String,
        /// Where the answer came from.
        to: String,
    },
    /// A bucket has no address for this directory: its path is not UTF-8.
    #[error("{0} cannot be asked for: its name is not UTF-8")]
    NoAddress(String),
    /// The state of an earlier run cannot be used.
    #[error("{file} cannot be used to resume: {error}")]
    State {
        /// The file.
        file: String,
        /// Why.
        error: StateError,
    },
    /// The arguments of `igsr-fetch snapshot` cannot be followed.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A table has none of the known formats.
    #[error("{name} is no table that is known: {error}")]
    Table {
        /// The file or address.
        name: String,
        /// Why.
        error: TableError,
    },
    /// There is no row of `current.tree`.
    #[error("{name} is not the site's list current.tree: it has no row{}", because(first.as_ref()))]
    NotATree {
        /// The file or address.
        name: String,
        /// The first line, if there is one.
        first: Option<SkippedRow>,
    },
    /// There is more than a snapshot can hold.
    #[error("no snapshot can be made: {0}")]
    Collect(#[from] CollectError),
    /// The folder for a snapshot cannot take it.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A file of the output could not be written.
    #[error("{name} cannot be written: {error}")]
    Write {
        /// The file.
        name: String,
        /// Error of the operating system.
        error: io::Error,
    },
    /// A snapshot cannot be read.
    #[error("the snapshot cannot be read: {0}")]
    Open(#[from] OpenError),
    /// A query cannot be read.
    #[error("the query cannot be read: {problem}")]
    Query {
        /// As typed.
        query: String,
        /// What is wrong, and where.
        problem: QueryError,
    },
    /// No plan can be made for a tool.
    #[error(transparent)]
    Transfer(#[from] TransferError),
    /// The argument names no mirror.
    #[error(transparent)]
    Mirror(#[from] MirrorArgumentError),
    /// The output could not be written.
    #[error("the output cannot be written: {0}")]
    Output(io::Error),
}

fn because(first: Option<&SkippedRow>) -> String {
    first.map_or_else(String::new, |row| {
        format!("; line {}: {}", row.line, row.reason)
    })
}

impl CliError {
    /// Returns the exit code.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Source(_)
            | Self::NothingToWalk
            | Self::Plan(_)
            | Self::Query { .. }
            | Self::Transfer(_)
            | Self::Mirror(_) => Exit::Usage,
            Self::State { error, .. } if error.is_other_walk() => Exit::Usage,
            Self::NotAnIndex { .. } | Self::Table { .. } | Self::NotATree { .. } => Exit::OtherForm,
            // The reader of the output closed it, as `head` does: no error.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::File { .. }
            | Self::Http { .. }
            | Self::LedAway { .. }
            | Self::NoAddress(_)
            | Self::State { .. }
            | Self::Collect(_)
            | Self::Folder(_)
            | Self::Write { .. }
            | Self::Open(_)
            | Self::Output(_) => Exit::Unreadable,
        }
    }

    /// Returns whether the error needs no message.
    pub(super) fn is_quiet(&self) -> bool {
        matches!(self, Self::Output(_)) && self.exit() == Exit::Done
    }
}

/// The form of the file.
pub(super) const VERSION: u32 = 1;

/// Why a state cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum StateError {
    /// The system does not let it be read or written.
    #[error("{0}")]
    File(#[from] io::Error),
    /// Another run has it open.
    #[error("another run is using it")]
    InUse,
    /// It is no state of a walk.
    #[error("it is not a state of igsr-fetch; it is left as it is")]
    Foreign,
    /// Another version of the command wrote it.
    #[error("its form is version {0}, and this command reads version {VERSION}")]
    Version(u32),
    /// It belongs to another start.
    #[error("it belongs to a walk from {0}")]
    OtherStart(String),
    /// A line within it is damaged.
    #[error("line {0} is damaged")]
    Damaged(usize),
}

impl StateError {
    /// Returns whether the file is that of something else, so that the arguments are wrong.
    fn is_other_walk(&self) -> bool {
        matches!(
            self,
            Self::Foreign | Self::Version(_) | Self::OtherStart(_) | Self::InUse
        )
    }
}
