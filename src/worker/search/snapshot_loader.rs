//! Opens a snapshot of static files: its manifest, then its parts, one by one; the next is asked for while one is read.

use std::collections::VecDeque;

use super::checksum_source::ChecksumSource;
use super::protocol::Response;
use crate::search::{OpenProgress, OpenStep};
use crate::snapshot::{OpenError, PartName, Snapshot, SnapshotFile, SnapshotReader};
use crate::worker::effects::{EffectQueue, ProgressMeter, step_begins};
use crate::worker::{Effect, Event, GetError, Source};

/// The name of the manifest in its folder.
const MANIFEST: &str = "manifest.json";

/// The most bytes that a manifest can have.
const LONGEST_MANIFEST: usize = 1 << 20;

/// How many parts are read here; the checksums are not.
const LAST: usize = PartName::Md5s as usize;

/// How many parts are asked for at a time.
const AT_A_TIME: usize = 2;

/// A list that is ready.
pub(super) struct LoadedList {
    pub(super) snapshot: Snapshot,
    /// Where its checksums are.
    pub(super) sums: ChecksumSource,
}

/// Opens a snapshot whose files are here, the manifest first, then the parts in order.
pub(super) fn open_files(files: Vec<SnapshotFile>) -> Result<LoadedList, OpenError> {
    let missing = || OpenError::Unreadable {
        part: MANIFEST.to_owned(),
        reason: "a part of it is missing".to_owned(),
    };
    let mut files = files.into_iter();
    let manifest = files.next().ok_or_else(missing)?;
    let mut reader = SnapshotReader::new(&manifest.bytes, MANIFEST)?;
    for _ in 0..LAST {
        reader.push(&files.next().ok_or_else(missing)?.bytes)?;
        reader.end_part()?;
    }
    Ok(LoadedList {
        sums: ChecksumSource::Here(files.next().ok_or_else(missing)?.bytes),
        snapshot: reader.finish(false)?,
    })
}

/// A snapshot that is being opened.
#[derive(Debug)]
pub(super) struct SnapshotLoader {
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
    Parts {
        reader: Box<SnapshotReader>,
        /// What was asked for: the part that is read, then those that wait.
        gets: VecDeque<u32>,
        /// How many parts were asked for.
        asked: usize,
        meter: ProgressMeter,
    },
    Ordering {
        number: u32,
        reader: Box<SnapshotReader>,
    },
    Done,
}

