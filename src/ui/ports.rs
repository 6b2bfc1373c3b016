//! The ports that the app runs on.

use std::rc::Rc;

use crate::client::Clients;
use crate::command::Shell;

use crate::worker::plan::PlanClient;
use crate::worker::transfer::TransferClient;

use crate::port::{
    Clipboard, Clock, Fetch, OpenFiles, ReadIndex, Save, SearchFiles, Spawner, Store,
};

/// The outside world; set once in `app.rs`, replaced by fakes in tests.
#[derive(Clone)]
pub struct AppPorts {
    /// Reads from mirrors.
    pub fetch: Rc<dyn Fetch>,
    /// Reads what mirrors send as directory indexes.
    pub index: Rc<dyn ReadIndex>,
    /// Searches the list of all files.
    pub search: Rc<dyn SearchFiles>,
    /// Plans transfers.
    pub plan: Rc<PlanClient>,
    /// Downloads.
    pub transfers: Rc<TransferClient>,
    /// Reads from the user's disk.
    pub open: Rc<dyn OpenFiles>,
    /// Writes to the user's disk.
    pub save: Rc<dyn Save>,
    /// The clipboard.
    pub clipboard: Rc<dyn Clipboard>,
    /// Settings and selection between visits.
    pub store: Rc<dyn Store>,
    /// Storage that lasts for one visit.
    pub visit: Rc<dyn Store>,
    /// Time.
    pub clock: Rc<dyn Clock>,
    /// Runs tasks.
    pub spawner: Rc<dyn Spawner>,
    /// The page's own address.
    pub page_url: Rc<str>,
    /// The shell that the person's system has, as far as the browser tells.
    pub shell: Shell,
    /// Whether the page itself comes from this machine.
    pub page_is_loopback: bool,
}

impl AppPorts {
    /// Returns the ports that reading a directory needs.
    pub fn clients(&self) -> Clients<'_> {
        Clients {
            fetch: &*self.fetch,
            index: &*self.index,
            clock: &*self.clock,
        }
    }
}

/// Ports never change while the app runs.
impl PartialEq for AppPorts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.fetch, &other.fetch)
    }
}
