//! The page's end: gives the worker the files of a selection, and asks for what is made of them.

use std::rc::Rc;

use super::protocol::{Output, PlanChoice, PlanFault, PlanInput, PlanSummary, Request, Response};
use super::transfers::PlannedTransfer;
use crate::command::{BundleTool, Shell};
use crate::mirror::{MirrorId, MirrorRegistry, RemotePath};
use crate::port::{SearchError, SearchFiles};
use crate::selection::Picked;
use crate::worker::{StartWorker, WorkerClient, WorkerError};

/// Files of a rule that are sent at once: some megabytes.
const AT_A_TIME: u32 = 20_000;

/// Plans in a worker, which starts when something is first planned, and anew after it has failed.
pub struct PlanClient(WorkerClient<Request>);

/// How many files of rules have been given to the worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GatherProgress {
    /// How many have.
    pub files: u64,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The worker could not start, or ended.
    #[error("the program that plans stopped: {0}")]
    Worker(#[from] WorkerError),
    /// The worker could not do it.
    #[error(transparent)]
    Fault(#[from] PlanFault),
    /// The files of a rule could not be found.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The worker answered another request.
    #[error("the program that plans gave the answer to another question")]
    Unasked,
}

/// Takes the field of a response of the right kind.
macro_rules! only {
    ($kind:ident, $response:expr) => {
        match $response {
            Response::$kind(value) => Ok(value),
            _ => Err(PlanError::Unasked),
        }
    };
}

impl PlanClient {
    /// Takes what starts the worker.
    pub fn new(starter: impl StartWorker + 'static) -> Self {
        Self(WorkerClient::new(Box::new(starter)))
    }

    async fn ask(&self, request: Request) -> Result<Response, PlanError> {
        match self.0.request(request, None).response().await? {
            Response::Failed(fault) => Err(fault.into()),
            response => Ok(response),
        }
    }

    /// Gives the worker a selection, and the files of those rules that it does not have. To drop the future is to stop.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the files cannot be found, or the worker fails.
    pub async fn gather(
        &self,
        search: &dyn SearchFiles,
        input: PlanInput,
        progress: Rc<dyn Fn(GatherProgress)>,
    ) -> Result<(), PlanError> {
        let queries: Vec<String> = input.rules.iter().map(|rule| rule.query.clone()).collect();
        let begun = self.ask(Request::Begin(Box::new(input))).await?;
        let mut done = GatherProgress::default();
        for rule in only!(Missing, begun)? {
            let query = queries.get(rule as usize).ok_or(PlanError::Unasked)?;
            let mut from = 0;
            loop {
                let files = search.files(query, from..from + AT_A_TIME).await?;
                let found = files.files;
                let is_last = found < AT_A_TIME;
                let request = Request::Files {
                    rule,
                    files,
                    is_last,
                };
                self.ask(request).await?;
                done.files += u64::from(found);
                progress(done);
                if is_last {
                    break;
                }
                from += AT_A_TIME;
            }
        }
        Ok(())
    }

    /// Plans what was gathered.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the worker fails.
    pub async fn plan(&self, choice: PlanChoice) -> Result<PlanSummary, PlanError> {
        let response = self.ask(Request::Plan(Box::new(choice))).await?;
        only!(Planned, response).map(|summary| *summary)
    }

    /// Writes what a tool needs for the plan, in a shell.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the worker fails.
    pub async fn output(&self, tool: BundleTool, shell: Shell) -> Result<Output, PlanError> {
        let response = self.ask(Request::Output(tool, shell)).await?;
        only!(Output, response).map(|output| *output)
    }

    /// Hands out a text of an output, piece by piece.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the worker fails, or has another output by now.
    pub async fn text(
        &self,
        output: u32,
        text: u32,
        mut take: impl FnMut(&[u8]),
    ) -> Result<(), PlanError> {
        let mut from = 0;
        loop {
            let request = Request::Text { output, text, from };
            let piece = only!(Text, self.ask(request).await?)?;
            if piece.is_empty() {
                return Ok(());
            }
            take(&piece);
            from += piece.len() as u64;
        }
    }

    /// Adds the manifest to the texts of an output; returns its place.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the worker fails, or has another output by now.
    pub async fn manifest(&self, output: u32) -> Result<u32, PlanError> {
        only!(Added, self.ask(Request::Manifest { output }).await?)
    }

    /// Adds an archive of all that the tool needs to the texts of an output; returns its place.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the worker fails, or has another output by now.
    pub async fn archive(&self, output: u32) -> Result<u32, PlanError> {
        only!(Added, self.ask(Request::Archive { output }).await?)
    }

    /// Returns the files of the main site without checksum.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the worker fails.
    pub async fn unverified(&self) -> Result<Vec<RemotePath>, PlanError> {
        only!(Unverified, self.ask(Request::Unverified).await?)
    }

    /// Returns files of the plan as downloads, named for a shell's system: all, or the one that is named.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the worker fails.
    pub async fn transfers(
        &self,
        shell: Shell,
        only: Option<(MirrorId, RemotePath)>,
    ) -> Result<Vec<PlannedTransfer>, PlanError> {
        let mut found: Vec<PlannedTransfer> = Vec::new();
        loop {
            let request = Request::Transfers {
                shell,
                only: only.clone(),
                from: u32::try_from(found.len()).unwrap_or(u32::MAX),
            };
            let mut piece = only!(Transfers, self.ask(request).await?)?;
            if piece.is_empty() {
                return Ok(found);
            }
            found.append(&mut piece);
        }
    }

    /// Returns the files of a manifest by the names of a selection, with the page's mirrors.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the text is no manifest, has too many files, or the worker fails.
    pub async fn read(
        &self,
        text: String,
        registry: &MirrorRegistry,
    ) -> Result<Vec<Picked>, PlanError> {
        let files = only!(Named, self.ask(Request::Read(text)).await?)?;
        let files = files.into_iter().map(|at| Picked::at(at, registry));
        Ok(files.collect())
    }

    /// Returns the place and the words of a mistake in a mirror list: the page reads it without following places.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if the worker fails.
    pub async fn check_mirrors(
        &self,
        text: String,
        page_url: String,
    ) -> Result<Option<String>, PlanError> {
        let request = Request::CheckMirrors { text, page_url };
        only!(Mistake, self.ask(request).await?)
    }
}
