//! Makes a list of the site's own tables, and keeps it in the browser.

use std::collections::VecDeque;

use super::checksum_source::ChecksumSource;
use super::effects::{Effect, EffectQueue, Event, GetError, ProgressMeter, Source};
use super::snapshot_loader::{LoadedList, MANIFEST};
use crate::common::calendar::date_time;
use crate::mirror::{MirrorRegistry, Roots};
use crate::search::OpenStep;
use crate::snapshot::{Importer, OpenError, PartName, Snapshot, SnapshotFile, SnapshotReader};

/// A list that is being made.
#[derive(Debug)]
pub(super) struct TreeImporter {
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
    Reading(Box<SnapshotReader>, Files),
    Keeping(Box<Snapshot>, Files),
    Done,
}

/// The files of a snapshot: the manifest first, then the parts.
#[derive(Debug)]
struct Files {
    files: Vec<SnapshotFile>,
    /// The one that is read or kept.
    at: usize,
}

impl TreeImporter {
    /// Begins with the addresses of the tables. The large one comes last, so that an error of the others is met soon.
    pub(super) fn start(
        job: u32,
        tree: String,
        samples: Vec<String>,
        indexes: Vec<String>,
        out: &mut EffectQueue,
    ) -> Self {
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
                out.report_step(self.job, OpenStep::Ordering, gather.files());
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
    ) -> Result<Option<LoadedList>, OpenError> {
        match event {
            Event::Resume => self.resume(out)?,
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
                meter.add(bytes.len(), self.job, gather.files(), out);
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

    /// Takes the next long step, after which messages are taken.
    fn resume(&mut self, out: &mut EffectQueue) -> Result<(), OpenError> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Ordering(gather) => {
                let files = gather.finish()?;
                let text = files.first().map_or(&[][..], |manifest| &manifest.bytes);
                let reader = SnapshotReader::new(text, MANIFEST)?;
                self.number = out.yield_now();
                Stage::Reading(Box::new(reader), Files { files, at: 1 })
            }
            Stage::Reading(mut reader, mut files) if reader.next_part().is_some() => {
                reader.push(files.now())?;
                reader.end_part()?;
                files.at += 1;
                self.number = out.yield_now();
                Stage::Reading(reader, files)
            }
            Stage::Reading(reader, files) => {
                let snapshot = Box::new(reader.finish(false)?);
                out.report_step(self.job, OpenStep::Keeping, snapshot.facts.files);
                self.keep(
                    snapshot,
                    Files {
                        at: files.files.len() - 1,
                        ..files
                    },
                    out,
                )
            }
            stage => stage,
        };
        Ok(())
    }

    /// Keeps the last file that is not kept yet. The manifest is the last, so that what it names is there.
    fn keep(&mut self, snapshot: Box<Snapshot>, files: Files, out: &mut EffectQueue) -> Stage {
        self.number = out.number();
        out.push(Effect::Keep {
            number: self.number,
            file: files.files[files.at].name.clone(),
            bytes: files.now().to_vec(),
        });
        Stage::Keeping(snapshot, files)
    }

    fn kept(&mut self, kept: bool, out: &mut EffectQueue) -> Option<LoadedList> {
        let Stage::Keeping(mut snapshot, mut files) =
            std::mem::replace(&mut self.stage, Stage::Done)
        else {
            return None;
        };
        if kept && files.at > 0 {
            files.at -= 1;
            self.stage = self.keep(snapshot, files, out);
            return None;
        }
        snapshot.facts.kept = kept;
        let sums = if kept {
            let names = files.files.into_iter().map(|file| file.name);
            out.push(Effect::KeepOnly(names.collect()));
            ChecksumSource::Kept(snapshot.md5s.file.clone())
        } else {
            let place = PartName::Md5s as usize + 1;
            ChecksumSource::Here(files.files.swap_remove(place).bytes)
        };
        Some(LoadedList {
            snapshot: *snapshot,
            sums,
        })
    }
}

impl Files {
    fn now(&self) -> &[u8] {
        &self.files[self.at].bytes
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
