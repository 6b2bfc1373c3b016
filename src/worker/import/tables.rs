//! Reads the tables one after the other, puts the files in order, and keeps the list in the browser.

use std::collections::VecDeque;

use super::protocol::{Imported, Request, Response};
use crate::common::calendar::date_time;
use crate::mirror::{MirrorRegistry, Roots};
use crate::search::{OpenProgress, OpenStep};
use crate::snapshot::{Importer, OpenError, SnapshotFile};
use crate::worker::effects::{EffectQueue, ProgressMeter, step_begins};
use crate::worker::{Effect, Event, GetError, Source};

/// A list that is being made.
#[derive(Debug)]
pub(super) struct TableImport {
    job: u32,
    /// Where the events come from that are waited for.
    number: u32,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Tables {
        gather: Box<Tables>,
        /// Those that have not ended; the first is being read.
        tables: VecDeque<(TableKind, String)>,
        meter: ProgressMeter,
    },
    Ordering(Box<Tables>),
    Keeping {
        /// The files of a snapshot: the manifest first, then the parts.
        files: Vec<SnapshotFile>,
        /// The one that is being kept.
        at: usize,
    },
    /// The list is kept, and lists from before are removed.
    Removing,
    Done,
}

impl TableImport {
    /// Begins with the addresses of the tables. The large one comes last, so that an error of the others is met soon.
    pub(super) fn start(job: u32, request: Request, out: &mut EffectQueue) -> Self {
        let Request {
            tree,
            samples,
            indexes,
        } = request;
        let gather = Box::new(Tables::new(&tree));
        let of_kind = |kind: TableKind| move |address| (kind, address);
        let samples = samples.into_iter().map(of_kind(TableKind::Samples));
        let indexes = indexes.into_iter().map(of_kind(TableKind::Index));
        let tables = samples.chain(indexes).chain([(TableKind::Tree, tree)]);
        let mut opening = Self {
            job,
            number: 0,
            stage: Stage::Tables {
                gather,
                tables: tables.collect(),
                meter: ProgressMeter::default(),
            },
        };
        opening.ask(out);
        opening
    }

    /// Asks for the next table, or begins to put all in order.
    fn ask(&mut self, out: &mut EffectQueue) {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Tables { gather, tables, .. } if tables.is_empty() => {
                self.report(step_begins(OpenStep::Ordering, gather.files()), out);
                self.number = out.yield_now();
                Stage::Ordering(gather)
            }
            Stage::Tables {
                gather,
                tables,
                meter,
            } => {
                if let Some((_, address)) = tables.front() {
                    self.number = out.fetch(address, Source::Fresh, false);
                }
                Stage::Tables {
                    gather,
                    tables,
                    meter,
                }
            }
            stage => stage,
        };
    }

    fn report(&self, progress: OpenProgress, out: &mut EffectQueue) {
        out.respond(self.job, &Response::Progress(progress));
    }

    /// Says whether an event is meant for it.
    pub(super) fn owns(&self, number: u32) -> bool {
        self.number == number && !matches!(self.stage, Stage::Done)
    }

    /// Ends it.
    pub(super) fn stop(&mut self, out: &mut EffectQueue) {
        if matches!(self.stage, Stage::Tables { .. }) {
            out.push(Effect::Abort(self.number));
        }
        self.stage = Stage::Done;
    }

    /// Takes an event that it [owns](Self::owns).
    pub(super) fn take(
        &mut self,
        event: Event<'_>,
        out: &mut EffectQueue,
    ) -> Result<Option<Imported>, OpenError> {
        match event {
            Event::Resume => self.order(out)?,
            Event::Kept(kept) => return Ok(self.kept(kept, out)),
            event => self.take_table(event, out)?,
        }
        Ok(None)
    }

    fn take_table(&mut self, event: Event<'_>, out: &mut EffectQueue) -> Result<(), OpenError> {
        let Stage::Tables {
            gather,
            tables,
            meter,
        } = &mut self.stage
        else {
            return Ok(());
        };
        let Some((kind, address)) = tables.front() else {
            return Ok(());
        };
        match event {
            Event::Head {
                status: 200,
                length,
            } => {
                *meter = ProgressMeter::default();
                meter.of = length;
            }
            // The tree alone is a list; the others add to it where the mirror has them.
            Event::Head {
                status: 404 | 410, ..
            } if *kind != TableKind::Tree => {
                out.push(Effect::Abort(self.number));
                tables.pop_front();
                self.ask(out);
            }
            Event::Head { status, .. } => return Err(GetError::Status(status).of(address)),
            Event::Failed(failure) => return Err(failure.of(address)),
            Event::Bytes(bytes) => {
                gather.push(*kind, bytes);
                if let Some(progress) = meter.add(bytes.len(), gather.files()) {
                    self.report(progress, out);
                }
            }
            Event::End => {
                gather.end(*kind, address)?;
                tables.pop_front();
                self.ask(out);
            }
            Event::Kept(_) | Event::Resume => {}
        }
        Ok(())
    }

    /// Puts the files in order, and begins to keep the list.
    fn order(&mut self, out: &mut EffectQueue) -> Result<(), OpenError> {
        if let Stage::Ordering(gather) = std::mem::replace(&mut self.stage, Stage::Done) {
            let count = gather.files();
            let files = gather.finish()?;
            self.report(step_begins(OpenStep::Keeping, count), out);
            let last = files.len() - 1;
            self.keep(files, last, out);
        }
        Ok(())
    }

    /// Keeps a file, and later those before it. So the manifest is the last, and what it names is there.
    fn keep(&mut self, files: Vec<SnapshotFile>, at: usize, out: &mut EffectQueue) {
        self.number = out.number();
        out.push(Effect::Keep {
            number: self.number,
            file: files[at].name.clone(),
            bytes: files[at].bytes.clone(),
        });
        self.stage = Stage::Keeping { files, at };
    }

    fn kept(&mut self, kept: bool, out: &mut EffectQueue) -> Option<Imported> {
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Keeping { files, .. } if !kept => return Some(Imported::Files(files)),
            Stage::Keeping { files, at: 0 } => {
                self.number = out.number();
                out.push(Effect::KeepOnly {
                    number: self.number,
                    files: files.into_iter().map(|file| file.name).collect(),
                });
                self.stage = Stage::Removing;
            }
            Stage::Keeping { files, at } => self.keep(files, at - 1, out),
            Stage::Removing => return Some(Imported::Kept),
            stage => self.stage = stage,
        }
        None
    }
}

