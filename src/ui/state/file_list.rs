//! Which list of all files is open, the opening of another, and its samples.

use std::cell::Cell;
use std::rc::Rc;

use url::Url;
use yew::prelude::*;

use super::known::{Known, KnownAction};
use super::loaded::{use_loaded, use_task};
use crate::catalogue::{FullList, SampleList};
use crate::mirror::{HostName, Mirror, MirrorRegistry};
use crate::plan::Origin;
use crate::port::{OpenFrom, OpenProgress, SearchError};
use crate::snapshot::{OpenError, SnapshotFacts};
use crate::ui::ports::AppPorts;
use crate::ui::route::Page;

/// The list of all files that is open. A key of what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenList {
    /// The digest of its snapshot.
    pub digest: String,
    /// Where it says its files are from.
    pub origin: Origin,
}

/// The folder of the list that ships with the page, relative to it.
const SHIPPED: &str = "snapshot/";

/// Milliseconds after which the list is opened where nobody waits for it.
const LATER: u32 = 1_000;

/// Least milliseconds between two reports of progress.
const REPORT_EVERY: u64 = 250;

/// The list of all files that is open, and the outcome of the last opening.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileList {
    /// Facts about the open list.
    pub facts: Option<Rc<SnapshotFacts>>,
    /// Whether it is a mirror's own list, not the one that ships with the page.
    pub full: bool,
    /// Number of openings that succeeded.
    pub opens: u32,
    /// The opening that is under way.
    pub opening: Option<Opening>,
    /// Why the last opening failed.
    pub error: Option<SearchError>,
}

/// An opening that is under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// Whether it opens the mirror's own list, which the user asked for and may cancel.
    pub full: bool,
    /// How far it has come, once that is known.
    pub progress: Option<OpenProgress>,
}

/// An event of an opening.
#[derive(Clone, Debug, PartialEq)]
pub enum ListAction {
    /// The opening begins; with `true` of the mirror's own list.
    Begin(bool),
    /// The opening has come this far.
    Progress(OpenProgress),
    /// The list that the browser stored cannot be used; the one that ships with the page is opened in its place.
    StoredFailed(SearchError),
    /// The opening has ended.
    Finished(Result<Rc<SnapshotFacts>, SearchError>),
    /// The user has cancelled the opening.
    Cancel,
}

impl Reducible for FileList {
    type Action = ListAction;

    fn reduce(self: Rc<Self>, action: ListAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            ListAction::Begin(full) => {
                next.error = None;
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
            ListAction::StoredFailed(error) => next.error = Some(error),
            ListAction::Finished(opened) => {
                let full = next.opening.take().is_some_and(|opening| opening.full);
                match opened {
                    Ok(facts) => {
                        next.full = full || facts.kept;
                        next.facts = Some(facts);
                        next.opens += 1;
                    }
                    Err(SearchError::Open(OpenError::Cancelled)) => {}
                    Err(error) => next.error = Some(error),
                }
            }
            ListAction::Cancel => next.opening = None,
        }
        Rc::new(next)
    }
}

/// A list to open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Want {
    /// The list that the browser stored, else the one that ships with the page.
    #[default]
    Any,
    /// The mirror's own list.
    Full,
    /// The list that ships with the page.
    Shipped,
    /// No other list: the open one stays.
    Nothing,
}

/// The list of all files, and how to open another. A context.
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

    /// Returns the hosts of the open list.
    pub fn hosts(&self) -> Vec<HostName> {
        let hosts = self.list.facts.iter().flat_map(|facts| &facts.hosts);
        hosts.map(|host| host.host.clone()).collect()
    }

    /// Returns the open list as a key of what it says.
    pub fn open_list(&self, registry: &MirrorRegistry) -> Option<OpenList> {
        let facts = self.list.facts.as_ref()?;
        Some(OpenList {
            digest: facts.digest.clone(),
            origin: Origin::new(facts, registry),
        })
    }
}

