//! The contexts that pages read, and the effects that keep and load their values.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::RemoteFile;
use crate::mirror::{Mirror, MirrorId, MirrorRegistry, RemotePath};
use crate::plan::TransferPlan;
use crate::port::{FetchError, ReadLimits, Task, read_text};
use crate::selection::{Action, Selection};
use crate::transfer::{Transfer, TransferFile};
use crate::ui::ports::AppPorts;
use crate::ui::route::Route;

use super::download::download;
use super::{Known, KnownAction, Settings, SettingsAction, TransferAction, Transfers};

const SETTINGS_KEY: &str = "igsr-fetch.settings";
const SELECTION_KEY: &str = "igsr-fetch.selection";

/// Where a site's own mirror list lies, relative to the page.
const REGISTRY_URL: &str = "static/mirrors.json";

/// The selection with Yew's bookkeeping.
#[derive(Clone, Default, PartialEq)]
pub struct SelectionState(pub Selection);

impl Reducible for SelectionState {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        match self.0.reduce(action) {
            Some(next) => Rc::new(Self(next)),
            None => self,
        }
    }
}

/// The downloads, with the means to start and stop one.
#[derive(Clone, PartialEq)]
pub struct TransfersContext {
    /// The downloads.
    pub transfers: UseReducerHandle<Transfers>,
    /// Starts a download; must be called directly from a user's action, as it opens the browser's picker.
    pub start: Callback<(MirrorId, TransferFile)>,
    /// Stops a download.
    pub cancel: Callback<u64>,
}

/// Where the page is, and how to go elsewhere.
#[derive(Clone, PartialEq)]
pub struct Navigation {
    /// Where the page is.
    pub route: Route,
    /// Says whether the page came here by a link of its own, not by loading.
    pub moved: bool,
    /// Goes to a route; with `true` in the place of the one before, so that Back does not lead there.
    pub go: Callback<(Route, bool)>,
}

/// What pages read: all state but the downloads, which change often.
#[derive(Clone, PartialEq)]
pub struct AppContext {
    /// The outside world.
    pub ports: AppPorts,
    /// Where the page is.
    pub navigation: Navigation,
    /// What the page knows of the site.
    pub known: UseReducerHandle<Known>,
    /// What the user chose.
    pub settings: UseReducerHandle<Settings>,
    /// What the user picked.
    pub selection: UseReducerHandle<SelectionState>,
    /// Says whether the browser keeps settings and selection.
    pub keeps: bool,
    /// Says a sentence to screen readers.
    pub announce: Callback<String>,
    /// The sentence that was said last.
    pub said: Rc<str>,
}

impl AppContext {
    /// Returns the mirror that the link names, else the chosen one, else the default; only one that is offered here.
    pub fn mirror(&self) -> &Mirror {
        let offered = |id: &MirrorId| {
            self.known
                .registry
                .offered(self.ports.page_is_loopback)
                .find(|mirror| mirror.id == *id)
        };
        self.navigation
            .route
            .mirror
            .as_ref()
            .and_then(offered)
            .or_else(|| self.settings.mirror.as_ref().and_then(offered))
            .unwrap_or_else(|| self.known.registry.get_or_default(None))
    }

    /// Makes a callback that chooses a mirror, also over one that the link names.
    pub fn choose_mirror(&self) -> Callback<MirrorId> {
        let (settings, navigation) = (self.settings.dispatcher(), self.navigation.clone());
        Callback::from(move |id| {
            settings.dispatch(SettingsAction::Mirror(id));
            let route = Route {
                mirror: None,
                ..navigation.route.clone()
            };
            navigation.go.emit((route, true));
        })
    }

    /// Makes a callback that picks files (`true`) or drops them.
    pub fn pick(&self) -> Callback<(Vec<RemotePath>, bool)> {
        let selection = self.selection.dispatcher();
        Callback::from(move |(paths, picked)| {
            selection.dispatch(if picked {
                Action::Add(paths)
            } else {
                Action::Remove(paths)
            });
        })
    }

    /// Makes the plan of the selection as it stands.
    pub fn plan(&self) -> TransferPlan {
        let mirror = self.mirror();
        let files: Vec<RemoteFile> = self
            .selection
            .0
            .paths()
            .flat_map(|path| self.known.sources(path))
            .collect();
        TransferPlan::new(&files, mirror, &self.known.registry, &self.settings.options)
    }
}

/// Returns the state.
#[hook]
pub fn use_app() -> AppContext {
    use_context().expect("pages render inside the providers")
}

/// Returns the downloads.
#[hook]
pub fn use_transfers() -> TransfersContext {
    use_context().expect("pages render inside the providers")
}

/// Properties of [`Providers`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProvidersProps {
    /// The ports.
    pub ports: AppPorts,
    /// Where the page is.
    pub navigation: Navigation,
    /// What needs the contexts.
    #[prop_or_default]
    pub children: Html,
}

