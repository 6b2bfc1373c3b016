//! All that the page knows of the site: the catalogue that ships with it, the mirrors, which are tried once in a visit, and what
//! was read from mirrors since.

use std::cell::OnceCell;
use std::rc::Rc;

use yew::prelude::*;

use super::loaded::use_task;
use crate::catalogue::{Catalogue, Differences, RemoteFile};
use crate::client::{LiveDirectory, LiveFiles, Probe, Probes, add_probe, parse_probes, probe};
use crate::mirror::{HostName, Mirror, MirrorId, MirrorRegistry, RemotePath};
use crate::plan::{Facts, facts_on};
use crate::search::{SearchIndex, documents};
use crate::ui::ports::AppPorts;
use crate::ui::route::Page;

/// What the page knows. Facts keep the mirror that they were read from: its sizes and checksums need not hold for another.
#[derive(Clone)]
pub struct Known {
    /// The catalogue that ships with the app.
    pub catalogue: Rc<Catalogue>,
    /// The mirrors.
    pub registry: Rc<MirrorRegistry>,
    /// The text of the mirror list: the site's own, or that which ships with the app.
    pub mirrors: Rc<str>,
    /// Whether the request for the site's own mirror list has ended, one way or the other. No mirror is read before.
    pub registry_settled: bool,
    /// Why the site's own mirror list is not used, if it is not.
    pub registry_problem: Option<AttrValue>,
    /// The results of trying mirrors.
    pub probes: Rc<Probes>,
    /// What differs between the catalogue and each mirror that was compared; nothing inside while it is being compared.
    compared: Rc<Vec<(MirrorId, Option<Rc<Differences>>)>>,
    /// The host by which the open list of files names those of the main site.
    main_host: Option<HostName>,
    read: Rc<LiveFiles>,
    /// Index of the catalogue and all that was read, made when it is first searched.
    search: Rc<OnceCell<SearchIndex>>,
}

/// A change of what is known.
pub enum KnownAction {
    /// The site's own mirror list was read, there is none, or it cannot be used for a reason.
    Registry(Result<Option<SiteMirrors>, String>),
    /// The open list of files names those of the main site by this host.
    MainHost(HostName),
    /// A directory index was read from a mirror.
    Directory(Rc<LiveDirectory>),
    /// Files were read from a mirror's `current.tree`, with their checksums.
    Files(Vec<RemoteFile>),
    /// A mirror is being compared with the catalogue, or what differs. Another one is no longer.
    Compared(MirrorId, Option<Rc<Differences>>),
    /// A mirror is being tried, or what was found.
    Probe(MirrorId, Option<Probe>),
}

/// The site's own mirror list.
pub struct SiteMirrors {
    /// The mirrors.
    pub registry: MirrorRegistry,
    /// The text that they were read from.
    pub text: String,
}

impl Known {
    /// Returns what ships with the app.
    pub fn built_in() -> Self {
        Self {
            catalogue: Rc::new(Catalogue::built_in()),
            registry: Rc::new(MirrorRegistry::built_in()),
            mirrors: MirrorRegistry::BUILT_IN.into(),
            registry_settled: false,
            registry_problem: None,
            probes: Rc::default(),
            compared: Rc::default(),
            main_host: None,
            read: Rc::default(),
            search: Rc::default(),
        }
    }

    /// Returns the search over the catalogue and all that was read.
    pub fn search(&self) -> &SearchIndex {
        self.search.get_or_init(|| {
            let read = self.read.paths();
            SearchIndex::new(documents(&self.catalogue, read.iter()))
        })
    }

    /// Returns all that is known of a file, the newest first, the catalogue last; at least its path.
    pub fn sources(&self, path: &RemotePath) -> Vec<RemoteFile> {
        let mut sources = self.read.get(path);
        match self.catalogue.file(path) {
            Some(entry) => sources.push(entry.file.clone()),
            None if sources.is_empty() => sources.push(RemoteFile::unknown(path.clone())),
            None => {}
        }
        sources
    }

    /// Returns all that was read of files from mirrors.
    pub fn read_files(&self) -> Vec<RemoteFile> {
        let paths = self.read.paths();
        paths.iter().flat_map(|path| self.read.get(path)).collect()
    }

    /// Returns the host name of the main site in the open list of files; nothing before a list is open.
    pub fn main_host(&self) -> Option<&HostName> {
        self.main_host.as_ref()
    }

    /// Returns a directory as a mirror showed it, if it was read.
    pub fn directory(&self, mirror: &MirrorId, path: &RemotePath) -> Option<Rc<LiveDirectory>> {
        self.read.directory(mirror, path).cloned()
    }

    /// Returns what differs between the catalogue and a mirror: `Some(None)` while it is being compared, `None` before.
    pub fn differences(&self, mirror: &MirrorId) -> Option<Option<&Rc<Differences>>> {
        let (_, found) = self.compared.iter().find(|(of, _)| of == mirror)?;
        Some(found.as_ref())
    }

