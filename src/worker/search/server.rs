//! The worker's end of the file search: takes messages and events, one at a time.

use std::ops::Range;

use super::checksum_source::{ChecksumSource, Expanding, Unfinished};
use super::md5_lookup::Md5Lookup;
use super::protocol::{ListSource, Request, Response};
use super::snapshot_loader::{LoadedList, SnapshotLoader, open_files};
use crate::mirror::HostPath;
use crate::search::{Engine, Expanded, Order, QueryError, SearchError, Tally, View};
use crate::snapshot::OpenError;
use crate::table::Md5;
use crate::worker::effects::EffectQueue;
use crate::worker::message::{Call, decode};
use crate::worker::{Effect, EffectServer, Event, WorkerError};

/// Opens lists and answers requests about the one that is open.
#[derive(Debug, Default)]
pub struct SearchServer {
    list: Option<Open>,
    /// The job and its work. The newest counts.
    opening: Option<(u32, SnapshotLoader)>,
    expanding: Vec<Expanding>,
    lookup: Option<Md5Lookup>,
    out: EffectQueue,
}

/// The list that is open.
#[derive(Debug)]
struct Open {
    engine: Engine,
    sums: ChecksumSource,
}

impl EffectServer for SearchServer {
    fn take(&mut self, message: &[u8]) -> Result<Vec<Effect>, WorkerError> {
        match decode(message)? {
            (job, Call::Request(request)) => self.respond(job, request),
            (job, Call::Cancel) => self.cancel(job),
        }
        Ok(self.out.take())
    }

    fn event(&mut self, number: u32, event: Event<'_>) -> Vec<Effect> {
        if let Some((job, opening)) = self.opening.take() {
            if opening.owns(number) {
                self.resume_opening(job, opening, number, event);
                return self.out.take();
            }
            self.opening = Some((job, opening));
        }
        if let Some(mut lookup) = self.lookup.take_if(|lookup| lookup.owns(number)) {
            let taken = lookup.take(event);
            self.resume_lookup(lookup, taken);
            return self.out.take();
        }
        let place = self.expanding.iter().position(|job| job.owns(number));
        if let Some(place) = place {
            let mut job = self.expanding.swap_remove(place);
            let taken = job.take(number, event, &mut self.out);
            self.resume_expanding(job, taken);
        }
        self.out.take()
    }
}

impl SearchServer {
    fn respond(&mut self, job: u32, request: Request) {
        let Some(request) = self.look_up(job, request) else {
            return;
        };
        // What has to be fetched first is answered later.
        let response = match request {
            Request::Open(from) => return self.open(job, from),
            Request::Expand { query, most } => self.expand(job, &query, most).map(|()| None),
            Request::Files { query, rows } => self.files(job, query, rows).map(|()| None),
            Request::Directory { at, most } => self.directory(job, &at, most).map(|()| None),
            Request::File(at) => self.file(job, &at).map(|()| None),
            Request::Find { view, rules, rows } => self
                .search(|engine| engine.find(&view, &rules, rows))
                .map(|found| Some(Response::Found(found))),
            Request::Rows { view, rules, rows } => self
                .search(|engine| engine.rows(&view, &rules, rows))
                .map(|rows| Some(Response::Rows(rows))),
            Request::Count { query } => self
                .search(|engine| count(engine, &query))
                .map(|tally| Some(Response::Tally(tally))),
            Request::Tally { queries } => self
                .search(|engine| engine.tally(&queries, false))
                .map(|tally| Some(Response::Tally(tally))),
            Request::Samples => self
                .search(|engine| Ok(engine.samples().to_bytes()))
                .map(|bytes| Some(Response::Samples(bytes))),
        };
        match response {
            Ok(None) => {}
            Ok(Some(response)) => self.out.respond(job, &response),
            Err(error) => self.out.respond(job, &Response::Failed(error)),
        }
    }

