//! One search over the list of all files: the last good answer, and the rows that were looked at.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::MirrorRegistry;
use crate::port::{SearchError, SearchFiles};
use crate::search::{FileQuery, FoundFile, ListedFile, QueryField, SearchResult, View};
use crate::selection::{Files, Picked};

use super::provider::AppContext;
use super::task::use_task;

/// Rows that are asked for at a time.
pub const BLOCK: u32 = 128;

/// Blocks of rows that are kept: what was looked at last.
const MOST_BLOCKS: usize = 16;

/// Most files that are looked through to find some by name.
const MOST_NAMESAKES: u32 = 20_000;

/// A question: which files, and which rules each row is to be compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The digest of the list.
    pub list: String,
    /// Which files, in which order.
    pub view: View,
    /// Queries of rules.
    pub rules: Vec<String>,
}

/// An answer, with the blocks of rows that came.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was asked.
    pub question: Rc<Question>,
    /// What was found, without rows.
    pub found: Rc<SearchResult>,
    /// Blocks with the place of their first row, the one that came last at the end.
    blocks: Vec<(u32, Rc<Vec<FoundFile>>)>,
}

/// The last good answer stays while the next is under way, and when there is a fault.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileSearch {
    /// The last good answer.
    pub answer: Option<Rc<Answer>>,
    /// Why the last question has none.
    pub fault: Option<SearchError>,
}

/// What comes back from the port.
#[derive(Clone, Debug)]
pub enum SearchAction {
    /// An answer.
    SearchResult(Rc<Question>, SearchResult),
    /// Rows of an answer, from a place on.
    Rows(Rc<Question>, u32, Vec<FoundFile>),
    /// None.
    Failed(SearchError),
}

/// Only the same one is equal: they are never compared row by row.
impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.found, &other.found)
            && self.blocks.len() == other.blocks.len()
            && self.blocks.last().map(|block| Rc::as_ptr(&block.1))
                == other.blocks.last().map(|block| Rc::as_ptr(&block.1))
    }
}

impl Question {
    /// Returns a text that is another for each question.
    fn key(&self) -> String {
        let View {
            query,
            order,
            descending,
        } = &self.view;
        let order = ["rank", "path", "size", "date"][*order as usize];
        let mut key = [
            &*self.list,
            order,
            if *descending { "-" } else { "+" },
            query,
        ]
        .join("\n");
        for rule in &self.rules {
            key.push('\n');
            key += rule;
        }
        key
    }
}

impl Answer {
    /// Takes what was found, with its first rows.
    pub fn new(question: Rc<Question>, mut found: SearchResult) -> Self {
        let (first, rows) = (found.first, std::mem::take(&mut found.rows));
        let mut answer = Self {
            question,
            found: Rc::new(found),
            blocks: Vec::new(),
        };
        answer.add(first, rows);
        answer
    }

    /// Adds rows in blocks.
    fn add(&mut self, first: u32, mut rows: Vec<FoundFile>) {
        let mut first = first;
        while !rows.is_empty() {
            let rest = rows.split_off(rows.len().min(BLOCK as usize));
            self.blocks.retain(|block| block.0 != first);
            self.blocks.push((first, Rc::new(rows)));
            first += BLOCK;
            rows = rest;
        }
        let old = self.blocks.len().saturating_sub(MOST_BLOCKS);
        self.blocks.drain(..old);
    }

    /// Returns how many rows there are.
    pub fn count(&self) -> usize {
        self.found.files as usize
    }

    /// Returns a row, if it has come.
    pub fn row(&self, place: usize) -> Option<&FoundFile> {
        let place = u32::try_from(place).ok()?;
        let first = place - place % BLOCK;
        let (_, rows) = self.blocks.iter().find(|block| block.0 == first)?;
        rows.get((place - first) as usize)
    }

    /// Returns all rows that have come and are kept.
    pub fn here(&self) -> impl Iterator<Item = &FoundFile> {
        self.blocks.iter().flat_map(|(_, rows)| rows.iter())
    }

    /// Returns these rows, if all of them have come.
    pub fn rows(&self, places: Range<usize>) -> Option<Vec<FoundFile>> {
        let mut rows = Vec::with_capacity(places.len());
        for place in places {
            rows.push(self.row(place)?.clone());
        }
        Some(rows)
    }

    /// Returns the blocks that some rows still need, as one range of rows; empty if none.
    pub fn missing(&self, places: Range<usize>) -> Range<u32> {
        let mut missing = 0..0;
        for first in blocks_of(places, self.found.files).step_by(BLOCK as usize) {
            if self.row(first as usize).is_none() {
                if missing.is_empty() {
                    missing.start = first;
                }
                missing.end = first + BLOCK;
            }
        }
        missing
    }
}

/// Widens some of `count` rows to whole blocks.
fn blocks_of(places: Range<usize>, count: u32) -> Range<u32> {
    let whole = |place: usize| u32::try_from(place).unwrap_or(u32::MAX).min(count);
    let (start, end) = (whole(places.start), whole(places.end));
    start - start % BLOCK..end.div_ceil(BLOCK) * BLOCK
}

