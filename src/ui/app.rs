//! The composition root: the only file of `ui` that names `browser`.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::browser::{
    BrowserClipboard, BrowserClock, BrowserFetch, BrowserOpen, BrowserPage, BrowserSave,
    BrowserSpawner, BrowserStore, BrowserVisit, BrowserWorker,
};
use crate::command::Shell;
use crate::worker::index::IndexClient;
use crate::worker::plan::PlanClient;
use crate::worker::search::SearchClient;
use crate::worker::transfer::TransferClient;

use super::page::Frame;
use super::ports::AppPorts;
use super::route::Route;
use super::state::{Navigation, Providers, Theme};

/// The app on the browser's ports.
#[component]
pub fn App() -> Html {
    let ports = use_memo((), |()| AppPorts {
        fetch: Rc::new(BrowserFetch),
        index: Rc::new(IndexClient::new(BrowserWorker::new(
            BrowserPage::worker_address(),
        ))),
        search: Rc::new(SearchClient::new(
            BrowserWorker::new(BrowserPage::search_worker_address()),
            BrowserWorker::new(BrowserPage::import_worker_address()),
            &BrowserPage::address(),
        )),
        plan: Rc::new(PlanClient::new(BrowserWorker::new(
            BrowserPage::plan_worker_address(),
        ))),
        transfers: Rc::new(TransferClient::new(BrowserWorker::new(
            BrowserPage::transfer_worker_address(),
        ))),
        open: Rc::new(BrowserOpen),
        save: Rc::new(BrowserSave),
        clipboard: Rc::new(BrowserClipboard),
        store: Rc::new(BrowserStore),
        visit: Rc::new(BrowserVisit),
        clock: Rc::new(BrowserClock),
        spawner: Rc::new(BrowserSpawner),
        page_url: BrowserPage::address().into(),
        shell: if BrowserPage::is_on_windows() {
            Shell::PowerShell
        } else {
            Shell::Posix
        },
        page_is_loopback: BrowserPage::is_loopback(),
    });
    let navigation = use_fragment();
    use_slash_key();
    html! {
        <Providers ports={(*ports).clone()} {navigation}>
            <Frame on_theme={Callback::from(|theme: Theme| BrowserPage::set_theme(theme.attribute()))}
                on_title={Callback::from(|title: String| BrowserPage::set_title(&title))} />
        </Providers>
    }
}

/// Follows the address's fragment.
#[hook]
fn use_fragment() -> Navigation {
    let now = use_state_eq(|| (Route::parse(&BrowserPage::fragment()), false));
    {
        let now = now.setter();
        use_effect_with((), move |()| {
            let listener =
                BrowserPage::on_fragment(move |fragment| now.set((Route::parse(&fragment), true)));
            move || drop(listener)
        });
    }
    let go = use_callback((), {
        let now = now.setter();
        move |(route, replace): (Route, bool), ()| {
            BrowserPage::go(&route.href(), replace);
            if replace {
                // Replacing tells no listener.
                now.set((route, true));
            }
        }
    });
    let (route, moved) = (*now).clone();
    Navigation { route, moved, go }
}

/// Moves the focus to the search box when `/` is typed outside a field.
#[hook]
fn use_slash_key() {
    use_effect_with((), |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new_with_options(
                &window,
                "keydown",
                EventListenerOptions::enable_prevent_default(),
                |event| {
                    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                        return;
                    };
                    let typing = event.target().is_some_and(|target| {
                        target
                            .dyn_ref::<HtmlInputElement>()
                            .is_some_and(|input| input.type_() != "checkbox")
                    });
                    if event.key() == "/"
                        && !typing
                        && !event.ctrl_key()
                        && !event.meta_key()
                        && !event.alt_key()
                    {
                        let search = web_sys::window()
                            .and_then(|window| window.document())
                            .and_then(|document| document.get_element_by_id("search"))
                            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
                        if let Some(search) = search {
                            event.prevent_default();
                            // A box that cannot take the focus leaves it where it was.
                            let _ = search.focus();
                        }
                    }
                },
            )
        });
        move || drop(listener)
    });
}
