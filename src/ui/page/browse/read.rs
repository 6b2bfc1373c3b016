//! Reading the directory, at the chosen mirror or at another that stands in for it; and the README beside its files.

use std::convert::Infallible;
use std::rc::Rc;

use yew::prelude::*;

use super::context::{BrowseContext, ReadmeText};
use crate::client::{DirectoryReading, Probe, read_readme, read_with_failover};
use crate::listing::readme_names;
use crate::mirror::Mirror;
use crate::text;
use crate::ui::component::{button, choice, line, outward};
use crate::ui::state::browse::{BrowseAction, Directories, ReadKey, Reading};
use crate::ui::state::loaded::use_loaded;
use crate::ui::state::{KnownAction, SettingsAction};

/// Reads the directory of the context's key, anew when that changes.
#[hook]
pub(super) fn use_directory(page: &BrowseContext) -> UseReducerHandle<Directories> {
    // Before the site's own mirror list has come, the mirror may be the wrong one.
    let reads = page.site.known.registry_settled && !page.browse.is_stopped(&page.key);
    let key = reads.then(|| page.key.clone());
    let load = {
        let page = page.clone();
        move |key, _| async move { Ok::<_, Infallible>(read(&page, key).await) }
    };
    use_loaded(&page.ports, key, load)
}

async fn read(page: &BrowseContext, key: ReadKey) -> Rc<DirectoryReading> {
    let ports = &page.ports;
    let show = |progress| {
        let action = BrowseAction::Progress(key.clone(), progress);
        page.browse.dispatch(action);
    };
    let wait = page.browse.wait(&key);
    if wait > 0 {
        show(Reading::Waiting(wait));
        ports.clock.sleep(wait.saturating_mul(1000)).await;
    }
    let mirrors = mirrors(page);
    let backoff = page.browse.backoff.clone();
    let mut report = |progress| show(Reading::Loading(Some(progress)));
    let clients = ports.clients();
    let seen = read_with_failover(clients, &mirrors, &key.path, &backoff, &mut report).await;
    if let Some((_, live)) = &seen.live {
        page.site
            .known
            .dispatch(KnownAction::Directory(live.clone()));
        let count = live.index.entries.len();
        page.announce.emit(text::plural(count, "entry", "entries"));
    }
    Rc::new(seen)
}

/// Returns the mirrors to read, the chosen one first; those last that failed when the page tried them.
fn mirrors(page: &BrowseContext) -> Vec<Rc<Mirror>> {
    let chosen = &page.site.mirror;
    let mut mirrors = vec![chosen.clone()];
    if !page.stays() {
        let (path, loopback) = (&page.key.path, page.ports.page_is_loopback);
        let known = &page.site.known;
        let others = known.registry.stand_ins(chosen, path, loopback);
        let is_shut = |mirror: &&&Mirror| {
            matches!(known.probes.get(&mirror.id), Some(Some(Probe::Failed(_))))
        };
        let open = others.iter().filter(|mirror| !is_shut(mirror));
        let in_order = open.chain(others.iter().filter(is_shut));
        mirrors.extend(in_order.map(|mirror| Rc::new((*mirror).clone())));
    }
    mirrors
}

/// The README that is shown, by its address, and its text.
pub(super) struct ShownReadme {
    /// Nothing if there is none, or none is to be shown.
    url: Option<String>,
    text: UseReducerHandle<ReadmeText>,
}

/// Reads the README of the directory that was read.
#[hook]
pub(super) fn use_readme(page: &BrowseContext, reading: &Reading) -> ShownReadme {
    let url = readme_url(page, reading);
    let ports = page.ports.clone();
    let text = use_loaded(&page.ports, url.clone(), |url: String, _| async move {
        let readme = read_readme(&*ports.fetch, &*ports.clock, &url).await;
        readme.map(Rc::new)
    });
    ShownReadme { url, text }
}

/// Returns the address of the README to show.
fn readme_url(page: &BrowseContext, reading: &Reading) -> Option<String> {
    let Reading::Done(seen) = reading else {
        return None;
    };
    let (mirror, live) = seen.live.as_ref()?;
    if !page.settings.settings.readme {
        return None;
    }
    let names = readme_names(&live.index.entries);
    let path = &page.navigation.route.path;
    let name = names.get(page.browse.chosen_readme(path)).or(names.first());
    let path = path.join(name?).ok()?;
    Some(mirror.page_file_url(&path))
}

/// Shows the README, or the chosen one of several; never as a page, always as text.
pub(super) fn readme_panel(page: &BrowseContext, names: &[String], readme: &ShownReadme) -> Html {
    let settings = &page.settings.settings;
    let shown = settings.readme;
    let settings = settings.dispatcher();
    let toggle =
        Callback::from(move |_: MouseEvent| settings.dispatch(SettingsAction::Readme(!shown)));
    if !shown {
        let label = text::plural(names.len(), "README", "READMEs");
        return html! { <div class="readme">{ button("button", format!("Show {label}"), toggle) }</div> };
    }
    let url = readme.url.clone().unwrap_or_default();
    let read = match readme.text.result(&url) {
        None => line("note", "Reading…"),
        Some(Err(error)) => line("note", text::readme_error(error)),
        Some(Ok(readme)) => html! {
            <>
                <pre tabindex="0" role="region" aria-label="Text of the README">{ readme.text.clone() }</pre>
                if !readme.whole { { line("note", "This is the beginning; there is more of it.") } }
            </>
        },
    };
    html! {
        <section class="readme" aria-label="README">
            <div class="readme__head">
                { readme_choice(page, names) }
                { outward("button button--small", "Open", url) }
                { button("button button--small", "Hide", toggle) }
            </div>
            { read }
        </section>
    }
}

/// Draws the name, or a choice of several.
fn readme_choice(page: &BrowseContext, names: &[String]) -> Html {
    if let [name] = names {
        return html! { <code><bdi>{ text::visible_name(name) }</bdi></code> };
    }
    let (browse, path) = (page.browse.dispatcher(), page.navigation.route.path.clone());
    let chosen = page.browse.chosen_readme(&path);
    let on_choose = Callback::from(move |at: usize| {
        browse.dispatch(BrowseAction::ChooseReadme(path.clone(), at));
    });
    let names: Vec<_> = names.iter().map(|name| text::visible_name(name)).collect();
    choice("README", &names, chosen, on_choose)
}
