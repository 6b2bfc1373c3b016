//! What stands around every page: header, notices, selection bar, live region.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::selection::Action;
use crate::text;
use crate::ui::component::{button, mirror_picker, selection_dock};
use crate::ui::route::{Page, Route};
use crate::ui::state::{
    SettingsAction, Theme, Unreadable, use_announce, use_announcement, use_navigation, use_ports,
    use_selection, use_settings, use_site, use_transfers,
};

use super::catalogue::CataloguePage;
use super::changed::ChangedSearches;
use super::estimate::seconds_to_get;
use super::linked::LinkedNotice;
use super::other_pages::use_other_pages;
use super::renamed::RenamedNotice;

/// Properties of [`Frame`].
#[derive(Clone, PartialEq, Properties)]
pub struct FrameProps {
    /// Gets the colours that the document is to have.
    pub on_theme: Callback<Theme>,
    /// Gets the title that the document is to have.
    pub on_title: Callback<String>,
}

/// The page with all that stands around it.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let route = use_navigation().route;
    let other_pages = use_other_pages(route.place);
    let theme = use_settings().settings.theme;
    use_effect_with(theme, {
        let on_theme = props.on_theme.clone();
        move |theme| on_theme.emit(*theme)
    });
    let shown = match &route.file {
        Some(file) => file.path().name(),
        None if matches!(route.place, Page::Sample | Page::Population) => &route.query,
        None => route.path.name(),
    };
    let title = text::title(route.place.name(), &text::visible_name(shown));
    let transfers = use_transfers().0;
    let running = text::downloads_in_brief(&transfers.totals);
    use_effect_with(
        running.map_or_else(|| title.clone(), |words| format!("({words}) {title}")),
        {
            let on_title = props.on_title.clone();
            move |title| on_title.emit(title.clone())
        },
    );
    use_leave_warning(transfers.would_lose());
    html! {
        <>
            <a class="skip-link" href="#main" onclick={Callback::from(skip_to_main)}>{ "Skip to content" }</a>
            <Header />
            <main id="main" tabindex="-1">
                <Notices />
                <LinkedNotice />
                <ChangedSearches />
                <RenamedNotice />
                if route.place == Page::Catalogue { <CataloguePage /> } else { { other_pages.draw(route.place) } }
            </main>
            <Dock />
            <Status />
        </>
    }
}

/// Lets the browser ask before the page is left, while that would lose something.
#[hook]
fn use_leave_warning(would_lose: bool) {
    use_effect_with(would_lose, |would_lose| {
        let window = web_sys::window().filter(|_| *would_lose);
        let listener = window.map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "beforeunload", options, |event| {
                event.prevent_default();
            })
        });
        move || drop(listener)
    });
}

/// The live region of announcements.
#[component]
fn Status() -> Html {
    let last = use_announcement();
    html! { <div class="visually-hidden" role="status"><span key={last.number}>{ &*last.words }</span></div> }
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
#[component]
fn Header() -> Html {
    let navigation = use_navigation();
    let site = use_site();
    let context = use_settings();
    let settings = &context.settings;
    let transfers = use_transfers().0;
    let here = navigation.route.place;
    let mirrors = site.known.registry.offered(use_ports().page_is_loopback);
    let choose_mirror = context.choose_mirror(&navigation);
    let (theme_sign, theme_name) = match settings.theme {
        Theme::System => ("◐", "as the system"),
        Theme::Light => ("○", "light"),
        Theme::Dark => ("●", "dark"),
    };
    let on_theme = {
        let settings = settings.clone();
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
                        if let Some(words) = text::downloads_in_brief(&transfers.totals).filter(|_| place == Page::Downloads) { <span class="badge">{ words }</span> }
                    </a>
                }
            </nav>
            <div class="bar__tools">
                { mirror_picker(mirrors, &site.mirror.id, choose_mirror) }
                <a href={Route::to(Page::Help).href()} aria-current={current(Page::Help)}>{ Page::Help.name() }</a>
                <button type="button" class="button bar__theme" onclick={on_theme} title={format!("Colours: {theme_name}")}
                    aria-label={format!("Colours: {theme_name}. Change")}>{ theme_sign }</button>
            </div>
        </header>
    }
}

/// What is wrong with the page as a whole.
#[component]
fn Notices() -> Html {
    let site = use_site();
    let selection = use_selection();
    let shown = selection.selections.0.name();
    let stored = use_settings().stored;
    let link_problem = use_navigation().route.problem;
    html! {
        <>
            if let Some(problem) = &link_problem { <p class="warn" role="status">{ text::link_problem(&problem.to_string()) }</p> }
            if let Some(problem) = &site.known.registry_problem {
                <p class="warn" role="status">{ format!("This site’s own mirror list (static/mirrors.json) is not used: {problem}. The list that ships with the app is.") }</p>
            }
            if let Some(lost) = &selection.lost { <p class="note" role="status">{ text::lost_selection(lost, shown) }</p> }
            if let Some(unreadable) = selection.unreadable.clone() { <UnreadableNotice {unreadable} /> }
            if let Err(error) = stored { <p class="warn" role="status">{ text::store_error(error) }</p> }
        </>
    }
}

/// Properties of [`UnreadableNotice`].
#[derive(Clone, PartialEq, Properties)]
struct UnreadableProps {
    unreadable: Rc<Unreadable>,
}

/// Says that stored selections cannot be read, and saves them as a file. What is saved may be deleted here.
#[component]
fn UnreadableNotice(props: &UnreadableProps) -> Html {
    let (save, announce, store) = (use_ports().save, use_announce(), use_ports().store);
    let kept = use_state_eq(|| Kept::Stored);
    let unreadable = props.unreadable.clone();
    let words = text::unreadable_selection(&unreadable.reason, unreadable.is_in_the_way());
    let (now, key) = (kept.setter(), unreadable.key.clone());
    let on_save = Callback::from(move |_: MouseEvent| {
        let saved = save.save_text(text::SELECTION_FILE, &unreadable.text);
        if saved.is_ok() {
            now.set(Kept::Saved);
        }
        let words = saved.map_or_else(
            |error| text::save_error(&error).what,
            |()| format!("Saved as {}", text::SELECTION_FILE),
        );
        announce.emit(words);
    });
    let now = kept.setter();
    let on_delete = Callback::from(move |_: MouseEvent| {
        store.remove(&key);
        now.set(Kept::Deleted);
    });
    if *kept == Kept::Deleted {
        return Html::default();
    }
    html! {
        <div class="warn" role="status">
            <p>{ words }</p>
            <p class="actions">
                { button("button", "Save it as a file", on_save) }
                if *kept == Kept::Saved { { button("button", "Delete it here", on_delete) } }
            </p>
        </div>
    }
}

/// What became of the stored text in this visit.
#[derive(Clone, Copy, PartialEq)]
enum Kept {
    Stored,
    Saved,
    Deleted,
}

/// The selection, in reach on every page.
#[component]
fn Dock() -> Html {
    let selection = use_selection();
    let announce = use_announce();
    let current = selection.current();
    // Get shows all of it itself.
    if use_navigation().route.place == Page::Get && !current.is_empty() {
        return Html::default();
    }
    selection_dock(
        selection.totals,
        !current.is_empty(),
        seconds_to_get(&selection.totals),
        current.undoable(),
        selection.act(&announce, Action::Clear, text::SELECTION_DROPPED),
        selection.act(&announce, Action::Undo, text::SELECTION_BACK),
    )
}
