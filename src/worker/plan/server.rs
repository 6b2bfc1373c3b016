//! The worker's end: takes messages, one at a time.

use super::gathered::Gathered;
use super::output::Texts;
use super::protocol::{MOST_NAMED, PlanChoice, PlanFault, PlanInput, Request, Response};
use super::summary::summary;
use super::transfers::transfers;
use crate::command::{BundleOptions, BundleTool, Shell};
use crate::mirror::{HostPath, MirrorId, MirrorRegistry, RemotePath};
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
    /// With the names of a system; made when it is first needed.
    manifest: Option<(System, PlannedManifest)>,
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
            Request::Output(tool, shell) => self.output(tool, shell),
            Request::Text { output, text, from } => {
                self.texts.piece(output, text, from).map(Response::Text)
            }
            Request::Manifest { output } => self.manifest(output),
            Request::Archive { output } => self.archive(output),
            Request::Unverified => self.unverified(),
            Request::Transfers { shell, only, from } => self.transfers(shell, only.as_ref(), from),
            Request::Read(text) => Self::read(&text),
            Request::CheckMirrors { text, page_url } => {
                let read = MirrorRegistry::from_json(&text, Some(&page_url));
                Ok(Response::Mistake(read.err().map(|error| error.to_string())))
            }
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

    /// Makes the manifest with the names of a system, if it is not there.
    fn make_manifest(&mut self, system: System) -> Result<(), PlanFault> {
        let gathered = self.gathered.as_ref().ok_or(PlanFault::Outdated)?;
        let planned = self.planned.as_mut().ok_or(PlanFault::Outdated)?;
        if planned
            .manifest
            .as_ref()
            .is_none_or(|(of, _)| *of != system)
        {
            // That of another system goes first, so that there is memory for this one.
            planned.manifest = None;
            planned.manifest = Some((system, planned.to_manifest(gathered, system)?));
        }
        Ok(())
    }

    fn output(&mut self, tool: BundleTool, shell: Shell) -> Result<Response, PlanFault> {
        self.make_manifest(shell.system())?;
        let (Some(gathered), Some(planned)) = (&self.gathered, &self.planned) else {
            return Err(PlanFault::Outdated);
        };
        let options = &planned.choice.options;
        if !options.folder_is_for(shell.system()) {
            return Err(PlanFault::DestinationOnWindows(options.destination.clone()));
        }
        let bundle_options = BundleOptions {
            destination: options.folder(),
            registry: &gathered.registry,
            shell,
        };
        let (_, made) = planned.manifest.as_ref().ok_or(PlanFault::Outdated)?;
        let next = self.texts.next();
        let (texts, output) = next.write(tool, &planned.plans, made, &bundle_options);
        self.texts = texts;
        Ok(Response::Output(Box::new(output)))
    }

    /// Writes the manifest of the last output.
    fn manifest_text(&self) -> Result<String, PlanFault> {
        let planned = self.planned.as_ref().ok_or(PlanFault::Outdated)?;
        let (_, made) = planned.manifest.as_ref().ok_or(PlanFault::Outdated)?;
        let text = made.manifest.to_json();
        text.map_err(|error| PlanFault::Manifest(error.to_string()))
    }

    fn manifest(&mut self, output: u32) -> Result<Response, PlanFault> {
        let text = self.manifest_text()?;
        self.texts
            .add(output, text.into_bytes())
            .map(Response::Added)
    }

    fn archive(&mut self, output: u32) -> Result<Response, PlanFault> {
        let archive = self.texts.archive(&self.manifest_text()?)?;
        self.texts.add(output, archive).map(Response::Added)
    }

    /// Reads the names of the files in a manifest.
    fn read(text: &str) -> Result<Response, PlanFault> {
        let manifest = Manifest::parse(text);
        let manifest = manifest.map_err(|error| PlanFault::NotAManifest(error.to_string()))?;
        let files = manifest.files.len();
        if files > MOST_NAMED {
            return Err(PlanFault::TooManyFiles { files });
        }
        let named = manifest.files.into_iter().map(|file| HostPath {
            host: file.host,
            path: file.path,
        });
        Ok(Response::Named(named.collect()))
    }

    fn transfers(
        &mut self,
        shell: Shell,
        only: Option<&(MirrorId, RemotePath)>,
        from: u32,
    ) -> Result<Response, PlanFault> {
        self.make_manifest(shell.system())?;
        let gathered = self.gathered.as_ref().ok_or(PlanFault::Outdated)?;
        let planned = self.planned.as_ref().ok_or(PlanFault::Outdated)?;
        let (_, made) = planned.manifest.as_ref().ok_or(PlanFault::Outdated)?;
        let found = transfers(&made.manifest, &gathered.registry, only, from as usize);
        Ok(Response::Transfers(found))
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
    fn to_manifest(
        &self,
        gathered: &Gathered,
        system: System,
    ) -> Result<PlannedManifest, PlanFault> {
        let (registry, date) = (&gathered.registry, &self.choice.date);
        let made = self
            .plans
            .to_manifest(registry, StandIns::Mirrors, system, date);
        let mut made = made.map_err(|error| PlanFault::Manifest(error.to_string()))?;
        made.manifest.snapshot.clone_from(&self.choice.snapshot);
        made.manifest.cite(gathered.cited(), registry);
        Ok(made)
    }
}
