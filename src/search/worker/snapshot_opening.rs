//! Opens a snapshot of static files: its manifest, then its parts, which are asked for together and read one by one.

use std::collections::VecDeque;

use super::means::{Action, Event, Failure, Store};
use super::outbox::{Gauge, Outbox};
use super::sums::Sums;
use crate::search::OpenStep;
use crate::snapshot::{OpenError, PartName, Snapshot, SnapshotReader};

/// The name of the manifest in its folder.
pub(super) const MANIFEST: &str = "manifest.json";

/// The most bytes that a manifest can have.
const LONGEST_MANIFEST: usize = 1 << 20;

/// A list that is ready.
pub(super) struct Ready {
    pub(super) snapshot: Snapshot,
    /// Where its checksums are.
    pub(super) sums: Sums,
}

/// A snapshot that is being opened.
#[derive(Debug)]
pub(super) struct SnapshotOpening {
    job: u32,
    /// The address of its folder; nothing before the names in the browser's own store.
    folder: String,
    kept: bool,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Manifest {
        get: u32,
        text: Vec<u8>,
    },
    Parts(Box<SnapshotReader>, VecDeque<u32>, Gauge),
    Ordering {
        number: u32,
        reader: Box<SnapshotReader>,
    },
    Done,
}

impl SnapshotOpening {
    /// Begins with a folder of the web, or else with what is kept.
    pub(super) fn start(job: u32, folder: Option<String>, out: &mut Outbox) -> Self {
        let (kept, folder) = (folder.is_none(), folder.unwrap_or_default());
        let store = if kept { Store::Kept } else { Store::Fresh };
        let get = out.get(&(folder.clone() + MANIFEST), store, false);
        Self {
            job,
            folder,
            kept,
            stage: Stage::Manifest {
                get,
                text: Vec::new(),
            },
        }
    }

    /// Says whether an event is meant for it.
    pub(super) fn owns(&self, number: u32) -> bool {
        match &self.stage {
            Stage::Manifest { get, .. } => *get == number,
            Stage::Parts(_, gets, _) => gets.contains(&number),
            Stage::Ordering { number: own, .. } => *own == number,
            Stage::Done => false,
        }
    }

    /// Ends it.
    pub(super) fn stop(&mut self, out: &mut Outbox) {
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Manifest { get, .. } => out.push(Action::Stop(get)),
            Stage::Parts(_, gets, _) => gets
                .into_iter()
                .map(Action::Stop)
                .for_each(|stop| out.push(stop)),
            Stage::Ordering { .. } | Stage::Done => {}
        }
    }

    /// Takes an event that it [owns](Self::owns).
    pub(super) fn take(
        &mut self,
        number: u32,
        event: Event<'_>,
        out: &mut Outbox,
    ) -> Result<Option<Ready>, OpenError> {
        match event {
            Event::Head { status: 200, .. } | Event::Kept(_) => {}
            Event::Head { status: 404, .. } if self.kept => return Err(OpenError::NothingKept),
            Event::Head { status, .. } => return Err(self.fault(number, Failure::Status(status))),
            Event::Failed(failure) => return Err(self.fault(number, failure)),
            Event::Bytes(bytes) => self.push(bytes, out)?,
            Event::End => self.end(out)?,
            Event::GoOn => return self.finish().map(Some),
        }
        Ok(None)
    }

    fn fault(&self, number: u32, failure: Failure) -> OpenError {
        let file = match &self.stage {
            Stage::Parts(reader, gets, _) => {
                // The parts that are asked for are the last ones of those that are read.
                let at = gets.iter().position(|get| *get == number).unwrap_or(0);
                let place = PartName::Md5s as usize - gets.len() + at;
                reader.manifest().parts[place].file.as_str()
            }
            _ => MANIFEST,
        };
        failure.of(&format!("{}{file}", self.folder))
    }

    fn push(&mut self, bytes: &[u8], out: &mut Outbox) -> Result<(), OpenError> {
        match &mut self.stage {
            Stage::Manifest { text, .. } => {
                text.extend_from_slice(bytes);
                if text.len() > LONGEST_MANIFEST {
                    return Err(OpenError::Manifest {
                        part: format!("{}{MANIFEST}", self.folder),
                        reason: "it is too long".to_owned(),
                    });
                }
            }
            Stage::Parts(reader, _, gauge) => {
                reader.push(bytes)?;
                gauge.add(bytes.len(), self.job, reader.files(), out);
            }
            Stage::Ordering { .. } | Stage::Done => {}
        }
        Ok(())
    }

    fn end(&mut self, out: &mut Outbox) -> Result<(), OpenError> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Manifest { text, .. } => self.begin_parts(&text, out)?,
            Stage::Parts(mut reader, mut gets, gauge) => {
                reader.end_part()?;
                gets.pop_front();
                if let Some(next) = gets.front() {
                    out.push(Action::Read(*next));
                    Stage::Parts(reader, gets, gauge)
                } else {
                    out.tell_step(self.job, OpenStep::Ordering, reader.files());
                    let number = out.go_on();
                    Stage::Ordering { number, reader }
                }
            }
            stage => stage,
        };
        Ok(())
    }

    fn begin_parts(&self, text: &[u8], out: &mut Outbox) -> Result<Stage, OpenError> {
        let reader = SnapshotReader::new(text, &format!("{}{MANIFEST}", self.folder))?;
        let store = if self.kept { Store::Kept } else { Store::Web };
        let mut gets = VecDeque::new();
        let mut gauge = Gauge::default();
        for part in &reader.manifest().parts[..PartName::Md5s as usize] {
            let address = format!("{}{}", self.folder, part.file);
            gets.push_back(out.get(&address, store, !gets.is_empty()));
            gauge.of = Some(gauge.of.unwrap_or(0).saturating_add(part.bytes));
        }
        Ok(Stage::Parts(Box::new(reader), gets, gauge))
    }

    fn finish(&mut self) -> Result<Ready, OpenError> {
        let Stage::Ordering { reader, .. } = std::mem::replace(&mut self.stage, Stage::Done) else {
            return Err(OpenError::Cancelled);
        };
        let snapshot = reader.finish(self.kept)?;
        let file = snapshot.md5s.file.clone();
        let sums = if self.kept {
            Sums::Kept(file)
        } else {
            Sums::Web(format!("{}{file}", self.folder))
        };
        Ok(Ready { snapshot, sums })
    }
}
