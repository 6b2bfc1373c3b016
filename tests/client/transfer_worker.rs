//! The worker that downloads, in this thread.

use std::cell::RefCell;
use std::rc::Rc;

use igsr_fetch::client::TransferServer;
use igsr_fetch::port::{LocalSpawner, ScriptedTransfers, VirtualClock};
use igsr_fetch::worker::{RunningWorker, StartWorker, WorkerEvent};

/// The worker that downloads, on an outside in memory.
#[derive(Clone)]
pub(crate) struct TransferWorker {
    clock: VirtualClock,
    ports: ScriptedTransfers,
    /// Runs what it does.
    pub(crate) spawner: Rc<LocalSpawner>,
    server: Rc<RefCell<Option<TransferServer<ScriptedTransfers>>>>,
}

impl TransferWorker {
    /// Makes a worker that was not started.
    pub(crate) fn new(ports: ScriptedTransfers, clock: &VirtualClock) -> Self {
        Self {
            clock: clock.clone(),
            ports,
            spawner: Rc::default(),
            server: Rc::default(),
        }
    }
}

impl StartWorker for TransferWorker {
    fn start(&self, listener: Rc<dyn Fn(WorkerEvent)>) -> Result<Box<dyn RunningWorker>, String> {
        *self.server.borrow_mut() = Some(TransferServer::new(
            self.ports.clone(),
            Rc::new(self.clock.clone()),
            self.spawner.clone(),
            move |message| listener(WorkerEvent::Message(message)),
        ));
        Ok(Box::new(self.clone()))
    }
}

impl RunningWorker for TransferWorker {
    fn post(&self, message: &[u8]) -> Result<(), String> {
        let server = self.server.borrow();
        let server = server.as_ref().ok_or("it was not started")?;
        server.take(message).map_err(|error| error.to_string())
    }
}
