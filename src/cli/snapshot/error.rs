//! What can be wrong with the arguments of `igsr-fetch snapshot`, and with its folder.

use crate::mirror::{PathError, RemotePath};

/// Why the arguments cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(in crate::cli) enum PlanError {
    /// No release or data collection has this short name.
    #[error("there is no data collection {id}; known are: {}", known.join(", "))]
    Collection {
        /// As given.
        id: String,
        /// What is known.
        known: Vec<String>,
    },
    /// A host is none.
    #[error("{0} is no host with the root of its tree, as in ftp.example.org/vol1")]
    Host(String),
    /// A root is none.
    #[error("the root in {text} cannot be read: {error}")]
    Root {
        /// As given.
        text: String,
        /// Why.
        error: PathError,
    },
    /// A host has another root than the one given.
    #[error("the tree of {host} begins at {known}/, not elsewhere")]
    OtherRoot {
        /// The host.
        host: String,
        /// Its root.
        known: RemotePath,
    },
    /// Standard input is to be read twice.
    #[error("standard input can be one table only")]
    StdinTwice,
    /// The words for the source cannot be written.
    #[error("--source must be words without control characters")]
    Source,
    /// There is no date.
    #[error("no file of the list has a date; give the list's own with --date")]
    NoDate,
}

/// Why a folder cannot take a snapshot.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(in crate::cli) enum FolderError {
    /// Another run writes to it.
    #[error(
        "{folder} is being written by another run of igsr-fetch{holder}; wait until it is done"
    )]
    InUse {
        /// The folder.
        folder: String,
        /// Words for the other run.
        holder: String,
    },
    /// It is a link to something that is not there.
    #[error(
        "{folder} is a link to {target}, which is not there; make that folder, or name another"
    )]
    DanglingLink {
        /// The folder.
        folder: String,
        /// Where the link leads.
        target: String,
    },
    /// It is something else.
    #[error("{0} is not a folder; name another, or move it away")]
    NotAFolder(String),
}
