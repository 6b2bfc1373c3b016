//! The worker's end: takes messages, one at a time.

use super::gathered::Gathered;
use super::output::Texts;
use super::protocol::{PlanChoice, PlanFault, PlanInput, Request, Response};
use super::summary::summary;
use crate::command::BundleTool;
use crate::mirror::RemotePath;
use crate::plan::{Manifest, PlannedManifest, Plans, StandIns, System};
use crate::worker::WorkerError;
use crate::worker::message::{Call, decode, encode};

/// Holds the files of one selection, and plans them.
#[derive(Debug, Default)]
pub struct PlanServer {
    gathered: Option<Gathered>,
    planned: Option<Planned>,
    texts: Texts,
}

/// The plans of a selection for a mirror.
#[derive(Debug)]
struct Planned {
    choice: PlanChoice,
    plans: Plans,
    /// Made when it is first needed.
    manifest: Option<Manifest>,
}

impl PlanServer {
    /// Takes a message; returns the message that answers it, if any.
    ///
    /// # Errors
    ///
    /// [`WorkerError`] if it is not what a page of this build writes.
    pub fn take(&mut self, message: &[u8]) -> Result<Option<Vec<u8>>, WorkerError> {
        let (job, call) = decode(message)?;
        Ok(match call {
            Call::Request(request) => Some(encode(job, &self.respond(request))),
            // Each request is answered before the next message is read.
            Call::Cancel => None,
        })
    }

    fn respond(&mut self, request: Request) -> Response {
        let response = match request {
            Request::Begin(input) => self.begin(*input),
            Request::Files {
                rule,
                files,
                is_last,
            } => self.gathered().and_then(|gathered| {
                gathered.take(rule, &files, is_last)?;
                Ok(Response::Taken)
            }),
            Request::Plan(choice) => self.plan(*choice),
            Request::Output(tool) => self.output(tool),
            Request::Text { output, text, from } => {
                self.texts.piece(output, text, from).map(Response::Text)
            }
            Request::Manifest { output } => self.manifest(output),
            Request::Archive { output } => self.archive(output),
            Request::Unverified => self.unverified(),
        };
        response.unwrap_or_else(Response::Failed)
    }

    fn gathered(&mut self) -> Result<&mut Gathered, PlanFault> {
        self.gathered.as_mut().ok_or(PlanFault::Outdated)
    }

    fn begin(&mut self, input: PlanInput) -> Result<Response, PlanFault> {
        self.planned = None;
        self.texts = self.texts.next();
        let gathered = Gathered::begin(input, self.gathered.take())?;
        let missing = gathered.missing();
        self.gathered = Some(gathered);
        Ok(Response::Missing(missing))
    }

    fn plan(&mut self, choice: PlanChoice) -> Result<Response, PlanFault> {
        // The plans before go first, so that there is memory for these.
        self.planned = None;
        self.texts = self.texts.next();
        let gathered = self.gathered.as_ref().ok_or(PlanFault::Outdated)?;
        let mirror = gathered
            .registry
            .offered(true)
            .find(|mirror| mirror.id == choice.mirror)
            .ok_or_else(|| PlanFault::Mirror(choice.mirror.clone()))?;
        let read = gathered.read();
        let wanted = gathered.wanted().map(|(_, file)| file);
        let files = gathered.named().iter().chain(&read).chain(wanted);
        let plans = Plans::new(files, mirror, &gathered.registry, &choice.options);
        let summary = summary(&plans, gathered);
        self.planned = Some(Planned {
            choice,
            plans,
            manifest: None,
        });
        Ok(Response::Planned(Box::new(summary)))
    }

    /// Returns the plans with their manifest, which is made of them if it is not there.
    fn with_manifest(&mut self) -> Result<(&Gathered, &Planned, &Manifest), PlanFault> {
        let gathered = self.gathered.as_ref().ok_or(PlanFault::Outdated)?;
        let planned = self.planned.as_mut().ok_or(PlanFault::Outdated)?;
        if planned.manifest.is_none() {
            planned.manifest = Some(planned.to_manifest(gathered)?);
        }
        let planned = &*planned;
        let manifest = planned.manifest.as_ref().ok_or(PlanFault::Outdated)?;
        Ok((gathered, planned, manifest))
    }

    fn output(&mut self, tool: BundleTool) -> Result<Response, PlanFault> {
        let next = self.texts.next();
        let (gathered, planned, manifest) = self.with_manifest()?;
        let options = &planned.choice.options;
        let (texts, output) =
            next.write(tool, &planned.plans, manifest, options, &gathered.registry);
        self.texts = texts;
        Ok(Response::Output(Box::new(output)))
    }

    fn manifest(&mut self, output: u32) -> Result<Response, PlanFault> {
        let (_, _, manifest) = self.with_manifest()?;
        let text = manifest
            .to_json()
            .map_err(|error| PlanFault::Manifest(error.to_string()))?;
        self.texts
            .add(output, text.into_bytes())
            .map(Response::Added)
    }

    fn archive(&mut self, output: u32) -> Result<Response, PlanFault> {
        let (_, _, manifest) = self.with_manifest()?;
        let text = manifest
            .to_json()
            .map_err(|error| PlanFault::Manifest(error.to_string()))?;
        let archive = self.texts.archive(&text)?;
        self.texts.add(output, archive).map(Response::Added)
    }

    fn unverified(&self) -> Result<Response, PlanFault> {
        let planned = self.planned.as_ref().ok_or(PlanFault::Outdated)?;
        let items = planned.plans.main().map(|plan| &plan.items);
        let without = items
            .into_iter()
            .flatten()
            .filter(|item| item.md5.is_none());
        let paths: Vec<RemotePath> = without.map(|item| item.path.clone()).collect();
        Ok(Response::Unverified(paths))
    }
}

impl Planned {
    fn to_manifest(&self, gathered: &Gathered) -> Result<Manifest, PlanFault> {
        let registry = &gathered.registry;
        let choice = &self.choice;
        let made = self
            .plans
            .to_manifest(registry, StandIns::Mirrors, System::Unix, &choice.date);
        let PlannedManifest { mut manifest, .. } =
            made.map_err(|error| PlanFault::Manifest(error.to_string()))?;
        manifest.snapshot.clone_from(&choice.snapshot);
        manifest.cite(gathered.cited(), registry);
        Ok(manifest)
    }
}