    fn open(&mut self, job: u32, source: ListSource) {
        if let Some((old, mut opening)) = self.opening.take() {
            opening.stop(&mut self.out);
            let error = SearchError::Open(OpenError::Cancelled);
            self.out.respond(old, &Response::Failed(error));
        }
        let folder = match source {
            ListSource::Folder(folder) => Some(folder),
            ListSource::Kept => None,
            ListSource::Files(files) => return self.opened(job, open_files(files)),
        };
        let opening = SnapshotLoader::start(job, folder, &mut self.out);
        self.opening = Some((job, opening));
    }

    fn resume_opening(
        &mut self,
        job: u32,
        mut opening: SnapshotLoader,
        number: u32,
        event: Event<'_>,
    ) {
        match opening.take(number, event, &mut self.out) {
            Ok(None) => self.opening = Some((job, opening)),
            Ok(Some(ready)) => self.opened(job, Ok(ready)),
            Err(error) => {
                opening.stop(&mut self.out);
                self.opened(job, Err(error));
            }
        }
    }

    fn opened(&mut self, job: u32, opened: Result<LoadedList, OpenError>) {
        let response = match opened {
            Ok(LoadedList { snapshot, sums }) => {
                let facts = snapshot.facts.clone();
                // The list before goes first, so that there is memory for one only.
                self.list = None;
                let engine = Engine::new(snapshot);
                self.list = Some(Open { engine, sums });
                Response::Opened(facts)
            }
            Err(error) => Response::Failed(error.into()),
        };
        self.out.respond(job, &response);
        // What was looked for in the list before is looked for in this one.
        if let Some(mut lookup) = self.lookup.take() {
            lookup.stop(&mut self.out);
            for (job, request) in lookup.finish().1 {
                self.respond(job, request);
            }
        }
    }

    fn cancel(&mut self, job: u32) {
        if let Some((_, mut opening)) = self.opening.take_if(|(of, _)| *of == job) {
            opening.stop(&mut self.out);
        }
        if let Some(lookup) = &mut self.lookup {
            lookup.waiting.retain(|(of, _)| *of != job);
        }
        for expanding in self
            .expanding
            .extract_if(.., |expanding| expanding.job == job)
        {
            let mut expanding = expanding;
            expanding.stop(&mut self.out);
        }
    }

    /// Looks for the checksums of a request that were not looked for yet. Returns the request where there are none, else it waits.
    fn look_up(&mut self, job: u32, request: Request) -> Option<Request> {
        let Some(list) = &self.list else {
            return Some(request);
        };
        let queries = request.queries().into_iter();
        let wanted: Vec<Md5> = queries
            .flat_map(|query| list.engine.missing_md5s(query))
            .collect();
        if wanted.is_empty() {
            return Some(request);
        }
        if let Some(lookup) = &mut self.lookup {
            lookup.waiting.push((job, request));
            return None;
        }
        let sums = (list.engine.md5s(), &list.sums);
        let mut lookup = Md5Lookup::start(wanted, sums, &mut self.out);
        lookup.waiting.push((job, request));
        self.resume_lookup(lookup, Ok(()));
        None
    }

    fn resume_lookup(&mut self, mut lookup: Md5Lookup, taken: Result<(), OpenError>) {
        if taken.is_ok() && !lookup.is_done() {
            self.lookup = Some(lookup);
            return;
        }
        lookup.stop(&mut self.out);
        let (found, waiting) = lookup.finish();
        if let Err(error) = taken {
            let failed = Response::Failed(error.into());
            for (job, _) in waiting {
                self.out.respond(job, &failed);
            }
            return;
        }
        if let Some(list) = &mut self.list {
            list.engine.take_md5s(found);
        }
        for (job, request) in waiting {
            self.respond(job, request);
        }
    }

    /// Searches the list that is open.
    fn search<T>(
        &mut self,
        search: impl FnOnce(&mut Engine) -> Result<T, QueryError>,
    ) -> Result<T, SearchError> {
        let list = self.list.as_mut().ok_or(SearchError::NotOpen)?;
        search(&mut list.engine).map_err(unread)
    }

