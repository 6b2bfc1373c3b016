//! The contexts that pages read, and the effects that keep and load their values.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{ReadLimits, read_to_end};
use crate::mirror::{Mirror, MirrorId, MirrorRegistry, RemotePath};
use crate::plan::{PlannedFile, Plans, Totals};
use crate::port::FetchError;
use crate::selection::{Action, Change, Picked, Selections};
use crate::transfer::TransferFile;
use crate::ui::ports::AppPorts;
use crate::ui::route::Route;

use super::expansion::{self, Expansion, name_of, use_expanded};
use super::file_list::{Lists, use_lists};
use super::listed::use_listed;
use super::persistence::{KEY, read_selections};
use super::probe::use_probes;
use super::transfers::use_downloads;
use super::{Known, KnownAction, Settings, SettingsAction, Transfers};

const SETTINGS_KEY: &str = "igsr-fetch.settings";

/// Where a site's own mirror list lies, relative to the page.
const REGISTRY_URL: &str = "static/mirrors.json";

/// The selection with Yew's bookkeeping.
#[derive(Clone, Default, PartialEq)]
pub struct SelectionState(pub Selections);

impl Reducible for SelectionState {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        match self.0.reduce(change) {
            Ok(Some(next)) => Rc::new(Self(next)),
            // A name that cannot be is said where it is typed.
            Ok(None) | Err(_) => self,
        }
    }
}

/// The downloads.
#[derive(Clone, PartialEq)]
pub struct TransfersContext(pub UseReducerHandle<Transfers>);

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
    /// The mirror that is read.
    mirror: Rc<Mirror>,
    /// What the user picked.
    pub selection: UseReducerHandle<SelectionState>,
    /// Says whether the browser keeps settings and selection.
    pub keeps: bool,
    /// Tries mirrors (again).
    pub probe: Callback<Vec<Mirror>>,
    /// Which list of all files is open, and how to open another.
    pub lists: Lists,
    /// Says what is wrong with the selections as they were kept, if anything is.
    pub selection_problem: Option<AttrValue>,
    /// The files that the rules of the selection stand for.
    pub expansion: Expansion,
    /// The plans of the selection as it stands.
    pub plans: Rc<Plans>,
    /// The sums over the selection, over rules whose files are not found too.
    pub totals: Totals,
    /// Starts a download; must be called directly from a user's action, as it opens the browser's picker.
    pub start_download: Callback<(MirrorId, TransferFile)>,
    /// Stops a download.
    pub cancel_download: Callback<u64>,
    /// Says a sentence to screen readers.
    pub announce: Callback<String>,
    /// The sentence that was said last, and how many were said before.
    pub said: (u32, Rc<str>),
}