impl Reducible for FileSearch {
    type Action = SearchAction;

    fn reduce(self: Rc<Self>, action: SearchAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            SearchAction::SearchResult(question, found) => {
                next.answer = Some(Rc::new(Answer::new(question, found)));
                next.fault = None;
            }
            SearchAction::Rows(question, first, rows) => {
                let mine = |answer: &&Rc<Answer>| answer.question == question;
                let Some(answer) = self.answer.as_ref().filter(mine) else {
                    return self;
                };
                let mut answer = (**answer).clone();
                answer.add(first, rows);
                next.answer = Some(Rc::new(answer));
            }
            SearchAction::Failed(fault) => next.fault = Some(fault),
        }
        Rc::new(next)
    }
}

impl FileSearch {
    /// Says whether the answer is not the one to this question: it is under way.
    pub fn waits_for(&self, question: &Question) -> bool {
        self.fault.is_none()
            && self
                .answer
                .as_ref()
                .is_none_or(|answer| *answer.question != *question)
    }
}

/// The rows that are drawn now, and the first that is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenRows {
    /// The first row that is drawn.
    pub first: usize,
    /// The row after the last.
    pub end: usize,
    /// The first row that is seen.
    pub top: usize,
}

/// Asks whenever the question is another one. A later question takes the place of an earlier one that is still under way.
///
/// The same view against other rules is asked for the rows that are seen, so that nothing blinks.
#[hook]
pub fn use_file_search(
    app: &AppContext,
    question: &Rc<Question>,
    seen: &Rc<Cell<SeenRows>>,
) -> UseReducerHandle<FileSearch> {
    let search = use_reducer(FileSearch::default);
    let open = app.lists.digest().is_some();
    let (ports, tell, question) = (app.ports.clone(), search.dispatcher(), question.clone());
    let (now, row) = (seen.get(), app.navigation.route.row as usize);
    let places = match &search.answer {
        Some(answer) if answer.question.view == question.view => {
            now.first..now.end.max(now.first + 1)
        }
        Some(_) => 0..1,
        None => row..row + 1,
    };
    let start = {
        let question = question.clone();
        move || {
            open.then(|| {
                let rows = blocks_of(places, u32::MAX - BLOCK);
                let found = ports.search.find(&question.view, &question.rules, rows);
                ports.spawner.spawn(Box::pin(async move {
                    tell.dispatch(match found.await {
                        Ok(found) => SearchAction::SearchResult(question, found),
                        Err(fault) => SearchAction::Failed(fault),
                    });
                }))
            })
        }
    };
    // A list that was opened again is another one to the port.
    let key = format!("{} {}", app.lists.list.opens, question.key());
    use_task(key, Box::new(start));
    search
}

/// Asks for the rows that are drawn and have not come.
#[hook]
pub fn use_missing_rows(
    app: &AppContext,
    search: &UseReducerHandle<FileSearch>,
    places: Range<usize>,
) {
    let missing = search
        .answer
        .as_ref()
        .map_or(0..0, |answer| answer.missing(places));
    let question = search.answer.as_ref().map(|answer| answer.question.clone());
    let key = question
        .as_ref()
        .map_or_else(String::new, |question| question.key());
    let key = format!("{} {} {key}", missing.start, missing.end);
    let (ports, tell) = (app.ports.clone(), search.dispatcher());
    let start = move || {
        let question = question.filter(|_| !missing.is_empty())?;
        let first = missing.start;
        let rows = ports.search.rows(&question.view, &question.rules, missing);
        Some(ports.spawner.spawn(Box::pin(async move {
            tell.dispatch(match rows.await {
                Ok(rows) => SearchAction::Rows(question, first, rows),
                Err(fault) => SearchAction::Failed(fault),
            });
        })))
    };
    use_task(key, Box::new(start));
}

/// Returns what the open list says of some files; nothing if that cannot be told. Other files of these names can be among them.
pub async fn look_up(search: &dyn SearchFiles, files: &[Picked]) -> Option<Vec<ListedFile>> {
    let mut query = FileQuery::default();
    for file in files {
        let path = file.path();
        query = query.with_value(QueryField::Name, path.name(), true);
        let directory = path.parent().unwrap_or_default();
        let directory = if directory.is_root() {
            "/"
        } else {
            directory.as_str()
        };
        query = query.with_value(QueryField::Directory, directory, true);
    }
    let found = search
        .expand(&query.to_string(), MOST_NAMESAKES)
        .await
        .ok()?;
    (found.tally.files as usize == found.files.len()).then_some(found.files)
}

/// Returns those of some files that the open list does not have; nothing if that cannot be told.
pub async fn not_in_list(
    search: &dyn SearchFiles,
    registry: &MirrorRegistry,
    files: Vec<Picked>,
) -> Option<Vec<Picked>> {
    let found = look_up(search, &files).await?.into_iter();
    let found: Files = found.map(|file| Picked::at(file.at, registry)).collect();
    Some(
        files
            .into_iter()
            .filter(|file| !found.contains(file))
            .collect(),
    )
}