    fn expand(&mut self, job: u32, query: &String, most: u32) -> Result<(), SearchError> {
        let list = self.list.as_mut().ok_or(SearchError::NotOpen)?;
        let view = View {
            query: query.clone(),
            order: Order::Path,
            descending: false,
        };
        let queries = std::slice::from_ref(query);
        let mut expanded = Expanded {
            tally: list.engine.tally(queries, false).map_err(unread)?,
            ..Expanded::default()
        };
        if expanded.tally.files > most {
            self.out.respond(job, &Response::Expanded(expanded));
            return Ok(());
        }
        // Not the digest of a longer list: that takes long, and other questions wait.
        expanded.tally = list.engine.tally(queries, true).map_err(unread)?;
        let wanted = list.engine.numbers(&view).map_err(unread)?.to_vec();
        let files = wanted.iter().map(|file| list.engine.listed(*file));
        expanded.files = files.collect();
        let sums = (list.engine.md5s(), &list.sums);
        let unfinished = Unfinished::Expanded(expanded);
        let expanding = Expanding::start(job, unfinished, wanted, sums, &mut self.out);
        self.resume_expanding(expanding, Ok(()));
        Ok(())
    }

    fn files(&mut self, job: u32, query: String, rows: Range<u32>) -> Result<(), SearchError> {
        let list = self.list.as_mut().ok_or(SearchError::NotOpen)?;
        let view = View {
            query,
            order: Order::Path,
            descending: false,
        };
        let found = list.engine.numbers(&view).map_err(unread)?;
        let place = |row: u32| found.len().min(row as usize);
        let wanted = found[place(rows.start)..place(rows.end)].to_vec();
        let files = wanted.iter().map(|file| list.engine.listed(*file));
        let unfinished = Unfinished::Files(files.collect());
        let sums = (list.engine.md5s(), &list.sums);
        let expanding = Expanding::start(job, unfinished, wanted, sums, &mut self.out);
        self.resume_expanding(expanding, Ok(()));
        Ok(())
    }

    fn directory(&mut self, job: u32, at: &HostPath, most: u32) -> Result<(), SearchError> {
        let list = self.list.as_mut().ok_or(SearchError::NotOpen)?;
        let Some((found, files)) = list.engine.directory(at, most) else {
            self.out.respond(job, &Response::Directory(None));
            return Ok(());
        };
        let sums = (list.engine.md5s(), &list.sums);
        let (unfinished, wanted) = (Unfinished::Directory(found), files.collect());
        let expanding = Expanding::start(job, unfinished, wanted, sums, &mut self.out);
        self.resume_expanding(expanding, Ok(()));
        Ok(())
    }

    fn file(&mut self, job: u32, at: &HostPath) -> Result<(), SearchError> {
        let list = self.list.as_mut().ok_or(SearchError::NotOpen)?;
        let Some(details) = list.engine.details(at) else {
            self.out.respond(job, &Response::File(None));
            return Ok(());
        };
        let sums = (list.engine.md5s(), &list.sums);
        let wanted = vec![details.file.number];
        let unfinished = Unfinished::File(Box::new(details));
        let expanding = Expanding::start(job, unfinished, wanted, sums, &mut self.out);
        self.resume_expanding(expanding, Ok(()));
        Ok(())
    }

    fn resume_expanding(&mut self, mut expanding: Expanding, taken: Result<(), OpenError>) {
        let job = expanding.job;
        match taken {
            Err(error) => {
                expanding.stop(&mut self.out);
                self.out.respond(job, &expanding.fail(error));
            }
            Ok(()) if expanding.is_done() => {
                self.out.respond(job, &expanding.finish());
            }
            Ok(()) => self.expanding.push(expanding),
        }
    }
}

/// Most files of which a digest is made: that of more takes long, and other questions wait.
const MOST_IN_DIGEST: u32 = 20_000;

fn count(engine: &mut Engine, query: &String) -> Result<Tally, QueryError> {
    let queries = std::slice::from_ref(query);
    let tally = engine.tally(queries, false)?;
    if tally.files > MOST_IN_DIGEST {
        return Ok(tally);
    }
    engine.tally(queries, true)
}

/// The page reads queries too, and says more of what is wrong.
fn unread(_: QueryError) -> SearchError {
    SearchError::Query
}
