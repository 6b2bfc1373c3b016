//! A file search over a short list, file by file: what the worker does, slowly and in plain words.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use igsr_fetch::mirror::{HostName, HostPath, RemotePath};
use igsr_fetch::port::{LocalFuture, OpenFrom, OpenProgress, SearchError, SearchFiles};
use igsr_fetch::search::{
    Expanded, FacetCounts, FileQuery, FoundFile, ListedFile, Order, QueryField, SearchResult,
    Tally, Test, View,
};
use igsr_fetch::snapshot::{OpenError, SnapshotFacts};
use igsr_fetch::table::Md5;

/// What can be opened, and what was asked.
#[derive(Default)]
pub(crate) struct FakeSearch {
    /// Files of the list that ships with the page; without any there is no such list.
    pub(crate) shipped: Vec<FoundFile>,
    /// Files of the list that was kept; without any nothing was.
    pub(crate) kept: Vec<FoundFile>,
    pub(crate) open: RefCell<Vec<FoundFile>>,
    pub(crate) asked: RefCell<Vec<String>>,
}

/// Makes a file of the main site.
pub(crate) fn file(number: u32, path: &str, size: Option<u64>, population: &str) -> FoundFile {
    FoundFile {
        number,
        at: HostPath {
            host: HostName::new("ftp.1000genomes.ebi.ac.uk"),
            path: RemotePath::parse(path).unwrap(),
        },
        size,
        date: Some(i64::from(number) * 86_400),
        sample: None,
        population: (!population.is_empty()).then(|| population.to_owned()),
        collection: None,
        covered: Vec::new(),
    }
}

fn fits(file: &FoundFile, query: &FileQuery) -> bool {
    let path = file.at.path.as_str().to_ascii_lowercase();
    query.terms.iter().all(|term| {
        let holds = match &term.test {
            Test::Text(text) | Test::Phrase(text) => path.contains(&text.to_ascii_lowercase()),
            Test::Field(QueryField::Population, values) => file
                .population
                .as_ref()
                .is_some_and(|code| values.contains(code)),
            Test::Field(QueryField::Directory, values) => values
                .iter()
                .any(|directory| path.starts_with(&format!("{}/", directory.to_ascii_lowercase()))),
            Test::Field(QueryField::Name, values) => values
                .iter()
                .any(|name| file.at.path.name().contains(name.as_str())),
            other => panic!("the fake does not know {other:?}"),
        };
        holds != term.negated
    })
}

impl FakeSearch {
    fn hits(&self, query: &str) -> Result<Vec<FoundFile>, SearchError> {
        self.asked.borrow_mut().push(query.to_owned());
        if self.open.borrow().is_empty() {
            return Err(SearchError::NotOpen);
        }
        let query = FileQuery::parse(query).map_err(|_| SearchError::Query)?;
        let files = self.open.borrow();
        Ok(files
            .iter()
            .filter(|file| fits(file, &query))
            .cloned()
            .collect())
    }

    fn in_order(&self, view: &View, rules: &[String]) -> Result<Vec<FoundFile>, SearchError> {
        let mut files = self.hits(&view.query)?;
        match view.order {
            Order::Rank | Order::Path => files.sort_by(|a, b| a.at.cmp(&b.at)),
            Order::Size => files.sort_by_key(|file| (file.size.is_none(), file.size)),
            Order::Date => files.sort_by_key(|file| (file.date.is_none(), file.date)),
        }
        if view.descending {
            files.reverse();
        }
        for (at, rule) in (0_u32..).zip(rules) {
            let covered = self.hits(rule)?;
            for file in &mut files {
                if covered.iter().any(|other| other.number == file.number) {
                    file.covered.push(at);
                }
            }
        }
        Ok(files)
    }
}

fn window(files: &[FoundFile], rows: Range<u32>) -> Vec<FoundFile> {
    let end = (rows.end as usize).min(files.len());
    files[(rows.start as usize).min(end)..end].to_vec()
}

