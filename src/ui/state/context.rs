//! The contexts of the page, each apart, so that a change of one renders nobody who reads only others; and announcements to
//! screen readers.

use std::rc::Rc;

use yew::prelude::*;

use super::expansion::{Expansion, removal};
use super::file_list::Lists;
use super::known::Known;
use super::planning::Planning;
use super::settings::{Settings, SettingsAction};
use super::stored::SelectionState;
use super::transfers::Transfers;
use super::unreadable::Unreadable;
use crate::catalogue::Differences;
use crate::mirror::{Mirror, MirrorId, RemotePath};
use crate::plan::Totals;
use crate::port::StoreError;
use crate::selection::{Action, Change, Selection};
use crate::text;
use crate::transfer::NewTransfer;
use crate::ui::ports::AppPorts;
use crate::ui::route::Route;
use crate::worker::plan::PickedAs;
use crate::worker::transfer::Request;

/// Where the page is, and how to go elsewhere.
#[derive(Clone, PartialEq)]
pub struct Navigation {
    /// Where the page is.
    pub route: Route,
    /// Whether the page came here by a link of its own, not by loading.
    pub moved: bool,
    /// Goes to a route; with `true` in the place of the one before, so that Back does not lead there.
    pub go: Callback<(Route, bool)>,
}

/// What the page knows of the site, and the mirror that is read.
#[derive(Clone, PartialEq)]
pub struct SiteContext {
    /// The catalogue, the mirrors, and what was read from mirrors.
    pub known: UseReducerHandle<Known>,
    /// The chosen mirror.
    pub mirror: Rc<Mirror>,
    /// What differs between the catalogue and the chosen mirror, once that is known.
    pub differences: Option<Rc<Differences>>,
    /// Tries mirrors (again).
    pub probe: Callback<Vec<Mirror>>,
}

/// What the user chose.
#[derive(Clone, PartialEq)]
pub struct SettingsContext {
    /// The settings.
    pub settings: UseReducerHandle<Settings>,
    /// Whether the browser stores settings and selections.
    pub stored: Result<(), StoreError>,
}

impl SettingsContext {
    /// Makes a callback that chooses a mirror, also over one that the link names.
    pub fn choose_mirror(&self, navigation: &Navigation) -> Callback<MirrorId> {
        let (settings, navigation) = (self.settings.dispatcher(), navigation.clone());
        Callback::from(move |id| {
            settings.dispatch(SettingsAction::Mirror(id));
            let route = Route {
                mirror: None,
                ..navigation.route.clone()
            };
            navigation.go.emit((route, true));
        })
    }
}

/// What the user picked, and what is planned of it.
#[derive(Clone, PartialEq)]
pub struct SelectionContext {
    /// All selections.
    pub selections: UseReducerHandle<SelectionState>,
    /// What was stored as selections and cannot be read, if anything was.
    pub unreadable: Option<Rc<Unreadable>>,
    /// The name of the selection that was shown until another tab removed or renamed it.
    pub lost: Option<String>,
    /// What the rules of the selection find.
    pub expansion: Expansion,
    /// The plan of the selection.
    pub planning: Planning,
    /// Stops the planning (`false`), or begins it again.
    pub plan_again: Callback<bool>,
    /// The sums over the selection, over rules whose files are not found too.
    pub totals: Totals,
}

impl SelectionContext {
    /// Returns the selection that is in use.
    pub fn current(&self) -> &Selection {
        self.selections.0.current()
    }

    /// Makes a callback that takes a file out of the selection, in whichever ways it was picked.
    pub fn remove(&self) -> Callback<Vec<PickedAs>> {
        let selections = self.selections.dispatcher();
        Callback::from(move |picked: Vec<PickedAs>| {
            for action in removal(&picked) {
                selections.dispatch(action.into());
            }
        })
    }

    /// Makes a callback that changes the selection, and announces it in these words.
    pub fn act(
        &self,
        announce: &Callback<String>,
        action: Action,
        words: &'static str,
    ) -> Callback<()> {
        let (selections, announce) = (self.selections.dispatcher(), announce.clone());
        Callback::from(move |()| {
            selections.dispatch(action.clone().into());
            announce.emit(words.to_owned());
        })
    }

