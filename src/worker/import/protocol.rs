//! What a page asks the worker that makes lists, and what it answers.

use serde::{Deserialize, Serialize};

use crate::search::OpenProgress;
use crate::snapshot::{OpenError, SnapshotFile};
use crate::worker::WorkerRequest;

/// A request to make a list: any number of [`Response::Progress`], then [`Response::Imported`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Absolute address of `current.tree`.
    pub tree: String,
    /// Addresses of sample tables, which may be missing there.
    pub samples: Vec<String>,
    /// Addresses of index files, which may be missing there.
    pub indexes: Vec<String>,
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Response {
    /// How far it is; more follows.
    Progress(OpenProgress),
    /// The list is made.
    Imported(Imported),
    /// There is none.
    Failed(OpenError),
}

/// Where a list is that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Imported {
    /// In the browser's own store.
    Kept,
    /// Here, as the store takes nothing: the files of a snapshot, the manifest first.
    Files(Vec<SnapshotFile>),
}

impl WorkerRequest for Request {
    type Response = Response;

    fn is_final(response: &Response) -> bool {
        !matches!(response, Response::Progress(_))
    }
}
