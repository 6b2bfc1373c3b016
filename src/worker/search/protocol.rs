//! What a page asks the worker that searches files, and what it answers.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::mirror::HostPath;
use crate::search::{
    Expanded, FileDetails, FilePack, FoundFile, ListedDirectory, OpenProgress, SearchError,
    SearchResult, Tally, View,
};
use crate::snapshot::{SnapshotFacts, SnapshotFile};
use crate::worker::{Restore, Turn, WorkerRequest};

/// A request; each is a job of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Open a list: any number of [`Response::Progress`], then [`Response::Opened`].
    Open(ListSource),
    /// Find files: [`Response::Found`].
    Find {
        /// Which, in which order.
        view: View,
        /// Queries; each row says which of them cover it.
        rules: Vec<String>,
        /// The window of rows.
        rows: Range<u32>,
    },
    /// Another window of rows: [`Response::Rows`].
    Rows {
        /// Which, in which order.
        view: View,
        /// Queries; each row says which of them cover it.
        rules: Vec<String>,
        /// The window of rows.
        rows: Range<u32>,
    },
    /// All files of a query, with checksums, unless there are more than `most`: [`Response::Expanded`].
    Expand {
        /// The query.
        query: String,
        /// How many there may be.
        most: u32,
    },
    /// A window of the files of a query, by path, with checksums: [`Response::Files`].
    Files {
        /// The query.
        query: String,
        /// The window of files.
        rows: Range<u32>,
    },
    /// The sums over what a query finds: [`Response::Tally`], with a digest of its files if they are few enough.
    Count {
        /// The query.
        query: String,
    },
    /// The sums over what any of some queries finds: [`Response::Tally`].
    Tally {
        /// The queries.
        queries: Vec<String>,
    },
    /// The first `most` children of a directory, with checksums: [`Response::Directory`].
    Directory {
        /// The directory and its host.
        at: HostPath,
        /// How many there may be.
        most: u32,
    },
    /// A file by its path, with its checksum and companions: [`Response::File`].
    File(HostPath),
    /// The samples of the list: [`Response::Samples`].
    Samples,
}

/// Where the files of a list are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListSource {
    /// In this folder of the web, an absolute address with a trailing slash.
    Folder(String),
    /// In the browser's own store.
    Kept,
    /// Here, the manifest first, then the parts in order.
    Files(Vec<SnapshotFile>),
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Response {
    /// How far the opening is; more follows.
    Progress(OpenProgress),
    /// To [`Request::Open`].
    Opened(SnapshotFacts),
    /// To [`Request::Find`].
    Found(SearchResult),
    /// To [`Request::Rows`].
    Rows(Vec<FoundFile>),
    /// To [`Request::Expand`].
    Expanded(Expanded),
    /// To [`Request::Files`].
    Files(FilePack),
    /// To [`Request::Count`] and [`Request::Tally`].
    Tally(Tally),
    /// To [`Request::Directory`]; nothing if the list does not have it.
    Directory(Option<ListedDirectory>),
    /// To [`Request::File`]; nothing if the list does not have it.
    File(Option<Box<FileDetails>>),
    /// To [`Request::Samples`], as [`SampleList`](crate::catalogue::SampleList) writes them.
    Samples(#[serde(with = "serde_bytes")] Vec<u8>),
    /// To any, if it cannot be done.
    Failed(SearchError),
}

impl Request {
    /// Returns the queries that it asks about.
    pub(super) fn queries(&self) -> Vec<&str> {
        match self {
            Self::Find { view, rules, .. } | Self::Rows { view, rules, .. } => {
                let rules = rules.iter().map(String::as_str);
                std::iter::once(view.query.as_str()).chain(rules).collect()
            }
            Self::Expand { query, .. } | Self::Files { query, .. } | Self::Count { query } => {
                vec![query]
            }
            Self::Tally { queries } => queries.iter().map(String::as_str).collect(),
            Self::Open(_) | Self::Directory { .. } | Self::File(_) | Self::Samples => Vec::new(),
        }
    }
}

impl WorkerRequest for Request {
    type Response = Response;

    fn is_final(response: &Response) -> bool {
        !matches!(response, Response::Progress(_))
    }

    fn turn(&self) -> Turn {
        // Each key press finds anew; what is typed last is wanted first.
        match self {
            Self::Find { .. } => Turn::Newest,
            _ => Turn::Now,
        }
    }

    fn sets_state(&self) -> bool {
        matches!(self, Self::Open(_))
    }

    fn restore(&self, response: &Response) -> Restore<Self> {
        match (self, response) {
            // What the browser could not keep is not kept here either: 15 MB.
            (Self::Open(ListSource::Files(_)), Response::Opened(_)) => Restore::With(None),
            (Self::Open(_), Response::Opened(_)) => Restore::With(Some(self.clone())),
            _ => Restore::Unchanged,
        }
    }
}
