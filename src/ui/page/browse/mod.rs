//! The directory index of the chosen mirror as it is now, or of one that stands in for it; where none can be read, what the
//! catalogue knows of the directory.

pub(super) mod error;
mod go_to;
mod live;
mod readme;
mod table;
mod walk;

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{Probe, ReadProgress, read_with_failover};
use crate::listing::EntryKind;
use crate::mirror::{Mirror, name_text};
use crate::text;
use crate::ui::component::{Heading, breadcrumb, button, line};
use crate::ui::route::Route;
use crate::ui::state::browse::{Browse, BrowseAction, Reading};
use crate::ui::state::task::{Start, use_task};
use crate::ui::state::{AppContext, KnownAction, use_app};

use error::{catalogued, failed_view, words as words_of};
use go_to::go_to;
use live::live_view;
use readme::{readme_url, start_readme};
use walk::{start_walk, walk_view};

/// What the parts of the page are drawn from.
pub(super) struct BrowseContext {
    pub(super) app: AppContext,
    pub(super) browse: UseReducerHandle<Browse>,
    /// Which mirror and directory are wished for, and how often.
    pub(super) key: String,
}

/// The browse page.
#[component]
pub fn BrowsePage() -> Html {
    let app = use_app();
    let browse = use_reducer(Browse::default);
    let path = app.navigation.route.path.clone();
    let settled = app.known.registry_settled;
    let key = format!(
        "{settled} {} {} {path}",
        browse.attempt,
        app.mirror().id.as_str()
    );
    let reading = browse.reading(&key);
    let page = BrowseContext { app, browse, key };
    use_task(page.wish(&reading), page.start(&reading));
    let readme = readme_url(&page, &reading);
    use_task(readme.clone(), start_readme(&page, readme.clone()));
    use_task(page.walk(), start_walk(&page));
    let marked = page.marked(&reading);
    use_task(
        format!("{marked:?} {}", page.app.navigation.route),
        page.show_marked(marked),
    );
    let title = if path.is_root() {
        "Site root".to_owned()
    } else {
        name_text(path.name()).into_owned()
    };
    // The button that was pressed goes away, and the focus must not go with it.
    let again = page.browse.attempt + u32::from(page.stays());
    html! {
        <>
            <Heading key={format!("{path} {again}")} text={title} take_focus={page.app.navigation.moved || again > 0} />
            <div class="browse-head">{ breadcrumb(&path) }{ go_to(&page) }</div>
            { walk_view(&page) }
            { match &reading {
                Reading::Waiting(seconds) => page.loading_view(None, Some(*seconds)),
                Reading::Loading(progress) => page.loading_view(progress.as_ref(), None),
                Reading::Stopped => page.stopped_view(),
                Reading::Done(seen) => match &seen.live {
                    Some((mirror, live)) if seen.failed.is_empty() || !page.stays() => live_view(&page, mirror, live, &seen.failed, readme),
                    Some(_) => failed_view(&page, &seen.failed[..1]),
                    None => failed_view(&page, &seen.failed),
                },
            } }
        </>
    }
}

impl BrowseContext {
    /// Makes a callback for buttons that changes the page.
    pub(super) fn on_click(
        &self,
        action: impl Fn() -> BrowseAction + 'static,
    ) -> Callback<MouseEvent> {
        let browse = self.browse.dispatcher();
        Callback::from(move |_| browse.dispatch(action()))
    }

    /// Says whether the user stays with the chosen mirror.
    fn stays(&self) -> bool {
        self.browse.stays.as_ref() == Some(&self.app.mirror().id)
    }

    /// Returns under which key there is to be a task that reads.
    fn wish(&self, reading: &Reading) -> String {
        if *reading == Reading::Stopped {
            return String::new();
        }
        self.key.clone()
    }

    /// Starts to read. Before the site's own mirror list has come, the mirror may be the wrong one.
    fn start(&self, reading: &Reading) -> Start {
        let starts = self.app.known.registry_settled && *reading != Reading::Stopped;
        let (app, browse, key) = (self.app.clone(), self.browse.clone(), self.key.clone());
        let stays = self.stays();
        Box::new(move || {
            let spawner = app.ports.spawner.clone();
            starts.then(|| spawner.spawn(Box::pin(read(app, browse, key, stays))))
        })
    }