/// A kind of table of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableKind {
    /// Samples and what is known of them: `.panel`, `.ped`, exports of the portal.
    Samples,
    /// Files and their samples: `*.sequence.index`, `*.alignment.index`.
    Index,
    /// `current.tree`.
    Tree,
}

/// Reads tables one after the other.
#[derive(Debug)]
pub(super) struct Tables {
    /// The address of `current.tree`.
    source: String,
    gatherer: Importer,
    /// The table that comes, unless it is the tree, which is never held as a whole.
    table: Vec<u8>,
}

impl Tables {
    pub(super) fn new(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            gatherer: Importer::new(Roots::of(&MirrorRegistry::built_in())),
            table: Vec::new(),
        }
    }

    /// Returns how many files there are so far.
    pub(super) fn files(&self) -> u32 {
        self.gatherer.files()
    }

    /// Takes the next bytes of a table.
    pub(super) fn push(&mut self, kind: TableKind, bytes: &[u8]) {
        match kind {
            TableKind::Tree => self.gatherer.push_tree(bytes),
            TableKind::Samples | TableKind::Index => self.table.extend_from_slice(bytes),
        }
    }

    /// Ends a table.
    pub(super) fn end(&mut self, kind: TableKind, address: &str) -> Result<(), OpenError> {
        let table = std::mem::take(&mut self.table);
        let read = match kind {
            TableKind::Tree => {
                self.gatherer.end_tree();
                return Ok(());
            }
            TableKind::Samples => self
                .gatherer
                .add_samples(&table)
                .map(|(_, summary)| summary),
            TableKind::Index => self.gatherer.add_index(address, None, &table),
        };
        read.map(|_| ())
            .map_err(|error| unreadable(address, &error))
    }

    /// Puts all in order: the files of a snapshot, the manifest first.
    pub(super) fn finish(self) -> Result<Vec<SnapshotFile>, OpenError> {
        if self.gatherer.files() == 0 {
            return Err(OpenError::Unreadable {
                part: self.source,
                reason: "it lists no file".to_owned(),
            });
        }
        let newest = self.gatherer.newest();
        let day = newest.and_then(date_time).map(|at| at.date().to_string());
        let made = self.gatherer.finish(&self.source, &day.unwrap_or_default());
        let (files, _) = made.map_err(|error| unreadable(&self.source, &error))?;
        Ok(files.0)
    }
}

fn unreadable(part: &str, error: &dyn std::error::Error) -> OpenError {
    OpenError::Unreadable {
        part: part.to_owned(),
        reason: error.to_string(),
    }
}
