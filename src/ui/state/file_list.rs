//! Which list of all files is open, and the opening of another. The list itself is behind the port.

use std::cell::Cell;
use std::rc::Rc;

use url::Url;
use yew::prelude::*;

use crate::catalogue::FullList;
use crate::mirror::{Mirror, MirrorRegistry};
use crate::port::{OpenFrom, OpenProgress, SearchError};
use crate::snapshot::{OpenError, SnapshotFacts};
use crate::ui::ports::AppPorts;
use crate::ui::route::{Page, Route};

use super::listed::Origin;
use super::task::use_task;
use super::{Known, KnownAction};

/// The folder of the list that ships with the page, relative to it.
const SHIPPED: &str = "snapshot/";

/// Milliseconds after which the list is opened where nobody waits for it.
const LATER: u32 = 1_000;

/// Least milliseconds between two reports of progress.
const REPORT_EVERY: u64 = 250;

/// Which list of all files is open, and what became of the last opening.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileList {
    /// What is known of the open one.
    pub facts: Option<Rc<SnapshotFacts>>,
    /// Says whether that is a mirror's own list, not the one that ships with the page.
    pub full: bool,
    /// How often a list was opened.
    pub opens: u32,
    /// The opening that is under way.
    pub opening: Option<Opening>,
    /// Why the last opening failed.
    pub fault: Option<SearchError>,
}

/// An opening that is under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// Says whether it is the mirror's own list, which the user asked for and may cancel.
    pub full: bool,
    /// How far it is, once that is known.
    pub progress: Option<OpenProgress>,
}

/// What becomes of an opening.
#[derive(Clone, Debug, PartialEq)]
pub enum ListAction {
    /// It begins; with `true` it is the mirror's own list.
    Begin(bool),
    /// It is so far.
    Progress(OpenProgress),
    /// What the browser had kept cannot be used; the list that ships with the page is opened in its place.
    KeptFailed(SearchError),
    /// It is over.
    Over(Result<Rc<SnapshotFacts>, SearchError>),
    /// The user has ended it.
    Cancel,
}

impl Reducible for FileList {
    type Action = ListAction;

    fn reduce(self: Rc<Self>, action: ListAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            ListAction::Begin(full) => {
                next.fault = None;
                next.opening = Some(Opening {
                    full,
                    progress: None,
                });
            }
            ListAction::Progress(progress) => {
                if let Some(opening) = &mut next.opening {
                    opening.progress = Some(progress);
                }
            }
            ListAction::KeptFailed(fault) => next.fault = Some(fault),
            ListAction::Over(opened) => {
                let full = next.opening.take().is_some_and(|opening| opening.full);
                match opened {
                    Ok(facts) => {
                        next.full = full || facts.kept;
                        next.facts = Some(facts);
                        next.opens += 1;
                    }
                    Err(SearchError::Open(OpenError::Cancelled)) => {}
                    Err(fault) => next.fault = Some(fault),
                }
            }
            ListAction::Cancel => next.opening = None,
        }
        Rc::new(next)
    }
}

/// What is to be opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Want {
    /// What the browser kept, else what ships with the page.
    #[default]
    Any,
    /// The mirror's own list.
    Full,
    /// What ships with the page.
    Shipped,
    /// Nothing more: what is open stays.
    Nothing,
}

/// The state of the lists, and how to change it.
#[derive(Clone, PartialEq)]
pub struct Lists {
    /// Which list is open.
    pub list: UseReducerHandle<FileList>,
    /// Opens another list, or ends the opening.
    pub want: Callback<Want>,
}

impl Lists {
    /// Returns the digest of the open list; none if none is open.
    pub fn digest(&self) -> Option<&str> {
        self.list.facts.as_ref().map(|facts| &*facts.digest)
    }

    /// Returns where the open list says its files are from.
    pub fn origin(&self, registry: &MirrorRegistry) -> Origin {
        let facts = self.list.facts.as_ref();
        facts.map_or_else(Origin::default, |facts| Origin::new(facts, registry))
    }
}

/// Opens a list: soon where a place needs one, else when the page has been still for a while.
#[hook]
pub fn use_lists(
    ports: &AppPorts,
    known: &UseReducerHandle<Known>,
    mirror: &Rc<Mirror>,
    route: &Route,
) -> Lists {
    let list = use_reducer(FileList::default);
    let wanted = use_state(|| (0_u32, Want::Any));
    let soon = use_mut_ref(|| false);
    *soon.borrow_mut() |= matches!(route.place, Page::Files | Page::Populations | Page::Get);
    let (number, want) = *wanted;
    let delay = if *soon.borrow() { 0 } else { LATER };
    {
        let (ports, mirror, list) = (ports.clone(), mirror.clone(), list.clone());
        let known = known.clone();
        let start = move || {
            if want == Want::Nothing || (number == 0 && list.facts.is_some()) {
                return None;
            }
            let spawner = ports.spawner.clone();
            let (tell, learn) = (list.dispatcher(), known.dispatcher());
            let tell = Callback::from(move |action| {
                // Before anybody can ask the list: whose files it names must be known by then.
                if let ListAction::Over(Ok(facts)) = &action
                    && let Some(main) = facts.hosts.first()
                {
                    learn.dispatch(KnownAction::MainHost(main.host.clone()));
                }
                tell.dispatch(action);
            });
            Some(spawner.spawn(Box::pin(async move {
                if want == Want::Any {
                    ports.clock.sleep(delay).await;
                }
                open(&ports, &mirror, want, &tell).await;
            })))
        };
        use_task(format!("{number} {delay}"), Box::new(start));
    }
    let want = {
        let (wanted, tell) = (wanted.clone(), list.dispatcher());
        Callback::from(move |want| {
            if want == Want::Nothing {
                tell.dispatch(ListAction::Cancel);
            }
            wanted.set((number + 1, want));
        })
    };
    Lists { list, want }
}

/// Opens what is wanted, and tells what becomes of it.
pub async fn open(ports: &AppPorts, mirror: &Mirror, want: Want, tell: &Callback<ListAction>) {
    tell.emit(ListAction::Begin(want == Want::Full));
    let progress = {
        let (tell, clock, last) = (tell.clone(), ports.clock.clone(), Cell::new(0));
        Rc::new(move |progress| {
            let now = clock.now();
            if now >= last.get() + REPORT_EVERY {
                last.set(now);
                tell.emit(ListAction::Progress(progress));
            }
        })
    };
    if want == Want::Any {
        match ports.search.open(OpenFrom::Kept, progress.clone()).await {
            Ok(facts) => return tell.emit(ListAction::Over(Ok(facts))),
            Err(SearchError::Open(OpenError::NothingKept)) => {}
            Err(fault) => tell.emit(ListAction::KeptFailed(fault)),
        }
    }
    let from = if want == Want::Full {
        tree_of(mirror)
    } else {
        OpenFrom::Snapshot(shipped(&ports.page_url))
    };
    tell.emit(ListAction::Over(ports.search.open(from, progress).await));
}

/// Returns the address of the list that ships with a page.
fn shipped(page_url: &str) -> String {
    let below = Url::parse(page_url).and_then(|page| page.join(SHIPPED));
    below.map_or_else(|_| SHIPPED.to_owned(), String::from)
}

/// Returns the addresses of a mirror's own list, as a page may ask for them.
fn tree_of(mirror: &Mirror) -> OpenFrom {
    let list = FullList::built_in();
    let address = |path| mirror.page_file_url(path);
    OpenFrom::Tree {
        tree: address(&list.tree),
        samples: list.samples.iter().map(address).collect(),
        indexes: list.indexes.iter().map(address).collect(),
    }
}