    /// Returns under which key there is to be a task that walks.
    fn walk(&self) -> String {
        let excursion = self.browse.excursion.as_ref();
        excursion.map_or_else(String::new, |excursion| excursion.number.to_string())
    }

    /// Returns what the entry is that the address marks.
    fn marked(&self, reading: &Reading) -> Option<EntryKind> {
        let name = self.app.navigation.route.entry.as_ref()?;
        let Reading::Done(seen) = reading else {
            return None;
        };
        let (_, live) = seen.live.as_ref()?;
        let mut entries = live.index.entries.iter();
        Some(entries.find(|entry| entry.name == *name)?.kind)
    }

    /// Goes into the marked entry if it is a directory, and brings its row into view if it is a file.
    fn show_marked(&self, marked: Option<EntryKind>) -> Start {
        let navigation = self.app.navigation.clone();
        Box::new(move || {
            let route = &navigation.route;
            let path = route
                .entry
                .as_ref()
                .and_then(|name| route.path.join(name).ok());
            match (marked?, path) {
                (EntryKind::Directory, Some(path)) => {
                    navigation.go.emit((Route::directory(path), true));
                }
                _ => web_sys::window()?
                    .document()?
                    .get_element_by_id("marked")?
                    .scroll_into_view(),
            }
            None
        })
    }

    fn loading_view(&self, progress: Option<&ReadProgress>, wait: Option<u32>) -> Html {
        let path = &self.app.navigation.route.path;
        let mirror = progress.map_or_else(|| self.app.mirror(), |progress| &progress.mirror);
        let words = match wait {
            Some(seconds) => text::waiting_words(&mirror.name, seconds),
            None => format!("Reading {path}/ at {}…", mirror.name),
        };
        let bytes = progress.map_or(0, |progress| progress.bytes);
        let before = progress.and_then(|progress| progress.before.as_ref());
        let key = self.key.clone();
        html! {
            <>
                if let Some(before) = before { { line("warn", words_of(&before.error, &before.mirror).what) } }
                <p class="status"><span role="status">{ words }</span>
                    if bytes > 0 { <span class="num">{ text::bytes(bytes) }</span> }
                    { button("button", "Cancel", self.on_click(move || BrowseAction::Stop(key.clone()))) }</p>
                <div class="late">{ catalogued(self) }</div>
            </>
        }
    }

    fn stopped_view(&self) -> Html {
        html! {
            <>
                <p class="status" role="status">{ "Stopped." }
                    { button("button", "Read it", self.on_click(|| BrowseAction::Retry(0))) }</p>
                { catalogued(self) }
            </>
        }
    }
}

async fn read(app: AppContext, browse: UseReducerHandle<Browse>, key: String, stays: bool) {
    let ports = &app.ports;
    let path = &app.navigation.route.path;
    let show = |now| browse.dispatch(BrowseAction::Reading(key.clone(), now));
    let wait = browse.wait.take();
    if wait > 0 {
        show(Reading::Waiting(wait));
        ports.clock.sleep(wait.saturating_mul(1000)).await;
    }
    let mirrors = mirrors(&app, stays);
    let mut report = |progress| show(Reading::Loading(Some(progress)));
    let seen = read_with_failover(
        ports.clients(),
        &mirrors,
        path,
        &browse.resting,
        &mut report,
    )
    .await;
    if let Some((_, live)) = &seen.live {
        app.known.dispatch(KnownAction::Directory(live.clone()));
        let count = live.index.entries.len();
        app.announce.emit(text::plural(count, "entry", "entries"));
    }
    show(Reading::Done(Rc::new(seen)));
}

/// Returns the mirrors to read, the chosen one first; those last of which this page got nothing when it tried them.
fn mirrors(app: &AppContext, stays: bool) -> Vec<Rc<Mirror>> {
    let chosen = app.mirror();
    let mut mirrors = vec![chosen.clone()];
    if !stays {
        let (path, loopback) = (&app.navigation.route.path, app.ports.page_is_loopback);
        let others = app.known.registry.stand_ins(chosen, path, loopback);
        let is_shut = |mirror: &&&Mirror| {
            matches!(
                app.known.probes.get(&mirror.id),
                Some(Some(Probe::Failed(_)))
            )
        };
        let open = others.iter().filter(|mirror| !is_shut(mirror));
        let in_order = open.chain(others.iter().filter(is_shut));
        mirrors.extend(in_order.map(|mirror| Rc::new((*mirror).clone())));
    }
    mirrors
}