impl AppContext {
    /// Returns the mirror that is read.
    pub fn mirror(&self) -> &Rc<Mirror> {
        &self.mirror
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

    /// Makes a callback that takes a file out of the selection, whether it was picked by name or by a rule.
    pub fn remove(&self, file: Picked) -> Callback<MouseEvent> {
        let app = self.clone();
        Callback::from(move |_| {
            let selection = app.selection.0.current();
            let registry = &app.known.registry;
            for action in expansion::removal(&file, selection, &app.expansion, registry) {
                app.selection.dispatch(action.into());
            }
        })
    }

    /// Makes a callback that picks files (`true`) or drops them.
    pub fn pick(&self) -> Callback<(Vec<RemotePath>, bool)> {
        let selection = self.selection.dispatcher();
        Callback::from(move |(paths, picked)| {
            let change = if picked { Action::add } else { Action::remove };
            selection.dispatch(change(paths).into());
        })
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
    let settings = use_reducer(|| {
        let stored = ports.store.get(SETTINGS_KEY);
        stored
            .and_then(|text| Settings::from_json(&text))
            .unwrap_or_default()
    });
    let kept = use_memo((), |()| read_selections(&*ports.store));
    let selection = use_reducer(|| SelectionState(kept.0.clone()));
    let said = use_reducer(Said::default);
    let announce = {
        let said = said.dispatcher();
        use_callback((), move |words: String, ()| said.dispatch(words))
    };
    let (transfers, start_download, cancel_download) = use_downloads(&ports, &announce);
    let keeps = use_kept(&ports, &settings, &selection);
    use_site_registry(&ports, &known);
    let mirror = use_mirror(&ports, &props.navigation.route, &known, &settings);
    let place = props.navigation.route.place;
    let probe = use_probes(&ports, &known, place, &mirror);
    let lists = use_lists(&ports, &known, &mirror, &props.navigation.route);
    let expansion = use_expanded(&ports, &lists, &known.registry, selection.0.current());
    let listed = use_listed(&ports, &lists, &known.registry, selection.0.current());
    let planned = use_plans(&known, &selection, &settings, &mirror, &expansion, &listed);
    let context = AppContext {
        ports,
        navigation: props.navigation.clone(),
        known,
        settings,
        mirror,
        selection,
        keeps,
        probe,
        lists,
        selection_problem: kept.1.clone(),
        expansion,
        plans: planned.0.clone(),
        totals: planned.1,
        start_download,
        cancel_download,
        announce,
        said: (said.number, said.words.clone()),
    };
    html! {
        <ContextProvider<AppContext> {context}>
        <ContextProvider<TransfersContext> context={TransfersContext(transfers)}>
            { props.children.clone() }
        </ContextProvider<TransfersContext>>
        </ContextProvider<AppContext>>
    }
}

/// What was said to screen readers last. The number tells the same sentence said twice apart.
#[derive(Clone, Default)]
struct Said {
    number: u32,
    words: Rc<str>,
}

impl Reducible for Said {
    type Action = String;

    fn reduce(self: Rc<Self>, words: String) -> Rc<Self> {
        Rc::new(Self {
            number: self.number.wrapping_add(1),
            words: words.into(),
        })
    }
}

/// What plans are made of: that a mirror was tried does not make them anew. A copy, as an old handle shows the newest state.
#[derive(Clone)]
struct KnownFacts(Known);

impl PartialEq for KnownFacts {
    fn eq(&self, other: &Self) -> bool {
        self.0.same_facts(&other.0)
    }
}

/// Makes the plans of the selection, anew only when something that they are made of has changed, and the sums.
#[hook]
fn use_plans(
    known: &UseReducerHandle<Known>,
    selection: &UseReducerHandle<SelectionState>,
    settings: &UseReducerHandle<Settings>,
    mirror: &Rc<Mirror>,
    expansion: &Expansion,
    listed: &Rc<Vec<PlannedFile>>,
) -> Rc<(Rc<Plans>, Totals)> {
    let parts = (
        KnownFacts((**known).clone()),
        selection.0.current().clone(),
        settings.options.clone(),
        mirror.clone(),
        (expansion.clone(), listed.clone()),
    );
    use_memo(
        parts,
        |(known, selection, options, mirror, (expansion, listed))| {
            let known = &known.0;
            let mut files = expansion::to_plan(selection, expansion, known);
            // What was asked for may no longer be picked.
            let is_picked =
                |file: &&PlannedFile| selection.files().contains(&name_of(file, &known.registry));
            files.extend(listed.iter().filter(is_picked).cloned());
            let plans = Plans::new(&files, mirror, &known.registry, options);
            let totals = expansion::totals(selection, expansion, &plans);
            (Rc::new(plans), totals)
        },
    )
}

/// Returns the mirror that the link names, else the chosen one, else the default; only one that is offered here.
///
/// A mirror that a link names is chosen thereby, so that the next click does not leave it.
#[hook]
fn use_mirror(
    ports: &AppPorts,
    route: &Route,
    known: &UseReducerHandle<Known>,
    settings: &UseReducerHandle<Settings>,
) -> Rc<Mirror> {
    let offered = |id: &MirrorId| {
        known
            .registry
            .offered(ports.page_is_loopback)
            .find(|mirror| mirror.id == *id)
    };
    let named = route.mirror.as_ref().and_then(offered);
    let mirror = named
        .or_else(|| settings.mirror.as_ref().and_then(offered))
        .unwrap_or_else(|| known.registry.get_or_default(None));
    let named = named
        .filter(|_| known.registry_settled)
        .map(|mirror| mirror.id.clone());
    let choose = settings.dispatcher();
    use_effect_with(named, move |named| {
        if let Some(id) = named {
            choose.dispatch(SettingsAction::Mirror(id.clone()));
        }
    });
    use_memo(mirror.clone(), Mirror::clone)
}

/// Keeps settings and selection in the browser's store; says whether that works.
#[hook]
fn use_kept(
    ports: &AppPorts,
    settings: &UseReducerHandle<Settings>,
    selection: &UseReducerHandle<SelectionState>,
) -> bool {
    let keeps_settings = use_state_eq(|| true);
    let keeps_selection = use_state_eq(|| true);
    {
        let (store, keeps) = (ports.store.clone(), keeps_settings.setter());
        use_effect_with(settings.clone(), move |settings| {
            keeps.set(store.set(SETTINGS_KEY, &settings.to_json()).is_ok());
        });
    }
    {
        let (store, keeps) = (ports.store.clone(), keeps_selection.setter());
        use_effect_with(selection.clone(), move |selection| {
            keeps.set(store.set(KEY, &selection.0.to_json()).is_ok());
        });
    }
    *keeps_settings && *keeps_selection
}

/// Reads the site's own mirror list, so that its operator can change mirrors without compiling.
#[hook]
fn use_site_registry(ports: &AppPorts, known: &UseReducerHandle<Known>) {
    let (ports, known) = (ports.clone(), known.dispatcher());
    use_effect_with((), move |()| {
        let task = ports.spawner.clone().spawn(Box::pin(async move {
            let read = read_to_end(
                &*ports.fetch,
                &*ports.clock,
                REGISTRY_URL,
                ReadLimits::INDEX,
            )
            .await;
            known.dispatch(KnownAction::Registry(match read {
                Ok(response) => registry_of(&response.bytes, &ports.page_url).map(Some),
                // A page opened without a server, or a site without the file: what ships with the app is right.
                Err(FetchError::Status { status: 404, .. } | FetchError::Unreachable) => Ok(None),
                Err(error) => Err(error.to_string()),
            }));
        }));
        move || drop(task)
    });
}

fn registry_of(bytes: &[u8], page_url: &str) -> Result<MirrorRegistry, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    MirrorRegistry::from_json(text, Some(page_url)).map_err(|error| error.to_string())
}
