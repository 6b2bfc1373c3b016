//! Takes messages and events, one at a time.

use super::checksum_source::{ChecksumSource, Expanding};
use super::effects::{Action, Event};
use super::io::Outbox;
use super::snapshot_loader::{Ready, SnapshotOpening};
use super::tree_importer::TreeOpening;
use super::{Answer, Question};
use crate::common::WireError;
use crate::search::{Engine, Expanded, OpenFrom, Order, QueryError, SearchError, Tally, View};
use crate::snapshot::OpenError;

/// The worker's end of the file search.
#[derive(Debug, Default)]
pub struct SearchServer {
    list: Option<Open>,
    /// The job and its work. The newest counts.
    opening: Option<(u32, Opening)>,
    expanding: Vec<Expanding>,
    out: Outbox,
}

/// The list that is open.
#[derive(Debug)]
struct Open {
    engine: Engine,
    sums: ChecksumSource,
}

#[derive(Debug)]
enum Opening {
    Snapshot(SnapshotOpening),
    Tree(TreeOpening),
}

impl SearchServer {
    /// Takes a message of the page.
    ///
    /// # Errors
    ///
    /// [`WireError`] if it is not what a page of this build writes.
    pub fn take(&mut self, message: &[u8]) -> Result<Vec<Action>, WireError> {
        let (job, question) = Question::from_bytes(message)?;
        match question {
            Question::Open(from) => self.open(job, from),
            Question::Cancel => self.cancel(job),
            Question::Expand { query, most } => {
                if let Err(fault) = self.expand(job, &query, most) {
                    self.out.tell(job, &Answer::Fault(fault));
                }
            }
            question => {
                let answer = self.answer(&question).unwrap_or_else(Answer::Fault);
                self.out.tell(job, &answer);
            }
        }
        Ok(self.out.take())
    }

    /// Takes what became of an action; of one that is no longer wanted, nothing follows.
    pub fn event(&mut self, number: u32, event: Event<'_>) -> Vec<Action> {
        if let Some((job, opening)) = self.opening.take() {
            if opening.owns(number) {
                self.go_on_opening(job, opening, number, event);
                return self.out.take();
            }
            self.opening = Some((job, opening));
        }
        let place = self.expanding.iter().position(|job| job.owns(number));
        if let Some(place) = place {
            let mut job = self.expanding.swap_remove(place);
            let taken = job.take(number, event, &mut self.out);
            self.go_on_expanding(job, taken);
        }
        self.out.take()
    }

    fn open(&mut self, job: u32, from: OpenFrom) {
        if let Some((old, mut opening)) = self.opening.take() {
            opening.stop(&mut self.out);
            let fault = SearchError::Open(OpenError::Cancelled);
            self.out.tell(old, &Answer::Fault(fault));
        }
        let out = &mut self.out;
        let opening = match from {
            OpenFrom::Snapshot(folder) => {
                Opening::Snapshot(SnapshotOpening::start(job, Some(folder), out))
            }
            OpenFrom::Kept => Opening::Snapshot(SnapshotOpening::start(job, None, out)),
            OpenFrom::Tree {
                tree,
                samples,
                indexes,
            } => Opening::Tree(TreeOpening::start(job, tree, samples, indexes, out)),
        };
        self.opening = Some((job, opening));
    }

    fn go_on_opening(&mut self, job: u32, mut opening: Opening, number: u32, event: Event<'_>) {
        match opening.take(number, event, &mut self.out) {
            Ok(None) => self.opening = Some((job, opening)),
            Ok(Some(ready)) => {
                let facts = ready.snapshot.facts.clone();
                // The list before goes first, so that there is memory for one only.
                self.list = None;
                self.list = Some(Open {
                    engine: Engine::new(ready.snapshot),
                    sums: ready.sums,
                });
                self.out.tell(job, &Answer::Opened(facts));
            }
            Err(error) => {
                opening.stop(&mut self.out);
                self.out.tell(job, &Answer::Fault(error.into()));
            }
        }
    }

    fn cancel(&mut self, job: u32) {
        if let Some((_, mut opening)) = self.opening.take_if(|(of, _)| *of == job) {
            opening.stop(&mut self.out);
        }
        for expanding in self
            .expanding
            .extract_if(.., |expanding| expanding.job == job)
        {
            let mut expanding = expanding;
            expanding.stop(&mut self.out);
        }
    }

    fn answer(&mut self, question: &Question) -> Result<Answer, SearchError> {
        let list = self.list.as_mut().ok_or(SearchError::NotOpen)?;
        let engine = &mut list.engine;
        Ok(match question {
            Question::Find { view, rules, rows } => {
                let found = engine.find(view, rules, rows.clone());
                Answer::SearchResult(found.map_err(unread)?)
            }
            Question::Rows { view, rules, rows } => {
                let found = engine.rows(view, rules, rows.clone());
                Answer::Rows(found.map_err(unread)?)
            }
            Question::Tally { queries, digest } => {
                Answer::Tally(engine.tally(queries, *digest).map_err(unread)?)
            }
            _ => Answer::Samples(engine.samples().to_bytes()),
        })
    }

    fn expand(&mut self, job: u32, query: &str, most: u32) -> Result<(), SearchError> {
        let list = self.list.as_mut().ok_or(SearchError::NotOpen)?;
        let view = View {
            query: query.to_owned(),
            order: Order::Path,
            descending: false,
        };
        // Not the engine's tally: the digest of a long list takes long, and other questions wait.
        let found = list.engine.find(&view, &[], 0..0).map_err(unread)?;
        let mut expanded = Expanded {
            files: Vec::new(),
            tally: Tally {
                files: found.files,
                bytes: found.bytes,
                unknown_sizes: found.unknown_sizes,
                digest: None,
            },
        };
        if found.files > most {
            self.out.tell(job, &Answer::Expanded(expanded));
            return Ok(());
        }
        let wanted = list.engine.numbers(&view).map_err(unread)?.to_vec();
        let files = wanted.iter().map(|file| list.engine.listed(*file));
        expanded.files = files.collect();
        let sums = (list.engine.md5s(), &list.sums);
        let expanding = Expanding::start(job, expanded, wanted, sums, &mut self.out);
        self.go_on_expanding(expanding, Ok(()));
        Ok(())
    }

    fn go_on_expanding(&mut self, mut expanding: Expanding, taken: Result<(), OpenError>) {
        let job = expanding.job;
        match taken {
            Err(error) => {
                expanding.stop(&mut self.out);
                self.out.tell(job, &Answer::Fault(error.into()));
            }
            Ok(()) if expanding.is_done() => {
                let expanded = expanding.finish();
                self.out.tell(job, &Answer::Expanded(expanded));
            }
            Ok(()) => self.expanding.push(expanding),
        }
    }
}

impl Opening {
    fn owns(&self, number: u32) -> bool {
        match self {
            Self::Snapshot(opening) => opening.owns(number),
            Self::Tree(opening) => opening.owns(number),
        }
    }

    fn stop(&mut self, out: &mut Outbox) {
        match self {
            Self::Snapshot(opening) => opening.stop(out),
            Self::Tree(opening) => opening.stop(out),
        }
    }

    fn take(
        &mut self,
        number: u32,
        event: Event<'_>,
        out: &mut Outbox,
    ) -> Result<Option<Ready>, OpenError> {
        match self {
            Self::Snapshot(opening) => opening.take(number, event, out),
            Self::Tree(opening) => opening.take(event, out),
        }
    }
}

/// The page reads queries too, and says more of what is wrong.
fn unread(_: QueryError) -> SearchError {
    SearchError::Query
}