    /// Returns what is known of a file as it is on a mirror.
    pub fn facts(&self, path: &RemotePath, mirror: &Mirror) -> Facts {
        let sources = self.sources(path);
        facts_on(mirror, &self.registry, &sources.iter().collect::<Vec<_>>())
    }

    /// Returns whether two know the same of files and mirrors, whatever the results of trying these.
    pub fn same_facts(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.catalogue, &other.catalogue)
            && Rc::ptr_eq(&self.registry, &other.registry)
            && Rc::ptr_eq(&self.read, &other.read)
    }

    fn with_read(&self, add: impl FnOnce(&mut LiveFiles)) -> Self {
        let mut read = (*self.read).clone();
        add(&mut read);
        Self {
            read: Rc::new(read),
            search: Rc::default(),
            ..self.clone()
        }
    }
}

impl Reducible for Known {
    type Action = KnownAction;

    fn reduce(self: Rc<Self>, action: KnownAction) -> Rc<Self> {
        Rc::new(match action {
            KnownAction::Registry(answer) => {
                let mut next = (*self).clone();
                next.registry_settled = true;
                let with_main = |registry: MirrorRegistry| match &self.main_host {
                    Some(host) => registry.with_main_host(host.clone()),
                    None => registry,
                };
                match answer {
                    Ok(Some(SiteMirrors { registry, text })) => {
                        let registry = with_main(registry);
                        if registry != *self.registry {
                            next.registry = Rc::new(registry);
                            next.mirrors = text.into();
                        }
                    }
                    Ok(None) => {}
                    Err(problem) => next.registry_problem = Some(problem.into()),
                }
                next
            }
            KnownAction::MainHost(host) => Self {
                registry: Rc::new(self.registry.with_main_host(host.clone())),
                main_host: Some(host),
                ..(*self).clone()
            },
            KnownAction::Directory(directory) => {
                self.with_read(|read| read.add_directory(directory))
            }
            KnownAction::Files(files) => self.with_read(|read| read.add_files(files)),
            KnownAction::Compared(mirror, found) => {
                let mut compared = (*self.compared).clone();
                compared.retain(|(of, found)| *of != mirror && found.is_some());
                compared.push((mirror, found));
                Self {
                    compared: Rc::new(compared),
                    ..(*self).clone()
                }
            }
            KnownAction::Probe(mirror, found) => Self {
                probes: Rc::new(self.probes.with(mirror, found)),
                ..(*self).clone()
            },
        })
    }
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        self.same_facts(other)
            && Rc::ptr_eq(&self.probes, &other.probes)
            && Rc::ptr_eq(&self.compared, &other.compared)
            && self.registry_settled == other.registry_settled
            && self.registry_problem == other.registry_problem
    }
}

/// The key in the visit's store under which results are kept.
const KEY: &str = "igsr-fetch.probes";

/// Tries mirrors one after the other: the chosen one, then the others, once in a visit and only on pages where that matters.
///
/// Returns a callback that tries mirrors again.
#[hook]
pub(super) fn use_probes(
    ports: &AppPorts,
    known: &UseReducerHandle<Known>,
    place: Page,
    chosen: &Rc<Mirror>,
) -> Callback<Vec<Mirror>> {
    let tasks = use_mut_ref(Vec::new);
    let run = {
        let (ports, known) = (ports.clone(), known.dispatcher());
        use_callback((), move |mirrors: Vec<Mirror>, ()| {
            let (spawner, ports, known) = (ports.spawner.clone(), ports.clone(), known.clone());
            let task = spawner.spawn(Box::pin(async move {
                for mirror in mirrors {
                    known.dispatch(KnownAction::Probe(mirror.id.clone(), None));
                    let found = probe(&*ports.fetch, &*ports.clock, &mirror).await;
                    let kept = ports.visit.get(KEY).unwrap_or_default();
                    let kept = add_probe(&kept, &mirror.id, &found);
                    // A result that is not kept is found again after a reload.
                    let _ = ports.visit.set(KEY, &kept);
                    known.dispatch(KnownAction::Probe(mirror.id, Some(found)));
                }
            }));
            tasks.borrow_mut().push(task);
        })
    };
    let wanted = known.registry_settled && matches!(place, Page::Browse | Page::Get);
    let (now, kept) = (known.clone(), ports.visit.clone());
    let (start, chosen, loopback) = (run.clone(), chosen.clone(), ports.page_is_loopback);
    let begin = move || {
        if wanted && now.probes.is_empty() {
            let kept = kept.get(KEY).unwrap_or_default();
            let kept: Vec<_> = parse_probes(&kept).collect();
            let others = now.registry.offered(loopback);
            let others = others.filter(|mirror| mirror.id != chosen.id);
            let mut new = Vec::new();
            for mirror in std::iter::once(&*chosen).chain(others) {
                match kept.iter().find(|(of, _)| *of == mirror.id) {
                    Some((_, found)) => {
                        now.dispatch(KnownAction::Probe(mirror.id.clone(), Some(found.clone())));
                    }
                    None => new.push(mirror.clone()),
                }
            }
            start.emit(new);
        }
        None
    };
    use_task(wanted, begin);
    run
}
