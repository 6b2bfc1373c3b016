//! Downloads in memory: servers that a test makes up, a disk, and a record.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::scripted_fetch::{Answer, Step};
use super::{
    Chunk, Clock, FetchError, FileBody, FileSink, FileState, Head, Kept, MemoryFile, SaveError,
    TransferPorts, VirtualClock,
};
use crate::transfer::{FileRequest, Place};

/// What servers answer.
type Serve = Rc<dyn Fn(&FileRequest) -> Answer>;

/// Downloads in memory. Clones share everything.
#[derive(Clone)]
pub struct ScriptedTransfers {
    clock: VirtualClock,
    serve: Serve,
    /// Requests that were made, in order.
    pub requests: Rc<RefCell<Vec<FileRequest>>>,
    /// Connections that are open, and the most that were at a time.
    pub connections: Rc<Cell<(usize, usize)>>,
    /// Files by their places, as [`ScriptedTransfers::name`] calls them.
    pub files: Rc<RefCell<BTreeMap<String, MemoryFile>>>,
    /// What is kept between visits.
    pub records: Rc<RefCell<BTreeMap<u32, Vec<u8>>>>,
    /// Milliseconds in which that is read.
    pub records_delay: Rc<Cell<u32>>,
    /// Bytes after which the disk is full.
    pub capacity: Rc<Cell<Option<usize>>>,
    /// What opening a place fails with.
    pub open_error: Rc<RefCell<Option<SaveError>>>,
}

impl ScriptedTransfers {
    /// Makes servers that answer as the function says, and an empty disk.
    pub fn new(clock: &VirtualClock, serve: impl Fn(&FileRequest) -> Answer + 'static) -> Self {
        Self {
            clock: clock.clone(),
            serve: Rc::new(serve),
            requests: Rc::default(),
            connections: Rc::default(),
            files: Rc::default(),
            records: Rc::default(),
            records_delay: Rc::default(),
            capacity: Rc::default(),
            open_error: Rc::default(),
        }
    }

    /// Returns the same disk and record, on which another visit begins: what was not durable is gone.
    #[must_use]
    pub fn next_visit(&self) -> Self {
        let mut files = self.files.borrow_mut();
        files.retain(|name, file| file.state != FileState::Open || name.starts_with("storage:"));
        drop(files);
        self.connections.set((0, 0));
        self.clone()
    }

    /// Returns what a place is called here.
    pub fn name(place: &Place) -> String {
        match place {
            Place::File { handle } => format!("file:{}", handle.0),
            Place::Folder { handle, path } => format!("folder:{}/{path}", handle.0),
            Place::Storage { key, .. } => format!("storage:{key}"),
        }
    }
}

/// A response in memory.
pub struct ScriptedFileBody {
    head: Head,
    other_host: Option<String>,
    steps: std::collections::VecDeque<Step>,
    clock: VirtualClock,
    connections: Rc<Cell<(usize, usize)>>,
}

impl Drop for ScriptedFileBody {
    fn drop(&mut self) {
        let (open, most) = self.connections.get();
        self.connections.set((open.saturating_sub(1), most));
    }
}

/// A place in memory.
pub struct ScriptedSink {
    name: String,
    files: Rc<RefCell<BTreeMap<String, MemoryFile>>>,
    /// What stood there, which stays until the new file is closed.
    bytes: Vec<u8>,
    capacity: Option<usize>,
    is_durable: bool,
    is_full: bool,
}

impl Chunk for Vec<u8> {
    fn copy_to<'a>(&self, buffer: &'a mut Vec<u8>) -> &'a [u8] {
        buffer.clone_from(self);
        buffer
    }
}

impl FileBody for ScriptedFileBody {
    type Chunk = Vec<u8>;

    fn head(&self) -> &Head {
        &self.head
    }

