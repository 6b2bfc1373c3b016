//! Search over the list of all files.

use std::ops::Range;
use std::rc::Rc;

use crate::port::{LocalFuture, OpenFrom, OpenProgress, SearchFault, SearchFiles};
use crate::search::{Expanded, Found, FoundFile, Tally, View};
use crate::snapshot::SnapshotFacts;

/// A search that has no list and opens none.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserFileSearch;

fn not_open<T: 'static>() -> LocalFuture<'static, Result<T, SearchFault>> {
    Box::pin(std::future::ready(Err(SearchFault::NotOpen)))
}

impl SearchFiles for BrowserFileSearch {
    fn open(
        &self,
        _: OpenFrom,
        _: Rc<dyn Fn(OpenProgress)>,
    ) -> LocalFuture<'static, Result<Rc<SnapshotFacts>, SearchFault>> {
        not_open()
    }

    fn find(
        &self,
        _: &View,
        _: &[String],
        _: Range<u32>,
    ) -> LocalFuture<'static, Result<Found, SearchFault>> {
        not_open()
    }

    fn rows(
        &self,
        _: &View,
        _: &[String],
        _: Range<u32>,
    ) -> LocalFuture<'static, Result<Vec<FoundFile>, SearchFault>> {
        not_open()
    }

    fn expand(&self, _: &str, _: u32) -> LocalFuture<'static, Result<Expanded, SearchFault>> {
        not_open()
    }

    fn tally(&self, _: &str) -> LocalFuture<'static, Result<Tally, SearchFault>> {
        not_open()
    }

    fn samples(&self) -> LocalFuture<'static, Result<Vec<u8>, SearchFault>> {
        not_open()
    }
}
