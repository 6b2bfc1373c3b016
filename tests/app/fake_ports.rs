//! Scripted ports: a web of canned answers, a clock that never waits, a disk in memory.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use igsr_fetch::listing::{DirectoryIndex, PageRequest};
use igsr_fetch::port::{
    Body, Clock, Fetch, FetchError, Head, IndexError, IndexJob, LocalFuture, ReadIndex, Save,
    SaveError, Sink,
};
use igsr_fetch::worker::index::{IndexServer, Reply, Request};

/// What an address answers.
#[derive(Clone)]
pub(crate) enum Answer {
    /// No answer that a page may read.
    Unreachable,
    /// Nothing, for ever.
    Silence,
    /// A head, then these pieces; a piece may be a fault, `None` is silence.
    Page(Head, Vec<Option<Result<Vec<u8>, FetchError>>>),
}

impl Answer {
    /// Answers with a status, a type and a body in pieces of `piece` bytes.
    pub(crate) fn new(
        url: &str,
        status: u16,
        content_type: &str,
        body: &[u8],
        piece: usize,
    ) -> Self {
        let head = Head {
            status,
            url: url.into(),
            content_type: Some(content_type.into()),
            content_length: Some(body.len() as u64),
            content_encoding: None,
            retry_after: None,
        };
        Self::Page(
            head,
            body.chunks(piece)
                .map(|bytes| Some(Ok(bytes.to_vec())))
                .collect(),
        )
    }
}

/// Answers by address and keeps a record of what was asked.
#[derive(Default)]
pub(crate) struct FakeFetch {
    pub(crate) answers: BTreeMap<String, Answer>,
    pub(crate) asked: RefCell<Vec<String>>,
}

struct FakeBody {
    head: Head,
    pieces: std::vec::IntoIter<Option<Result<Vec<u8>, FetchError>>>,
}

impl Fetch for FakeFetch {
    fn get(&self, url: &str) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>> {
        self.asked.borrow_mut().push(url.to_owned());
        match self.answers.get(url).cloned() {
            None | Some(Answer::Unreachable) => {
                Box::pin(std::future::ready(Err(FetchError::Unreachable)))
            }
            Some(Answer::Silence) => Box::pin(std::future::pending()),
            Some(Answer::Page(head, pieces)) => {
                let body: Box<dyn Body> = Box::new(FakeBody {
                    head,
                    pieces: pieces.into_iter(),
                });
                Box::pin(std::future::ready(Ok(body)))
            }
        }
    }

    fn get_range(
        &self,
        url: &str,
        first: u64,
        last: u64,
    ) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>> {
        self.get(&format!("{url} {first}-{last}"))
    }
}

impl Body for FakeBody {
    fn head(&self) -> &Head {
        &self.head
    }

    fn next_chunk(&mut self) -> LocalFuture<'_, Result<Option<Vec<u8>>, FetchError>> {
        match self.pieces.next() {
            None => Box::pin(std::future::ready(Ok(None))),
            Some(None) => Box::pin(std::future::pending()),
            Some(Some(piece)) => Box::pin(std::future::ready(piece.map(Some))),
        }
    }
}

/// A worker's desk without a worker: all messages are those of the page, and arrive at once.
#[derive(Default)]
pub(crate) struct FakeReader {
    /// What it fails with, if it does.
    pub(crate) fault: Option<String>,
    pub(crate) started: Cell<u32>,
    /// How many jobs were dropped before their end.
    pub(crate) dropped: Rc<Cell<u32>>,
    pub(crate) desk: Rc<RefCell<IndexServer>>,
}

struct FakeJob {
    job: u32,
    fault: Option<String>,
    desk: Rc<RefCell<IndexServer>>,
    finished: bool,
    dropped: Rc<Cell<u32>>,
}

impl ReadIndex for FakeReader {
    fn prepare(&self) {}

    fn start(&self, asked: &PageRequest) -> Box<dyn IndexJob> {
        let job = self.started.get() + 1;
        self.started.set(job);
        let message = Request::Start(asked).to_bytes(job);
        self.desk.borrow_mut().take(&message).unwrap();
        Box::new(FakeJob {
            job,
            fault: self.fault.clone(),
            desk: self.desk.clone(),
            finished: false,
            dropped: self.dropped.clone(),
        })
    }
}

impl IndexJob for FakeJob {
    fn push(&mut self, bytes: &[u8]) {
        let message = Request::Push(bytes).to_bytes(self.job);
        self.desk.borrow_mut().take(&message).unwrap();
    }

    fn finish(
        mut self: Box<Self>,
        cut: bool,
    ) -> LocalFuture<'static, Result<DirectoryIndex, IndexError>> {
        self.finished = true;
        let message = Request::Finish { cut }.to_bytes(self.job);
        let reply = self.desk.borrow_mut().take(&message).unwrap().unwrap();
        let outcome = match self.fault.take() {
            Some(reason) => Err(IndexError::ReaderFailed { reason }),
            None => Reply::from_bytes(&reply)
                .unwrap()
                .outcome
                .map_err(Into::into),
        };
        Box::pin(std::future::ready(outcome))
    }
}

impl Drop for FakeJob {
    fn drop(&mut self) {
        if !self.finished {
            self.dropped.set(self.dropped.get() + 1);
        }
    }
}

/// A clock on which every wait is over at once, so that what would never come is given up at once.
#[derive(Default)]
pub(crate) struct FakeClock(pub(crate) Cell<u64>);

impl Clock for FakeClock {
    fn now(&self) -> u64 {
        self.0.replace(self.0.get() + 500)
    }

    fn sleep(&self, _: u32) -> LocalFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Disk {
    pub(crate) written: Vec<u8>,
    pub(crate) closed: bool,
    pub(crate) discarded: bool,
}

/// Writes to memory; fails as told.
#[derive(Default)]
pub(crate) struct FakeSave {
    pub(crate) disk: Rc<RefCell<Disk>>,
    pub(crate) refuse_place: Option<SaveError>,
    pub(crate) full_after: Option<usize>,
}

struct FakeSink {
    disk: Rc<RefCell<Disk>>,
    full_after: Option<usize>,
}

impl Save for FakeSave {
    fn can_stream(&self) -> bool {
        true
    }

    fn pick(&self, _: &str) -> LocalFuture<'static, Result<Box<dyn Sink>, SaveError>> {
        let place: Result<Box<dyn Sink>, SaveError> = match &self.refuse_place {
            Some(error) => Err(error.clone()),
            None => Ok(Box::new(FakeSink {
                disk: self.disk.clone(),
                full_after: self.full_after,
            })),
        };
        Box::pin(std::future::ready(place))
    }

    fn save_text(&self, _: &str, _: &str) -> Result<(), SaveError> {
        Ok(())
    }
}

impl Sink for FakeSink {
    fn name(&self) -> &'static str {
        "picked"
    }

    fn write(&mut self, bytes: Vec<u8>) -> LocalFuture<'_, Result<(), SaveError>> {
        let mut disk = self.disk.borrow_mut();
        disk.written.extend(bytes);
        let full = self
            .full_after
            .is_some_and(|limit| disk.written.len() > limit);
        Box::pin(std::future::ready(if full {
            Err(SaveError::Full)
        } else {
            Ok(())
        }))
    }

    fn close(self: Box<Self>) -> LocalFuture<'static, Result<(), SaveError>> {
        self.disk.borrow_mut().closed = true;
        Box::pin(std::future::ready(Ok(())))
    }

    fn discard(self: Box<Self>) -> LocalFuture<'static, ()> {
        self.disk.borrow_mut().discarded = true;
        Box::pin(std::future::ready(()))
    }
}