    /// Makes a callback that changes the selections or saved searches, and announces it.
    pub fn on_change(&self, announce: &Callback<String>) -> Callback<Change> {
        let (handle, announce) = (self.selections.clone(), announce.clone());
        Callback::from(move |change: Change| {
            if let Ok(Some(after)) = handle.0.reduce(change.clone()) {
                announce.emit(text::changed_words(&change, &after));
                handle.dispatch(change);
            }
        })
    }

    /// Makes a callback that picks files (`true`) or drops them.
    pub fn pick(&self) -> Callback<(Vec<RemotePath>, bool)> {
        let selections = self.selections.dispatcher();
        Callback::from(move |(paths, picked)| {
            let change = if picked { Action::add } else { Action::remove };
            selections.dispatch(change(paths).into());
        })
    }
}

/// The downloads of this page.
#[derive(Clone, PartialEq)]
pub struct TransfersContext(pub UseReducerHandle<Transfers>);

/// How downloads are started and stopped. Never changes.
#[derive(Clone, PartialEq)]
pub struct DownloadContext {
    /// Adds downloads.
    pub add: Callback<Vec<NewTransfer>>,
    /// Asks for a change of downloads.
    pub ask: Callback<Request>,
    /// Starts the worker and hears of it; `true` also if one was started before.
    pub watch: Callback<bool>,
}

/// How a sentence is announced to screen readers. Never changes.
#[derive(Clone, PartialEq)]
pub(super) struct AnnounceContext(pub(super) Callback<String>);

/// The sentence that was announced last. The number tells the same sentence announced twice apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announcement {
    /// How many were announced before.
    pub number: u32,
    /// The sentence.
    pub words: Rc<str>,
}

/// Returns a context that [`Providers`](super::Providers) provides.
#[hook]
fn use_provided<T: Clone + PartialEq + 'static>() -> T {
    use_context().expect("pages render inside the providers")
}

/// Returns the outside world.
#[hook]
pub fn use_ports() -> AppPorts {
    use_provided()
}

/// Returns where the page is.
#[hook]
pub fn use_navigation() -> Navigation {
    use_provided()
}

/// Returns what the page knows of the site.
#[hook]
pub fn use_site() -> SiteContext {
    use_provided()
}

/// Returns what the user chose.
#[hook]
pub fn use_settings() -> SettingsContext {
    use_provided()
}

/// Returns what the user picked.
#[hook]
pub fn use_selection() -> SelectionContext {
    use_provided()
}

/// Returns the list of all files.
#[hook]
pub fn use_file_list() -> Lists {
    use_provided()
}

/// Returns the downloads.
#[hook]
pub fn use_transfers() -> TransfersContext {
    use_provided()
}

/// Returns how downloads are started and stopped.
#[hook]
pub fn use_downloads() -> DownloadContext {
    use_provided()
}

/// Returns how a sentence is announced to screen readers.
#[hook]
pub fn use_announce() -> Callback<String> {
    use_provided::<AnnounceContext>().0
}

/// Returns the sentence that was announced last.
#[hook]
pub fn use_announcement() -> Announcement {
    use_provided()
}

impl Reducible for Announcement {
    type Action = String;

    fn reduce(self: Rc<Self>, words: String) -> Rc<Self> {
        Rc::new(Self {
            number: self.number.wrapping_add(1),
            words: words.into(),
        })
    }
}

/// Properties of a provider.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ProviderProps {
    /// What needs the contexts.
    #[prop_or_default]
    pub(super) children: Html,
}

/// Provides the last announcement, and how to make one.
#[component]
pub(super) fn Announcer(props: &ProviderProps) -> Html {
    let last = use_reducer(Announcement::default);
    let announce = {
        let last = last.dispatcher();
        use_callback((), move |words: String, ()| last.dispatch(words))
    };
    html! {
        <ContextProvider<AnnounceContext> context={AnnounceContext(announce)}>
        <ContextProvider<Announcement> context={(*last).clone()}>
            { props.children.clone() }
        </ContextProvider<Announcement>>
        </ContextProvider<AnnounceContext>>
    }
}
