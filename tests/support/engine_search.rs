//! The file search in this thread, over short lists.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use crate::open_snapshot::open_snapshot;
use igsr_fetch::mirror::HostPath;
use igsr_fetch::port::{LocalFuture, OpenFrom, OpenProgress, SearchError, SearchFiles};
use igsr_fetch::search::{
    Engine, Expanded, FileDetails, FilePack, FoundFile, ListedDirectory, ListedFile, Md5Search,
    Order, QueryError, SearchResult, Tally, View,
};
use igsr_fetch::snapshot::{OpenError, SnapshotFacts, SnapshotFiles};
use igsr_fetch::table::Md5;

type Answer<T> = LocalFuture<'static, Result<T, SearchError>>;

/// What can be opened, and the engine over what is open.
#[derive(Default)]
pub(crate) struct EngineSearch {
    /// The list that ships with the page and is at the mirrors, if there is one.
    pub(crate) shipped: Option<SnapshotFiles>,
    /// The list that the browser kept.
    pub(crate) kept: Option<SnapshotFiles>,
    pub(crate) engine: RefCell<Option<Engine>>,
    /// What was to be opened.
    pub(crate) asked: RefCell<Vec<String>>,
}

impl EngineSearch {
    fn open_list(&self, from: &OpenFrom) -> Result<Rc<SnapshotFacts>, SearchError> {
        self.asked.borrow_mut().push(format!("{from:?}"));
        let kept = *from == OpenFrom::Kept;
        let list = if kept { &self.kept } else { &self.shipped };
        let list = list.as_ref().ok_or_else(|| match from {
            OpenFrom::Kept => OpenError::NothingKept,
            _ => OpenError::Unreadable {
                part: "manifest.json".into(),
                reason: "404".into(),
            },
        })?;
        let mut snapshot = open_snapshot(list, usize::MAX)?;
        snapshot.facts.kept = kept;
        let facts = Rc::new(snapshot.facts.clone());
        *self.engine.borrow_mut() = Some(Engine::new(snapshot));
        Ok(facts)
    }

    fn answer<T: 'static>(
        &self,
        answer: impl FnOnce(&mut Engine) -> Result<T, QueryError>,
    ) -> Answer<T> {
        let mut engine = self.engine.borrow_mut();
        let engine = engine.as_mut().ok_or(SearchError::NotOpen);
        now(engine.and_then(|engine| answer(engine).map_err(|_| SearchError::Query)))
    }
}

fn now<T: 'static>(answer: Result<T, SearchError>) -> Answer<T> {
    Box::pin(std::future::ready(answer))
}

impl SearchFiles for EngineSearch {
    fn open(&self, from: OpenFrom, _: Rc<dyn Fn(OpenProgress)>) -> Answer<Rc<SnapshotFacts>> {
        now(self.open_list(&from))
    }

    fn find(&self, view: &View, rules: &[String], rows: Range<u32>) -> Answer<SearchResult> {
        self.answer(|engine| engine.find(view, rules, rows))
    }

    fn rows(&self, view: &View, rules: &[String], rows: Range<u32>) -> Answer<Vec<FoundFile>> {
        self.answer(|engine| engine.rows(view, rules, rows))
    }

    fn expand(&self, query: &str, most: u32) -> Answer<Expanded> {
        let view = View {
            query: query.to_owned(),
            order: Order::Path,
            descending: false,
        };
        let list = self.shipped.as_ref().or(self.kept.as_ref());
        self.answer(|engine| {
            let name = engine.md5s().file.clone();
            let part = list.and_then(|list| list.0.iter().find(|part| part.name == name));
            let sums = part.map_or(&[][..], |part| part.bytes.as_chunks().0);
            let mut search = Md5Search::new(engine.missing_md5s(&view.query));
            search.push(sums.as_flattened());
            engine.take_md5s(search);
            let queries = std::slice::from_ref(&view.query);
            let few = engine.tally(queries, false)?.files <= most;
            let tally = engine.tally(queries, few)?;
            let mut found = engine.numbers(&view)?.to_vec();
            if !few {
                found.clear();
            }
            let listed = |file: &u32| {
                let sum = sums.get(*file as usize).filter(|sum| **sum != [0; 16]);
                ListedFile {
                    md5: sum.copied().map(Md5),
                    ..engine.listed(*file)
                }
            };
            let files = found.iter().map(listed).collect();
            Ok(Expanded { files, tally })
        })
    }

    fn files(&self, query: &str, rows: Range<u32>) -> Answer<FilePack> {
        let view = View {
            query: query.to_owned(),
            order: Order::Path,
            descending: false,
        };
        self.answer(|engine| {
            let found = engine.numbers(&view)?.to_vec();
            let window = found.iter().skip(rows.start as usize).take(rows.len());
            let files: Vec<_> = window.map(|file| engine.listed(*file)).collect();
            Ok(FilePack::new(&files))
        })
    }

    fn count(&self, query: &str) -> Answer<Tally> {
        self.answer(|engine| engine.tally(&[query.to_owned()], true))
    }

    fn tally(&self, queries: &[String]) -> Answer<Tally> {
        self.answer(|engine| engine.tally(queries, false))
    }

    fn directory(&self, at: HostPath, most: u32) -> Answer<Option<ListedDirectory>> {
        self.answer(|engine| Ok(engine.directory(&at, most).map(|(found, _)| found)))
    }

    fn file(&self, at: HostPath) -> Answer<Option<Box<FileDetails>>> {
        self.answer(|engine| Ok(engine.details(&at).map(Box::new)))
    }

    fn samples(&self) -> Answer<Vec<u8>> {
        self.answer(|engine| Ok(engine.samples().to_bytes()))
    }
}
