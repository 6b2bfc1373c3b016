//! The contexts that pages read, and the effects that keep and load their values.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::{Mirror, MirrorId, MirrorRegistry};
use crate::port::{FetchError, ReadLimits, Task, read_text};
use crate::selection::{Action, Selection};
use crate::transfer::{Transfer, TransferFile};
use crate::ui::ports::{AppPorts, use_ports};

use super::download::download;
use super::{Known, KnownAction, Settings, TransferAction, Transfers};

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

/// Says whether the browser keeps settings and selection.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Keeps(pub bool);

/// Returns what the page knows.
#[hook]
pub fn use_known() -> UseReducerHandle<Known> {
    use_context().expect("pages render inside the providers")
}

/// Returns the selection.
#[hook]
pub fn use_selection() -> UseReducerHandle<SelectionState> {
    use_context().expect("pages render inside the providers")
}

/// Returns the settings.
#[hook]
pub fn use_settings() -> UseReducerHandle<Settings> {
    use_context().expect("pages render inside the providers")
}

/// Returns the downloads.
#[hook]
pub fn use_transfers() -> TransfersContext {
    use_context().expect("pages render inside the providers")
}

/// Returns the chosen mirror; the default if none was chosen or the chosen one is not offered here.
#[hook]
pub fn use_mirror() -> Mirror {
    let known = use_known();
    let settings = use_settings();
    let ports = use_ports();
    chosen_mirror(&known.registry, &settings, ports.page_is_loopback)
}

fn chosen_mirror(registry: &MirrorRegistry, settings: &Settings, page_is_loopback: bool) -> Mirror {
    settings
        .mirror
        .as_ref()
        .and_then(|id| registry.offered(page_is_loopback).find(|mirror| mirror.id == *id))
        .unwrap_or_else(|| registry.get_or_default(None))
        .clone()
}

/// Properties of [`Providers`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProvidersProps {
    /// The ports.
    pub ports: AppPorts,
    /// What needs the contexts.
    #[prop_or_default]
    pub children: Html,
}

/// Provides all contexts.
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
    let transfers = use_downloads(&ports);
    let keeps = use_kept(&ports, &settings, &selection);
    use_site_registry(&ports, &known);
    html! {
        <ContextProvider<AppPorts> context={ports}>
        <ContextProvider<UseReducerHandle<Known>> context={known}>
        <ContextProvider<UseReducerHandle<Settings>> context={settings}>
        <ContextProvider<UseReducerHandle<SelectionState>> context={selection}>
        <ContextProvider<TransfersContext> context={transfers}>
        <ContextProvider<Keeps> context={Keeps(keeps)}>
            { props.children.clone() }
        </ContextProvider<Keeps>>
        </ContextProvider<TransfersContext>>
        </ContextProvider<UseReducerHandle<SelectionState>>>
        </ContextProvider<UseReducerHandle<Settings>>>
        </ContextProvider<UseReducerHandle<Known>>>
        </ContextProvider<AppPorts>>
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
            let read = read_text(&*ports.fetch, &*ports.clock, REGISTRY_URL, ReadLimits::INDEX).await;
            match read {
                Ok(text) => known.dispatch(match registry_of(&text.bytes) {
                    Ok(registry) => KnownAction::Registry(registry),
                    Err(reason) => KnownAction::RegistryProblem(reason),
                }),
                // A page opened without a server, or a site without the file: what ships with the app is right.
                Err(FetchError::Status(404) | FetchError::Unreachable) => {}
                Err(error) => known.dispatch(KnownAction::RegistryProblem(error.to_string())),
            }
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
