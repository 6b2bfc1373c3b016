//! What stands around every page: header, selection bar, live region; and the way from page to page.

use yew::prelude::*;

use crate::catalogue::RemoteFile;
use crate::plan::TransferPlan;
use crate::selection::Action;
use crate::ui::component::{MirrorPicker, SelectionDock};
use crate::ui::ports::use_ports;
use crate::ui::route::{Place, Route};
use crate::ui::state::provider::use_mirror;
use crate::ui::state::{
    Keeps, SettingsAction, Theme, use_known, use_selection, use_settings, use_transfers,
};
use crate::ui::text;

use super::{BrowsePage, CataloguePage, DownloadsPage, FilesPage, GetPage, HelpPage, PopulationsPage};

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

/// Says a sentence to screen readers.
#[derive(Clone, PartialEq)]
struct Announce(Callback<String>);

/// Returns where the page is.
#[hook]
pub fn use_navigation() -> Navigation {
    use_context().expect("pages render inside the frame")
}

/// Returns the means to say a sentence to screen readers.
#[hook]
pub fn use_announce() -> Callback<String> {
    use_context::<Announce>().expect("pages render inside the frame").0
}

/// Properties of [`Frame`].
#[derive(Clone, PartialEq, Properties)]
pub struct FrameProps {
    /// Where the page is.
    pub navigation: Navigation,
    /// The page and nothing around it is drawn with these colours.
    pub on_theme: Callback<Theme>,
}

/// The whole page.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let said = use_state(String::new);
    let announce = Announce(use_callback((), {
        let said = said.clone();
        move |words: String, ()| said.set(words)
    }));
    let settings = use_settings();
    {
        let on_theme = props.on_theme.clone();
        use_effect_with(settings.theme, move |theme| on_theme.emit(*theme));
    }
    let place = props.navigation.route.place;
    html! {
        <ContextProvider<Navigation> context={props.navigation.clone()}>
        <ContextProvider<Announce> context={announce}>
            <a class="skip-link" href={props.navigation.route.href()} onclick={skip_to_main}>{ "Skip to content" }</a>
            <Bar />
            <main id="main" tabindex="-1">
                <Notices />
                { match place {
                    Place::Catalogue => html! { <CataloguePage /> },
                    Place::Files => html! { <FilesPage /> },
                    Place::Browse => html! { <BrowsePage /> },
                    Place::Populations => html! { <PopulationsPage /> },
                    Place::Get => html! { <GetPage /> },
                    Place::Downloads => html! { <DownloadsPage /> },
                    Place::Help => html! { <HelpPage /> },
                } }
            </main>
            <Dock />
            <div class="visually-hidden" role="status">{ &*said }</div>
        </ContextProvider<Announce>>
        </ContextProvider<Navigation>>
    }
}

/// Moves the focus without touching the fragment, which is the route.
fn skip_to_main(event: MouseEvent) {
    event.prevent_default();
    let main = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("main"));
    if let Some(main) = main.and_then(|main| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(main).ok()) {
        // A main part that cannot take the focus leaves it where it was.
        let _ = main.focus();
    }
}

/// Name, menu, mirror, help, colours.
#[component]
fn Bar() -> Html {
    let navigation = use_navigation();
    let known = use_known();
    let settings = use_settings();
    let mirror = use_mirror();
    let ports = use_ports();
    let running = use_transfers().transfers.running();
    let mirrors = known.registry.offered(ports.page_is_loopback).cloned().collect::<Vec<_>>();
    let on_choose = {
        let (settings, navigation) = (settings.dispatcher(), navigation.clone());
        Callback::from(move |id| {
            settings.dispatch(SettingsAction::Mirror(id));
            // A mirror named by the link gives way to the one that the user chose.
            let route = Route { mirror: None, ..navigation.route.clone() };
            navigation.go.emit((route, true));
        })
    };
    let (theme_sign, theme_name) = match settings.theme {
        Theme::System => ("◐", "as the system"),
        Theme::Light => ("○", "light"),
        Theme::Dark => ("●", "dark"),
    };
    let on_theme = {
        let settings = settings.clone();
        Callback::from(move |_: MouseEvent| settings.dispatch(SettingsAction::Theme(settings.theme.next())))
    };
    html! {
        <header class="bar">
            <a class="bar__mark" href={Route::to(Place::Catalogue).href()}>{ text::APP }<small>{ text::APP_SUBTITLE }</small></a>
            <nav class="bar__menu" aria-label="Main">
                for place in Place::MENU {
                    <a href={Route::to(place).href()} aria-current={(place == navigation.route.place).then_some("page")}>
                        { text::place(place) }
                        if place == Place::Downloads && running > 0 { <span class="badge">{ running }</span> }
                    </a>
                }
            </nav>
            <MirrorPicker {mirrors} chosen={mirror.id} {on_choose} />
            <a href={Route::to(Place::Help).href()} aria-current={(navigation.route.place == Place::Help).then_some("page")}>{ text::place(Place::Help) }</a>
            <button type="button" class="button bar__theme" onclick={on_theme} title={format!("Colours: {theme_name}")}
                aria-label={format!("Colours: {theme_name}. Change")}>{ theme_sign }</button>
        </header>
    }
}

/// What is wrong with the page as a whole.
#[component]
fn Notices() -> Html {
    let known = use_known();
    let keeps = use_context::<Keeps>().is_none_or(|keeps| keeps.0);
    html! {
        <>
            if let Some(problem) = &known.registry_problem {
                <p class="warn" role="status">{ format!("This site’s own mirror list is not used: {problem}. The list that ships with the app is.") }</p>
            }
            if !keeps {
                <p class="warn" role="status">{ "The browser does not keep settings for this page (a private window?). Selection and settings last until you close it." }</p>
            }
        </>
    }
}

/// Makes the plan of the selection as it stands.
#[hook]
pub(super) fn use_plan() -> TransferPlan {
    let known = use_known();
    let selection = use_selection();
    let settings = use_settings();
    let mirror = use_mirror();
    let plan = use_memo(
        (known, selection, settings.options.clone(), mirror),
        |(known, selection, options, mirror)| {
            let files: Vec<RemoteFile> = selection.0.paths().map(|path| known.file(path, mirror)).collect();
            TransferPlan::new(&files, mirror, &known.registry, options)
        },
    );
    (*plan).clone()
}

#[component]
fn Dock() -> Html {
    let plan = use_plan();
    let selection = use_selection();
    let act = |action: Action| {
        let dispatcher = selection.dispatcher();
        Callback::from(move |()| dispatcher.dispatch(action.clone()))
    };
    let mut totals = plan.totals();
    totals.files += plan.refused.len();
    totals.unknown_sizes += plan.refused.len();
    html! {
        <SelectionDock {totals} seconds={plan.seconds_at(SelectionDock::SPEED).filter(|_| totals.bytes > 0)}
            undoable={selection.0.undoable()} on_clear={act(Action::Clear)} on_undo={act(Action::Undo)} />
    }
}