impl SnapshotLoader {
    /// Begins with a folder of the web, or else with what is kept.
    pub(super) fn start(job: u32, folder: Option<String>, out: &mut EffectQueue) -> Self {
        let (kept, folder) = (folder.is_none(), folder.unwrap_or_default());
        let source = if kept { Source::Kept } else { Source::Fresh };
        let get = out.fetch(&(folder.clone() + MANIFEST), source, false);
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
            Stage::Parts { gets, .. } => gets.contains(&number),
            Stage::Ordering { number: own, .. } => *own == number,
            Stage::Done => false,
        }
    }

    /// Ends it.
    pub(super) fn stop(&mut self, out: &mut EffectQueue) {
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Manifest { get, .. } => out.push(Effect::Abort(get)),
            Stage::Parts { gets, .. } => gets
                .into_iter()
                .map(Effect::Abort)
                .for_each(|stop| out.push(stop)),
            Stage::Ordering { .. } | Stage::Done => {}
        }
    }

    /// Takes an event that it [owns](Self::owns).
    pub(super) fn take(
        &mut self,
        number: u32,
        event: Event<'_>,
        out: &mut EffectQueue,
    ) -> Result<Option<LoadedList>, OpenError> {
        match event {
            Event::Head { status: 200, .. } | Event::Kept(_) => {}
            Event::Head { status: 404, .. } if self.kept => return Err(OpenError::NothingKept),
            Event::Head { status, .. } => return Err(self.error(number, GetError::Status(status))),
            Event::Failed(failure) => return Err(self.error(number, failure)),
            Event::Bytes(bytes) => self.push(bytes, out)?,
            Event::End => self.end(out)?,
            Event::Resume => return self.finish().map(Some),
        }
        Ok(None)
    }

    fn report(&self, progress: OpenProgress, out: &mut EffectQueue) {
        out.respond(self.job, &Response::Progress(progress));
    }

    fn error(&self, number: u32, failure: GetError) -> OpenError {
        let file = match &self.stage {
            Stage::Parts {
                reader,
                gets,
                asked,
                ..
            } => {
                let at = gets.iter().position(|get| *get == number);
                let place = asked - gets.len() + at.unwrap_or(0);
                reader.manifest().parts[place].file.as_str()
            }
            _ => MANIFEST,
        };
        failure.of(&format!("{}{file}", self.folder))
    }

    fn push(&mut self, bytes: &[u8], out: &mut EffectQueue) -> Result<(), OpenError> {
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
            Stage::Parts { reader, meter, .. } => {
                reader.push(bytes)?;
                let progress = meter.add(bytes.len(), reader.files());
                if let Some(progress) = progress {
                    self.report(progress, out);
                }
            }
            Stage::Ordering { .. } | Stage::Done => {}
        }
        Ok(())
    }

    fn end(&mut self, out: &mut EffectQueue) -> Result<(), OpenError> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Manifest { text, .. } => self.begin_parts(&text, out)?,
            Stage::Parts {
                mut reader,
                mut gets,
                mut asked,
                meter,
            } => {
                reader.end_part()?;
                gets.pop_front();
                if let Some(next) = gets.front() {
                    out.push(Effect::Release(*next));
                    self.ask(&reader, &mut gets, &mut asked, out);
                    Stage::Parts {
                        reader,
                        gets,
                        asked,
                        meter,
                    }
                } else {
                    self.report(step_begins(OpenStep::Ordering, reader.files()), out);
                    let number = out.yield_now();
                    Stage::Ordering { number, reader }
                }
            }
            stage => stage,
        };
        Ok(())
    }

    fn begin_parts(&self, text: &[u8], out: &mut EffectQueue) -> Result<Stage, OpenError> {
        let reader = SnapshotReader::new(text, &format!("{}{MANIFEST}", self.folder))?;
        let parts = &reader.manifest().parts[..LAST];
        let bytes = parts.iter().map(|part| part.bytes);
        let mut meter = ProgressMeter::default();
        meter.of = Some(bytes.fold(0, u64::saturating_add));
        let (mut gets, mut asked) = (VecDeque::new(), 0);
        for _ in 0..AT_A_TIME {
            self.ask(&reader, &mut gets, &mut asked, out);
        }
        Ok(Stage::Parts {
            reader: Box::new(reader),
            gets,
            asked,
            meter,
        })
    }

    /// Asks for the next part, if there is one.
    fn ask(
        &self,
        reader: &SnapshotReader,
        gets: &mut VecDeque<u32>,
        asked: &mut usize,
        out: &mut EffectQueue,
    ) {
        if *asked < LAST {
            let address = format!("{}{}", self.folder, reader.manifest().parts[*asked].file);
            let source = if self.kept { Source::Kept } else { Source::Web };
            gets.push_back(out.fetch(&address, source, !gets.is_empty()));
            *asked += 1;
        }
    }

    fn finish(&mut self) -> Result<LoadedList, OpenError> {
        let Stage::Ordering { reader, .. } = std::mem::replace(&mut self.stage, Stage::Done) else {
            return Err(OpenError::Cancelled);
        };
        let snapshot = reader.finish(self.kept)?;
        let file = snapshot.md5s.file.clone();
        let sums = if self.kept {
            ChecksumSource::Kept(file)
        } else {
            ChecksumSource::Web(format!("{}{file}", self.folder))
        };
        Ok(LoadedList { snapshot, sums })
    }
}
