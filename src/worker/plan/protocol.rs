//! What a page asks the worker that plans transfers, and what it answers.

use serde::{Deserialize, Serialize};

use super::transfers::PlannedTransfer;
use crate::catalogue::RemoteFile;
use crate::command::{BundleTool, Shell};
use crate::mirror::{HostName, HostPath, MirrorId, RemotePath};
use crate::plan::{
    CitedDirectories, Origin, PlanItem, PlanOptions, PlannedFile, SnapshotId, Totals,
};
use crate::search::FilePack;
use crate::selection::{Files, Picked};
use crate::worker::WorkerRequest;

/// Most files of a manifest that become names of a selection, which the browser stores.
pub(super) const MOST_NAMED: usize = 20_000;

/// A request; each is a job of its own, and they are answered in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Take another selection: [`Response::Missing`].
    Begin(Box<PlanInput>),
    /// Take files of a rule: [`Response::Taken`].
    Files {
        /// The rule's place in the input.
        rule: u32,
        /// The next of its files.
        files: FilePack,
        /// Whether these are the last.
        is_last: bool,
    },
    /// Plan all files: [`Response::Planned`].
    Plan(Box<PlanChoice>),
    /// Write what a tool needs in a shell: [`Response::Output`].
    Output(BundleTool, Shell),
    /// The bytes of a text of the output from a place on, at most 4 MB: [`Response::Text`].
    Text {
        /// The number of the output.
        output: u32,
        /// Which of its texts.
        text: u32,
        /// The first byte.
        from: u64,
    },
    /// Add the manifest to the texts of the output: [`Response::Added`].
    Manifest {
        /// The number of the output.
        output: u32,
    },
    /// Add an archive of all that the tool needs to the texts of the output: [`Response::Added`].
    Archive {
        /// The number of the output.
        output: u32,
    },
    /// The files of the main site without checksum: [`Response::Unverified`].
    Unverified,
    /// Files of the plan as downloads, named for a shell's system, at most 2,000 from a place on: [`Response::Transfers`].
    Transfers {
        /// A shell of the system.
        shell: Shell,
        /// The only file that is wanted, by the first mirror that is asked for it, if not all are.
        only: Option<(MirrorId, RemotePath)>,
        /// How many have been sent.
        from: u32,
    },
    /// Read the text of a manifest: [`Response::Named`].
    Read(String),
    /// Say what is wrong with a mirror list: [`Response::Mistake`].
    CheckMirrors {
        /// Its text.
        text: String,
        /// The address of the page.
        page_url: String,
    },
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Response {
    /// The places of rules whose files the worker does not have.
    Missing(Vec<u32>),
    /// The files were taken.
    Taken,
    /// The plan in brief.
    Planned(Box<PlanSummary>),
    /// What a tool needs.
    Output(Box<Output>),
    /// Bytes of a text.
    Text(#[serde(with = "serde_bytes")] Vec<u8>),
    /// Which text was added.
    Added(u32),
    /// Paths of files.
    Unverified(Vec<RemotePath>),
    /// Files to download; none if there are no more.
    Transfers(Vec<PlannedTransfer>),
    /// Names of files.
    Named(Vec<HostPath>),
    /// The place and the words of a mistake, if there is one.
    Mistake(Option<String>),
    /// The request could not be met.
    Failed(PlanFault),
}

/// Why the worker could not meet a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum PlanFault {
    /// It was asked for what another request has to bring first.
    #[error("the plan was made for another selection: open this page again")]
    Outdated,
    /// The mirror list cannot be read.
    #[error("the mirror list cannot be read: {0}")]
    Registry(String),
    /// Files cannot be decoded.
    #[error("the files of a search cannot be read: {0}")]
    Files(String),
    /// No mirror has this name.
    #[error("the mirror list has no {}", .0.0)]
    Mirror(MirrorId),
    /// No folder on Windows can have the name.
    #[error("{0} holds one of \" * < > ? |, which no folder on Windows can have in its name")]
    DestinationOnWindows(String),
    /// The text is no manifest.
    #[error("it is no manifest: {0}")]
    NotAManifest(String),
    /// A manifest has more files than a selection holds by name.
    #[error(
        "it has {files} files, and a selection holds {MOST_NAMED} by name: igsr-fetch plan --manifest takes any number"
    )]
    TooManyFiles {
        /// How many it has.
        files: usize,
    },
    /// The files cannot stand in a manifest.
    #[error("the manifest cannot be written: {0}")]
    Manifest(String),
}