/// Provides both contexts.
#[component]
pub fn Providers(props: &ProvidersProps) -> Html {
    let ports = props.ports.clone();
    let known = use_reducer(Known::built_in);
    let stored = |key: &str| ports.store.get(key);
    let settings = use_reducer(|| {
        stored(SETTINGS_KEY)
            .and_then(|text| Settings::from_json(&text))
            .unwrap_or_default()
    });
    let selection = use_reducer(|| {
        SelectionState(
            stored(SELECTION_KEY)
                .and_then(|text| Selection::from_json(&text))
                .unwrap_or_default(),
        )
    });
    let said = use_state(String::new);
    let announce = use_callback((), {
        let said = said.setter();
        move |words: String, ()| said.set(words)
    });
    let transfers = use_downloads(&ports);
    let keeps = use_kept(&ports, &settings, &selection);
    use_site_registry(&ports, &known);
    let context = AppContext {
        ports,
        navigation: props.navigation.clone(),
        known,
        settings,
        selection,
        keeps,
        announce,
        said: said.as_str().into(),
    };
    html! {
        <ContextProvider<AppContext> {context}>
        <ContextProvider<TransfersContext> context={transfers}>
            { props.children.clone() }
        </ContextProvider<TransfersContext>>
        </ContextProvider<AppContext>>
    }
}

/// Keeps settings and selection in the browser's store; says whether that works.
#[hook]
fn use_kept(
    ports: &AppPorts,
    settings: &UseReducerHandle<Settings>,
    selection: &UseReducerHandle<SelectionState>,
) -> bool {
    let keeps = use_state_eq(|| true);
    {
        let (store, keeps) = (ports.store.clone(), keeps.clone());
        use_effect_with(settings.clone(), move |settings| {
            keeps.set(store.set(SETTINGS_KEY, &settings.to_json()).is_ok());
        });
    }
    {
        let (store, keeps) = (ports.store.clone(), keeps.clone());
        use_effect_with(selection.clone(), move |selection| {
            keeps.set(store.set(SELECTION_KEY, &selection.0.to_json()).is_ok());
        });
    }
    *keeps
}

/// Reads the site's own mirror list, so that its operator can change mirrors without compiling.
#[hook]
fn use_site_registry(ports: &AppPorts, known: &UseReducerHandle<Known>) {
    let (ports, known) = (ports.clone(), known.dispatcher());
    use_effect_with((), move |()| {
        let task = ports.spawner.clone().spawn(Box::pin(async move {
            let read = read_text(
                &*ports.fetch,
                &*ports.clock,
                REGISTRY_URL,
                ReadLimits::INDEX,
            )
            .await;
            known.dispatch(KnownAction::Registry(match read {
                Ok(text) => registry_of(&text.bytes).map(Some),
                // A page opened without a server, or a site without the file: what ships with the app is right.
                Err(FetchError::Status(404) | FetchError::Unreachable) => Ok(None),
                Err(error) => Err(error.to_string()),
            }));
        }));
        move || drop(task)
    });
}

fn registry_of(bytes: &[u8]) -> Result<MirrorRegistry, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    MirrorRegistry::from_json(text).map_err(|error| error.to_string())
}

/// Holds the downloads and their tasks.
#[hook]
fn use_downloads(ports: &AppPorts) -> TransfersContext {
    let transfers = use_reducer(Transfers::default);
    let tasks: Rc<RefCell<BTreeMap<u64, Task>>> = use_mut_ref(BTreeMap::new);
    let next = use_mut_ref(|| 0_u64);
    let start = {
        let (ports, dispatcher, tasks) = (ports.clone(), transfers.dispatcher(), tasks.clone());
        Callback::from(move |(mirror, file): (MirrorId, TransferFile)| {
            let id = next.replace_with(|id| *id + 1);
            let place = ports.save.pick(file.path.name());
            let transfer = Transfer::new(file);
            dispatcher.dispatch(TransferAction::Start(id, mirror, transfer.clone()));
            let (ports, report) = (ports.clone(), dispatcher.clone());
            let spawner = ports.spawner.clone();
            let task = spawner.spawn(Box::pin(async move {
                download(&*ports.fetch, &*ports.clock, transfer, place, |transfer| {
                    report.dispatch(TransferAction::Report(id, transfer.clone()));
                })
                .await;
            }));
            tasks.borrow_mut().insert(id, task);
        })
    };
    let cancel = {
        let (clock, dispatcher) = (ports.clock.clone(), transfers.dispatcher());
        Callback::from(move |id| {
            drop(tasks.borrow_mut().remove(&id));
            dispatcher.dispatch(TransferAction::Cancel(id, clock.now()));
        })
    };
    TransfersContext {
        transfers,
        start,
        cancel,
    }
}
