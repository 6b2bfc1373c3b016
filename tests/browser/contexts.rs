//! The contexts of the page: a change of one renders nobody who reads only others.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::sleep;
use igsr_fetch::browser::{
    BrowserClipboard, BrowserClock, BrowserFetch, BrowserOpen, BrowserSave, BrowserSpawner,
    BrowserWorker,
};
use igsr_fetch::command::Shell;
use igsr_fetch::mirror::RemotePath;
use igsr_fetch::port::MemoryStore;
use igsr_fetch::ui::ports::AppPorts;
use igsr_fetch::ui::route::{Page, Route};
use igsr_fetch::ui::state::{
    Navigation, Providers, use_announce, use_announcement, use_file_list, use_navigation,
    use_selection, use_settings, use_site, use_transfers,
};
use igsr_fetch::worker::index::IndexClient;
use igsr_fetch::worker::plan::PlanClient;
use igsr_fetch::worker::search::SearchClient;
use igsr_fetch::worker::transfer::TransferClient;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

const PAGE: &str = "http://127.0.0.1/";

/// No test here asks a worker for anything.
const NO_WORKER: &str = "/no/worker.js";

/// How often the readers of each context were rendered, and what they got last.
#[derive(Default)]
struct Seen {
    site: Cell<u32>,
    selection: Cell<u32>,
    /// Navigation, settings, list and transfers.
    others: [Cell<u32>; 4],
    is_settled: Cell<bool>,
    said: RefCell<String>,
    announce: RefCell<Callback<String>>,
    pick: RefCell<Callback<(Vec<RemotePath>, bool)>>,
}

impl Seen {
    fn counts(&self) -> (u32, u32, [u32; 4]) {
        let others = self.others.each_ref().map(Cell::get);
        (self.site.get(), self.selection.get(), others)
    }
}

fn count(renders: &Cell<u32>) {
    renders.set(renders.get() + 1);
}

#[derive(Clone, Properties)]
struct ReaderProps {
    seen: Rc<Seen>,
}

impl PartialEq for ReaderProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.seen, &other.seen)
    }
}

#[component]
fn SiteReader(props: &ReaderProps) -> Html {
    props.seen.is_settled.set(use_site().known.registry_settled);
    count(&props.seen.site);
    Html::default()
}

#[component]
fn SelectionReader(props: &ReaderProps) -> Html {
    props.seen.pick.replace(use_selection().pick());
    count(&props.seen.selection);
    Html::default()
}

#[component]
fn NavigationReader(props: &ReaderProps) -> Html {
    let _ = use_navigation();
    count(&props.seen.others[0]);
    Html::default()
}

#[component]
fn SettingsReader(props: &ReaderProps) -> Html {
    let _ = use_settings();
    count(&props.seen.others[1]);
    Html::default()
}

#[component]
fn ListReader(props: &ReaderProps) -> Html {
    let _ = use_file_list();
    count(&props.seen.others[2]);
    Html::default()
}

#[component]
fn TransfersReader(props: &ReaderProps) -> Html {
    let _ = use_transfers();
    count(&props.seen.others[3]);
    Html::default()
}

#[component]
fn AnnouncementReader(props: &ReaderProps) -> Html {
    props.seen.announce.replace(use_announce());
    props
        .seen
        .said
        .replace(use_announcement().words.to_string());
    Html::default()
}

#[component]
fn Readers(props: &ReaderProps) -> Html {
    let ports = use_memo((), |()| AppPorts {
        fetch: Rc::new(BrowserFetch),
        index: Rc::new(IndexClient::new(BrowserWorker::new(NO_WORKER.to_owned()))),
        search: Rc::new(SearchClient::new(
            BrowserWorker::new(NO_WORKER.to_owned()),
            BrowserWorker::new(NO_WORKER.to_owned()),
            PAGE,
        )),
        plan: Rc::new(PlanClient::new(BrowserWorker::new(NO_WORKER.to_owned()))),
        transfers: Rc::new(TransferClient::new(BrowserWorker::new(
            NO_WORKER.to_owned(),
        ))),
        open: Rc::new(BrowserOpen),
        save: Rc::new(BrowserSave),
        clipboard: Rc::new(BrowserClipboard),
        store: Rc::new(MemoryStore::default()),
        visit: Rc::new(MemoryStore::default()),
        clock: Rc::new(BrowserClock),
        spawner: Rc::new(BrowserSpawner),
        page_url: PAGE.into(),
        shell: Shell::Posix,
        page_is_loopback: true,
    });
    let navigation = Navigation {
        route: Route::to(Page::Help),
        moved: false,
        go: Callback::noop(),
    };
    let seen = &props.seen;
    html! {
        <Providers ports={(*ports).clone()} {navigation}>
            <SiteReader seen={seen.clone()} /><SelectionReader seen={seen.clone()} /><NavigationReader seen={seen.clone()} /><SettingsReader seen={seen.clone()} />
            <ListReader seen={seen.clone()} /><TransfersReader seen={seen.clone()} /><AnnouncementReader seen={seen.clone()} />
        </Providers>
    }
}

/// Lets the page work until something holds.
async fn until(holds: impl Fn() -> bool) {
    while !holds() {
        sleep(std::time::Duration::ZERO).await;
    }
}

#[wasm_bindgen_test]
async fn an_announcement_renders_nobody_who_reads_other_contexts() {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .expect("a document");
    let root = document.create_element("div").expect("an element");
    let seen = Rc::new(Seen::default());
    let props = ReaderProps { seen: seen.clone() };
    let app = yew::Renderer::<Readers>::with_root_and_props(root, props).render();
    // The site's own mirror list was asked for: nothing else changes by itself on this page.
    until(|| seen.is_settled.get()).await;

    let before = seen.counts();
    let announce = seen.announce.borrow().clone();
    announce.emit("Two files selected".to_owned());
    until(|| *seen.said.borrow() == "Two files selected").await;
    assert_eq!(seen.counts(), before);

    // Whoever reads what changes is rendered, and nobody else.
    let pick = seen.pick.borrow().clone();
    pick.emit((vec![RemotePath::parse("a").expect("a path")], true));
    until(|| seen.selection.get() > before.1).await;
    let (site, _, others) = seen.counts();
    assert_eq!((site, others), (before.0, before.2));
    app.destroy();
}
