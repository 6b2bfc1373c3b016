//! The worker's end: takes messages and events, one at a time.

use super::protocol::{Request, Response};
use super::tables::TableImport;
use crate::snapshot::OpenError;
use crate::worker::effects::EffectQueue;
use crate::worker::message::{Call, decode};
use crate::worker::{Effect, EffectServer, Event, WorkerError};

/// Makes one list at a time; the newest request counts.
#[derive(Debug, Default)]
pub struct ImportServer {
    /// The job and its work.
    import: Option<(u32, TableImport)>,
    out: EffectQueue,
}

impl EffectServer for ImportServer {
    fn take(&mut self, message: &[u8]) -> Result<Vec<Effect>, WorkerError> {
        match decode(message)? {
            (job, Call::Request(request)) => self.start(job, request),
            (job, Call::Cancel) => {
                if let Some((_, mut import)) = self.import.take_if(|(of, _)| *of == job) {
                    import.stop(&mut self.out);
                }
            }
        }
        Ok(self.out.take())
    }

    fn event(&mut self, number: u32, event: Event<'_>) -> Vec<Effect> {
        let owner = self.import.take_if(|(_, import)| import.owns(number));
        if let Some((job, mut import)) = owner {
            match import.take(event, &mut self.out) {
                Ok(None) => self.import = Some((job, import)),
                Ok(Some(imported)) => self.out.respond(job, &Response::Imported(imported)),
                Err(error) => {
                    import.stop(&mut self.out);
                    self.out.respond(job, &Response::Failed(error));
                }
            }
        }
        self.out.take()
    }
}

impl ImportServer {
    fn start(&mut self, job: u32, request: Request) {
        if let Some((old, mut import)) = self.import.take() {
            import.stop(&mut self.out);
            let cancelled = Response::Failed(OpenError::Cancelled);
            self.out.respond(old, &cancelled);
        }
        let import = TableImport::start(job, request, &mut self.out);
        self.import = Some((job, import));
    }
}
