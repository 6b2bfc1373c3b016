//! One search over the list of all files: the last good result, and the rows that were looked at.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;

use crate::port::SearchError;
use crate::search::{FoundFile, SearchResult, View};
use crate::ui::ports::AppPorts;

use super::loaded::{LoadAction, Loaded, use_loaded, use_task};

/// Rows per request.
pub const BLOCK: u32 = 128;

/// Most blocks of rows that are kept: those that were looked at last.
const MOST_BLOCKS: usize = 16;

/// What is searched for: which files, and which rules each row is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchKey {
    /// The digest of the list.
    pub list: String,
    /// How often a list was opened: one that was opened again is another one to the port.
    pub opens: u32,
    /// Which files, in which order.
    pub view: View,
    /// Queries of rules.
    pub rules: Vec<String>,
}

/// The files that a search found, with the blocks of rows that came.
#[derive(Clone, Debug)]
pub struct FoundFiles {
    /// What was searched for.
    pub key: Rc<SearchKey>,
    /// The result without its rows.
    pub result: Rc<SearchResult>,
    /// Blocks with the index of their first row, the one that came last at the end.
    blocks: Vec<(u32, Rc<Vec<FoundFile>>)>,
}

/// A search: the last good result stays while the next one is under way, and after an error.
pub type FileSearch = Loaded<Rc<SearchKey>, Rc<FoundFiles>, SearchError>;

/// A change of a search.
pub type SearchAction = LoadAction<Rc<SearchKey>, Rc<FoundFiles>, SearchError>;

/// Compares addresses: results are never compared row by row.
impl PartialEq for FoundFiles {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.result, &other.result)
            && self.blocks.len() == other.blocks.len()
            && self.blocks.last().map(|block| Rc::as_ptr(&block.1))
                == other.blocks.last().map(|block| Rc::as_ptr(&block.1))
    }
}

impl FoundFiles {
    /// Takes a result with its first rows.
    pub fn new(key: Rc<SearchKey>, mut result: SearchResult) -> Self {
        let (first, rows) = (result.first, std::mem::take(&mut result.rows));
        let mut found = Self {
            key,
            result: Rc::new(result),
            blocks: Vec::new(),
        };
        found.add(first, rows);
        found
    }

    /// Returns the change that adds rows from the row `first` on.
    pub fn more(key: Rc<SearchKey>, first: u32, rows: Vec<FoundFile>) -> SearchAction {
        let add = move |found: &mut Rc<Self>| Rc::make_mut(found).add(first, rows);
        LoadAction::Update(key, Box::new(add))
    }

    /// Adds rows in blocks, from the row `first` on.
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
        self.result.files as usize
    }

    /// Returns a row, if it has come.
    pub fn row(&self, place: usize) -> Option<&FoundFile> {
        let place = u32::try_from(place).ok()?;
        let first = place - place % BLOCK;
        let (_, rows) = self.blocks.iter().find(|block| block.0 == first)?;
        rows.get((place - first) as usize)
    }

    /// Returns all rows that are kept.
    pub fn kept(&self) -> impl Iterator<Item = &FoundFile> {
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

    /// Returns the blocks that some rows still need, as one range of rows; empty if all are kept.
    pub fn missing(&self, places: Range<usize>) -> Range<u32> {
        let mut missing = 0..0;
        for first in blocks_of(places, self.result.files).step_by(BLOCK as usize) {
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

/// Widens a range of `count` rows to full blocks.
fn blocks_of(places: Range<usize>, count: u32) -> Range<u32> {
    let row = |place: usize| u32::try_from(place).unwrap_or(u32::MAX).min(count);
    let (start, end) = (row(places.start), row(places.end));
    start - start % BLOCK..end.div_ceil(BLOCK) * BLOCK
}

/// The rows that are drawn, and the first that is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenRows {
    /// The first row that is drawn.
    pub first: usize,
    /// The row after the last.
    pub end: usize,
    /// The first row that is seen.
    pub top: usize,
}

/// Searches whenever the key changes. A later search takes the place of an earlier one that is still under way.
///
/// `row` is the first row to be seen. The same view with other rules is searched for the rows that are seen, so that nothing
/// blinks.
#[hook]
pub fn use_file_search(
    ports: &AppPorts,
    key: Option<Rc<SearchKey>>,
    row: usize,
    seen: &Rc<RefCell<SeenRows>>,
) -> UseReducerHandle<FileSearch> {
    let (port, seen) = (ports.search.clone(), seen.clone());
    let load = move |key: Rc<SearchKey>, last: Option<Rc<FoundFiles>>| {
        let seen = *seen.borrow();
        let places = match last {
            Some(last) if last.key.view == key.view => seen.first..seen.end.max(seen.first + 1),
            Some(_) => 0..1,
            None => row..row + 1,
        };
        let rows = blocks_of(places, u32::MAX - BLOCK);
        let finding = port.find(&key.view, &key.rules, rows);
        async move {
            let result = finding.await?;
            Ok(Rc::new(FoundFiles::new(key, result)))
        }
    };
    use_loaded(ports, key, load)
}

/// Fetches the rows that are drawn and have not come.
#[hook]
pub fn use_missing_rows(
    ports: &AppPorts,
    search: &UseReducerHandle<FileSearch>,
    places: Range<usize>,
) {
    let missing = search
        .last()
        .map(|found| (found.key.clone(), found.missing(places)))
        .filter(|(_, missing)| !missing.is_empty());
    let (ports, search) = (ports.clone(), search.dispatcher());
    use_task(missing.clone(), move || {
        let (key, missing) = missing?;
        let first = missing.start;
        let rows = ports.search.rows(&key.view, &key.rules, missing);
        Some(ports.spawner.spawn(Box::pin(async move {
            search.dispatch(match rows.await {
                Ok(rows) => FoundFiles::more(key, first, rows),
                Err(error) => LoadAction::Done(key, Err(error)),
            });
        })))
    });
}
