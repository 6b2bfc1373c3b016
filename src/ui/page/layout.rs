//! What stands around every page: header, notices, selection bar, live region.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::mirror::name_text;
use crate::selection::Action;
use crate::text;
use crate::ui::component::{mirror_picker, selection_dock};
use crate::ui::route::{Page, Route};
use crate::ui::state::file_list::Want;
use crate::ui::state::{AppContext, SettingsAction, Theme, use_app, use_samples, use_transfers};

use super::linked::LinkedNotice;
use super::{
    BrowsePage, DownloadsPage, FilesPage, PopulationsPage, catalogue_page, get_page, help_page,
};

/// The speed at which times are shown: 100 Mbit/s.
pub(super) const SPEED: u64 = 100_000_000;

/// Properties of [`Frame`].
#[derive(Clone, PartialEq, Properties)]
pub struct FrameProps {
    /// The document is to have these colours.
    pub on_theme: Callback<Theme>,
    /// The document is to have this title.
    pub on_title: Callback<String>,
}

/// The whole page.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let app = use_app();
    let running = use_transfers().0.running();
    {
        let on_theme = props.on_theme.clone();
        use_effect_with(app.settings.theme, move |theme| on_theme.emit(*theme));
    }
    {
        let (route, on_title) = (&app.navigation.route, props.on_title.clone());
        use_effect_with(
            text::title(route.place.name(), &name_text(route.path.name())),
            move |title| {
                on_title.emit(title.clone());
            },
        );
    }
    html! {
        <>
            <a class="skip-link" href="#main" onclick={Callback::from(skip_to_main)}>{ "Skip to content" }</a>
            { bar(&app, running) }
            <main id="main" tabindex="-1">
                { notices(&app) }
                <LinkedNotice />
                { match app.navigation.route.place {
                    Page::Catalogue => html! { { catalogue_page(&app) } },
                    Page::Files => html! { <FilesPage /> },
                    Page::Browse => html! { <BrowsePage /> },
                    Page::Populations => html! { <Populations /> },
                    Page::Get => html! { { get_page(&app) } },
                    Page::Downloads => html! { <DownloadsPage /> },
                    Page::Help => html! { { help_page(&app) } },
                } }
            </main>
            { dock(&app) }
            <div class="visually-hidden" role="status"><span key={app.said.0}>{ &*app.said.1 }</span></div>
        </>
    }
}

/// The populations page with the samples of the open list.
#[component]
fn Populations() -> Html {
    let app = use_app();
    let samples = use_samples(&app.ports, &app.lists);
    let on_load = {
        let want = app.lists.want.clone();
        Callback::from(move |()| want.emit(Want::Full))
    };
    html! { <PopulationsPage {samples} {on_load} /> }
}

/// Moves the focus without touching the fragment, which is the route.
fn skip_to_main(event: MouseEvent) {
    event.prevent_default();
    let main = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("main"))
        .and_then(|main| main.dyn_into::<HtmlElement>().ok());
    if let Some(main) = main {
        // A main part that cannot take the focus leaves it where it was.
        let _ = main.focus();
    }
}

/// Name, menu, mirror, help, colours.
fn bar(app: &AppContext, running: usize) -> Html {
    let here = app.navigation.route.place;
    let mirrors = app.known.registry.offered(app.ports.page_is_loopback);
    let (theme_sign, theme_name) = match app.settings.theme {
        Theme::System => ("◐", "as the system"),
        Theme::Light => ("○", "light"),
        Theme::Dark => ("●", "dark"),
    };
    let on_theme = {
        let settings = app.settings.clone();
        Callback::from(move |_: MouseEvent| {
            settings.dispatch(SettingsAction::Theme(settings.theme.next()));
        })
    };
    let current = |place: Page| (place == here).then_some("page");
    html! {
        <header class="bar">
            <a class="bar__mark" href={Route::to(Page::Catalogue).href()}>{ text::APP }<small>{ text::APP_SUBTITLE }</small></a>
            <nav class="bar__menu" aria-label="Main">
                for place in Page::MENU {
                    <a href={Route::to(place).href()} aria-current={current(place)}>
                        { place.name() }
                        if place == Page::Downloads && running > 0 { <span class="badge">{ running.to_string() }</span> }
                    </a>
                }
            </nav>
            <div class="bar__tools">
                { mirror_picker(mirrors, &app.mirror().id, app.choose_mirror()) }
                <a href={Route::to(Page::Help).href()} aria-current={current(Page::Help)}>{ Page::Help.name() }</a>
                <button type="button" class="button bar__theme" onclick={on_theme} title={format!("Colours: {theme_name}")}
                    aria-label={format!("Colours: {theme_name}. Change")}>{ theme_sign }</button>
            </div>
        </header>
    }
}

/// What is wrong with the page as a whole.
fn notices(app: &AppContext) -> Html {
    html! {
        <>
            if let Some(problem) = &app.known.registry_problem {
                <p class="warn" role="status">{ format!("This site’s own mirror list (static/mirrors.json) is not used: {problem}. The list that ships with the app is.") }</p>
            }
            if let Some(problem) = &app.selection_problem { <p class="warn" role="status">{ problem }</p> }
            if !app.keeps {
                <p class="warn" role="status">{ "The browser does not keep settings for this page (a private window?). Selection and settings last until you close it." }</p>
            }
        </>
    }
}

fn dock(app: &AppContext) -> Html {
    let act = |action: Action, words: &'static str| {
        let (dispatcher, announce) = (app.selection.dispatcher(), app.announce.clone());
        Callback::from(move |()| {
            dispatcher.dispatch(action.clone().into());
            announce.emit(words.to_owned());
        })
    };
    let seconds = app.totals.seconds_at(SPEED);
    selection_dock(
        app.totals,
        !app.selection.0.current().is_empty(),
        seconds.filter(|_| app.totals.bytes > 0),
        app.selection.0.current().undoable(),
        act(Action::Clear, "Selection dropped. Undo brings it back."),
        act(Action::Undo, "Selection is back."),
    )
}