    fn other_host(&self) -> Option<&str> {
        self.other_host.as_deref()
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, FetchError> {
        loop {
            match self.steps.pop_front() {
                None => return Ok(None),
                Some(Step::Bytes(bytes)) if bytes.is_empty() => {}
                Some(Step::Bytes(bytes)) => return Ok(Some(bytes)),
                Some(Step::Wait(milliseconds)) => self.clock.sleep(milliseconds).await,
                Some(Step::Stall) => std::future::pending().await,
                Some(Step::Break) => return Err(FetchError::Broken { got: 0 }),
            }
        }
    }
}

impl FileSink for ScriptedSink {
    type Chunk = Vec<u8>;

    fn write(&mut self, chunk: &Vec<u8>) {
        let after = self.bytes.len() + chunk.len();
        self.is_full |= self.capacity.is_some_and(|capacity| after > capacity);
        if !self.is_full {
            self.bytes.extend_from_slice(chunk);
        }
    }

    async fn settle(&mut self, _most_pending: u64) -> Result<(), SaveError> {
        if self.is_full {
            return Err(SaveError::Full);
        }
        Ok(())
    }

    async fn truncate(&mut self, length: u64) -> Result<(), SaveError> {
        self.bytes
            .truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), SaveError> {
        if self.is_durable {
            self.store(FileState::Open);
        }
        Ok(())
    }

    async fn close(self) -> Result<(), SaveError> {
        self.store(FileState::Closed);
        Ok(())
    }

    async fn discard(self) {
        if self.is_durable {
            self.files.borrow_mut().remove(&self.name);
        }
    }
}

impl ScriptedSink {
    fn store(&self, state: FileState) {
        let file = MemoryFile {
            name: self.name.clone(),
            bytes: self.bytes.clone(),
            state,
        };
        self.files.borrow_mut().insert(self.name.clone(), file);
    }
}

impl TransferPorts for ScriptedTransfers {
    type Chunk = Vec<u8>;
    type Body = ScriptedFileBody;
    type Sink = ScriptedSink;

    async fn get(&self, request: &FileRequest) -> Result<ScriptedFileBody, FetchError> {
        self.requests.borrow_mut().push(request.clone());
        let answer = (self.serve)(request);
        let response = match answer {
            Answer::Response(response) => response,
            Answer::Unreachable => return Err(FetchError::Unreachable),
            Answer::Silent => std::future::pending().await,
        };
        self.clock.sleep(response.delay).await;
        let (open, most) = self.connections.get();
        self.connections.set((open + 1, most.max(open + 1)));
        let host = |url: &str| Some(url::Url::parse(url).ok()?.host_str()?.to_owned());
        let other_host =
            host(&response.head.url).filter(|now| Some(now) != host(&request.url).as_ref());
        Ok(ScriptedFileBody {
            head: response.head,
            other_host,
            steps: response.steps,
            clock: self.clock.clone(),
            connections: Rc::clone(&self.connections),
        })
    }

    async fn open(&self, place: &Place, kept: u64) -> Result<ScriptedSink, SaveError> {
        if let Some(error) = self.open_error.borrow().clone() {
            return Err(error);
        }
        let name = Self::name(place);
        let mut bytes = match self.files.borrow().get(&name) {
            Some(file) if place.is_durable() => file.bytes.clone(),
            _ => Vec::new(),
        };
        let kept = usize::try_from(kept).unwrap_or(usize::MAX);
        if bytes.len() < kept {
            return Err(SaveError::Gone);
        }
        bytes.truncate(kept);
        Ok(ScriptedSink {
            name,
            files: Rc::clone(&self.files),
            bytes,
            capacity: self.capacity.get(),
            is_durable: place.is_durable(),
            is_full: false,
        })
    }

    async fn remove(&self, place: &Place) {
        if place.is_durable() {
            self.files.borrow_mut().remove(&Self::name(place));
        }
    }

    async fn keep(&self, records: Vec<(u32, Option<Vec<u8>>)>) {
        let mut kept = self.records.borrow_mut();
        for (number, record) in records {
            match record {
                Some(record) => kept.insert(number, record),
                None => kept.remove(&number),
            };
        }
    }

    async fn kept(&self) -> Kept {
        self.clock.sleep(self.records_delay.get()).await;
        let records = self.records.borrow();
        Kept::Records(
            records
                .iter()
                .map(|(number, record)| (*number, record.clone()))
                .collect(),
        )
    }
}
