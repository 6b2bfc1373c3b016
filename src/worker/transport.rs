//! A web worker as the client sees it: it is started, takes bytes, sends bytes, and may fail.

use std::rc::Rc;

/// Starts web workers of one kind.
pub trait StartWorker {
    /// Starts a worker. `listener` is told what comes of it, though not before this, or [`RunningWorker::post`], has returned.
    ///
    /// # Errors
    ///
    /// The browser's words if it starts none.
    fn start(&self, listener: Rc<dyn Fn(WorkerEvent)>) -> Result<Box<dyn RunningWorker>, String>;
}

/// A worker that was started; dropping this ends it, and its listener is told nothing more.
pub trait RunningWorker {
    /// Sends a message. Messages that are sent while the worker loads are kept for it.
    ///
    /// # Errors
    ///
    /// The browser's words if it takes none.
    fn post(&self, message: &[u8]) -> Result<(), String>;
}

/// What comes of a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerEvent {
    /// A message.
    Message(Vec<u8>),
    /// It could not load, or ended, for this reason in the browser's words.
    Failed(String),
}