fn tally(files: &[FoundFile]) -> Tally {
    let mut text = String::new();
    for file in files {
        text += file.at.host.as_str();
        text.push('/');
        text += file.at.path.as_str();
        text.push('\n');
    }
    let mut digest = [0; 16];
    for (at, byte) in text.bytes().enumerate() {
        digest[at % 16] ^= byte.rotate_left(u32::try_from(at % 7).unwrap());
    }
    Tally {
        files: u32::try_from(files.len()).unwrap(),
        bytes: files.iter().filter_map(|file| file.size).sum(),
        unknown_sizes: u32::try_from(files.iter().filter(|file| file.size.is_none()).count())
            .unwrap(),
        digest: Some(Md5(digest)),
    }
}

fn now<T: 'static>(answer: Result<T, SearchError>) -> LocalFuture<'static, Result<T, SearchError>> {
    Box::pin(std::future::ready(answer))
}

impl SearchFiles for FakeSearch {
    fn open(
        &self,
        from: OpenFrom,
        _: Rc<dyn Fn(OpenProgress)>,
    ) -> LocalFuture<'static, Result<Rc<SnapshotFacts>, SearchError>> {
        self.asked.borrow_mut().push(format!("{from:?}"));
        let (files, kept) = match &from {
            OpenFrom::Kept if self.kept.is_empty() => {
                return now(Err(OpenError::NothingKept.into()));
            }
            OpenFrom::Kept => (&self.kept, true),
            OpenFrom::Snapshot(_) if self.shipped.is_empty() => {
                let (part, reason) = ("manifest.json".into(), "404".into());
                return now(Err(OpenError::Unreadable { part, reason }.into()));
            }
            _ => (&self.shipped, false),
        };
        self.open.borrow_mut().clone_from(files);
        now(Ok(Rc::new(SnapshotFacts {
            digest: format!("{:032}", files.len()),
            source: "made up".into(),
            date: "2026-11-24".into(),
            files: u32::try_from(files.len()).unwrap(),
            kept,
            ..SnapshotFacts::default()
        })))
    }

    fn find(
        &self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<SearchResult, SearchError>> {
        now(self.in_order(view, rules).map(|files| {
            let mut counts: BTreeMap<String, u32> = BTreeMap::new();
            for code in files.iter().filter_map(|file| file.population.clone()) {
                *counts.entry(code).or_default() += 1;
            }
            let sums = tally(&files);
            SearchResult {
                files: sums.files,
                bytes: sums.bytes,
                unknown_sizes: sums.unknown_sizes,
                facets: vec![FacetCounts {
                    field: QueryField::Population,
                    values: counts.into_iter().collect(),
                }],
                first: rows.start,
                rows: window(&files, rows),
                notes: Vec::new(),
            }
        }))
    }

    fn rows(
        &self,
        view: &View,
        rules: &[String],
        rows: Range<u32>,
    ) -> LocalFuture<'static, Result<Vec<FoundFile>, SearchError>> {
        now(self.in_order(view, rules).map(|files| window(&files, rows)))
    }

    fn expand(
        &self,
        query: &str,
        most: u32,
    ) -> LocalFuture<'static, Result<Expanded, SearchError>> {
        now(self.hits(query).map(|mut files| {
            let tally = tally(&files);
            if tally.files > most {
                files.clear();
            }
            let listed = |file: FoundFile| ListedFile {
                at: file.at,
                size: file.size,
                date: file.date,
                md5: None,
            };
            Expanded {
                files: files.into_iter().map(listed).collect(),
                tally,
            }
        }))
    }

    fn tally(
        &self,
        queries: &[String],
        _digest: bool,
    ) -> LocalFuture<'static, Result<Tally, SearchError>> {
        let mut found: Vec<FoundFile> = Vec::new();
        for query in queries {
            match self.hits(query) {
                Ok(files) => {
                    for file in files {
                        if found.iter().all(|known| known.at != file.at) {
                            found.push(file);
                        }
                    }
                }
                Err(fault) => return now(Err(fault)),
            }
        }
        now(Ok(tally(&found)))
    }

    fn samples(&self) -> LocalFuture<'static, Result<Vec<u8>, SearchError>> {
        now(Err(SearchError::NotOpen))
    }
}