impl WorkerRequest for Request {
    type Response = Response;
}

/// A selection, but for the files of its rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanInput {
    /// The mirror list.
    pub mirrors: String,
    /// The address of the page, to which addresses in the mirror list may be relative.
    pub page_url: String,
    /// The host by which the open list names files of the main site.
    pub main_host: Option<HostName>,
    /// Where the open list says that its files are from.
    pub origin: Origin,
    /// The digest of the open list: rules find the same in it.
    pub list: String,
    /// Facts about files that are picked by name.
    pub named: Vec<PlannedFile>,
    /// Facts that were read from mirrors; they count for files of rules too.
    pub read: Vec<RemoteFile>,
    /// The rules.
    pub rules: Vec<PlanRule>,
    /// What to cite.
    pub cited: CitedDirectories,
}

/// A rule of a selection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRule {
    /// Its place in the selection.
    pub place: u32,
    /// The query.
    pub query: String,
    /// Files that it finds and that are not wanted.
    pub except: Files,
}

/// For what the files are planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanChoice {
    /// The mirror.
    pub mirror: MirrorId,
    /// Folder, key and collection.
    pub options: PlanOptions,
    /// The day: `YYYY-MM-DD`.
    pub date: String,
    /// The list that is open.
    pub snapshot: Option<SnapshotId>,
}

/// A plan as a page shows it: sums, and the first files of each host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSummary {
    /// The sums over all files that can be got.
    pub totals: Totals,
    /// Number of files that cannot.
    pub refusals: usize,
    /// The hosts; that of the main site first.
    pub hosts: Vec<HostSummary>,
    /// Files whose hosts cannot be used.
    pub elsewhere: RefusedFiles,
}

/// The part of a plan that is of one host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostSummary {
    /// The mirror or archive.
    pub mirror: MirrorId,
    /// Its name.
    pub name: String,
    /// Name, host and sums, as a heading.
    pub heading: String,
    /// Whether it has a Globus collection.
    pub has_globus: bool,
    /// Whether it is an archive or an unknown host rather than a mirror of the main site.
    pub is_archive: bool,
    /// The sums.
    pub totals: Totals,
    /// The first files.
    pub files: Vec<SummaryFile>,
    /// Files that cannot be got.
    pub refused: RefusedFiles,
    /// What to know before starting, in sentences.
    pub warnings: Vec<String>,
}

/// A file of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryFile {
    /// The file.
    pub item: PlanItem,
    /// The address from which a page may read it.
    pub page_url: String,
    /// What takes it out of the selection.
    pub picked: Vec<PickedAs>,
}

/// Files that cannot be got.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFiles {
    /// How many.
    pub count: usize,
    /// The first of them.
    pub shown: Vec<RefusedFile>,
}

/// A file that cannot be got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFile {
    /// Its path.
    pub path: RemotePath,
    /// Why, in words.
    pub reason: String,
    /// What takes it out of the selection.
    pub picked: Vec<PickedAs>,
}

/// How a file came into a selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickedAs {
    /// The rule that found it, by its place in the selection; without one it was picked by name.
    pub rule: Option<u32>,
    /// Its name there.
    pub file: Picked,
}

/// What a tool needs, as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Its number, by which its texts are asked for.
    pub number: u32,
    /// Texts to paste and files to save, in the order of its texts.
    pub blocks: Vec<Block>,
    /// A link that needs no command: label and address.
    pub link: Option<(String, String)>,
    /// What to know of the tool and these files, in sentences.
    pub notes: Vec<String>,
    /// How many files the archive has.
    pub archived: u32,
}

/// The beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its title.
    pub title: String,
    /// The name under which it is saved.
    pub file_name: String,
    /// Its first lines.
    pub shown: String,
    /// Number of lines that follow.
    pub lines_left: usize,
    /// Bytes of the whole text.
    pub bytes: u64,
}