/// Opens a list: at once if a page needs one, else when nobody waits for it.
#[hook]
pub fn use_lists(
    ports: &AppPorts,
    known: &UseReducerHandle<Known>,
    mirror: &Rc<Mirror>,
    page: Page,
) -> Lists {
    let list = use_reducer(FileList::default);
    let wanted = use_state(|| (0_u32, Want::Any));
    let needs_list = !matches!(
        page,
        Page::Catalogue | Page::Browse | Page::Downloads | Page::Help
    );
    // Once a page has needed a list, going elsewhere does not put the opening off again.
    let needed = use_state_eq(|| needs_list);
    use_effect_with(needs_list, {
        let needed = needed.setter();
        move |needs_list| {
            if *needs_list {
                needed.set(true);
            }
        }
    });
    let (number, want) = *wanted;
    let delay = if *needed { 0 } else { LATER };
    {
        let (ports, mirror, list) = (ports.clone(), mirror.clone(), list.clone());
        let known = known.dispatcher();
        use_task((number, delay), move || {
            if want == Want::Nothing || (number == 0 && list.facts.is_some()) {
                return None;
            }
            let spawner = ports.spawner.clone();
            let list = list.dispatcher();
            let report = Callback::from(move |action| {
                // Before anybody can search the list: whose files it names must be known by then.
                if let ListAction::Finished(Ok(facts)) = &action
                    && let Some(main) = facts.hosts.first()
                {
                    known.dispatch(KnownAction::MainHost(main.host.clone()));
                }
                list.dispatch(action);
            });
            Some(spawner.spawn(Box::pin(async move {
                if want == Want::Any {
                    ports.clock.sleep(delay).await;
                }
                open(&ports, &mirror, want, &report).await;
            })))
        });
    }
    let want = {
        let (wanted, list) = (wanted.setter(), list.dispatcher());
        use_callback(number, move |want, number| {
            if want == Want::Nothing {
                list.dispatch(ListAction::Cancel);
            }
            wanted.set((number + 1, want));
        })
    };
    Lists { list, want }
}

/// Opens a list, and reports the events of the opening.
pub async fn open(ports: &AppPorts, mirror: &Mirror, want: Want, report: &Callback<ListAction>) {
    report.emit(ListAction::Begin(want == Want::Full));
    let progress = {
        let (report, clock, last) = (report.clone(), ports.clock.clone(), Cell::new(0));
        Rc::new(move |progress| {
            let now = clock.now();
            if now >= last.get() + REPORT_EVERY {
                last.set(now);
                report.emit(ListAction::Progress(progress));
            }
        })
    };
    if want == Want::Any {
        match ports.search.open(OpenFrom::Kept, progress.clone()).await {
            Ok(facts) => return report.emit(ListAction::Finished(Ok(facts))),
            Err(SearchError::Open(OpenError::NothingKept)) => {}
            Err(error) => report.emit(ListAction::StoredFailed(error)),
        }
    }
    let from = if want == Want::Full {
        tree_of(mirror)
    } else {
        OpenFrom::Snapshot(shipped_snapshot(&ports.page_url))
    };
    report.emit(ListAction::Finished(
        ports.search.open(from, progress).await,
    ));
}

/// Returns the address of the list that ships with a page.
pub fn shipped_snapshot(page_url: &str) -> String {
    let below = Url::parse(page_url).and_then(|page| page.join(SHIPPED));
    below.map_or_else(|_| SHIPPED.to_owned(), String::from)
}

/// Returns the addresses of a mirror's own list, as a page may ask for them.
fn tree_of(mirror: &Mirror) -> OpenFrom {
    let list = FullList::built_in();
    let address = |path| mirror.page_file_url(path);
    OpenFrom::Tree {
        tree: address(&list.tree.path),
        samples: list.samples.iter().map(address).collect(),
        indexes: list.indexes.iter().map(address).collect(),
    }
}

/// Returns the samples of the open list; nothing before they have come, and where the list has none.
#[hook]
pub fn use_samples(ports: &AppPorts, lists: &Lists) -> Option<Rc<SampleList>> {
    let facts = lists.list.facts.as_ref();
    let key = facts
        .filter(|facts| facts.samples > 0)
        .map(|facts| facts.digest.clone());
    let search = ports.search.clone();
    let samples = use_loaded(ports, key.clone(), |_, _| async move {
        let bytes = search.samples().await.map_err(|_| ())?;
        SampleList::from_bytes(&bytes).map(Rc::new).map_err(|_| ())
    });
    samples.get(&key?).cloned()
}
