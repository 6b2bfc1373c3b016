//! The README of a directory, beside its files.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::client::{read_readme, readme_names};
use crate::mirror::name_text;
use crate::text;
use crate::ui::component::{button, line, outward};
use crate::ui::state::SettingsAction;
use crate::ui::state::browse::{BrowseAction, Reading};
use crate::ui::state::task::Start;

use super::BrowseContext;

/// Returns the address of the README to show; empty if there is none, or none is to be shown.
pub(super) fn readme_url(page: &BrowseContext, reading: &Reading) -> String {
    let Reading::Done(seen) = reading else {
        return String::new();
    };
    let Some((mirror, live)) = seen.live.as_ref().filter(|_| page.app.settings.readme) else {
        return String::new();
    };
    let names = readme_names(&live.index.entries);
    let path = &page.app.navigation.route.path;
    let name = names.get(page.browse.chosen).or(names.first());
    let path = name.and_then(|name| path.join(name).ok());
    path.map_or_else(String::new, |path| mirror.page_file_url(&path))
}

/// Reads the README at an address.
pub(super) fn start_readme(page: &BrowseContext, url: String) -> Start {
    let (ports, browse) = (page.app.ports.clone(), page.browse.dispatcher());
    Box::new(move || {
        let spawner = ports.spawner.clone();
        (!url.is_empty()).then(|| {
            spawner.spawn(Box::pin(async move {
                let found = read_readme(&*ports.fetch, &*ports.clock, &url).await;
                browse.dispatch(BrowseAction::Readme(url, found.map(Rc::new)));
            }))
        })
    })
}

/// Shows the README, or the chosen one of several; never as a page, always as text.
pub(super) fn readme_panel(page: &BrowseContext, names: &[String], url: String) -> Html {
    let shown = page.app.settings.readme;
    let settings = page.app.settings.dispatcher();
    let toggle =
        Callback::from(move |_: MouseEvent| settings.dispatch(SettingsAction::Readme(!shown)));
    if !shown {
        let label = text::plural(names.len(), "README", "READMEs");
        return html! { <div class="readme">{ button("button", format!("Show {label}"), toggle) }</div> };
    }
    let read = match page.browse.readme(&url) {
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
                { choice(page, names) }
                { outward("button button--small", "Open", url) }
                { button("button button--small", "Hide", toggle) }
            </div>
            { read }
        </section>
    }
}

/// Draws the name, or a choice of several.
fn choice(page: &BrowseContext, names: &[String]) -> Html {
    if let [name] = names {
        return html! { <code>{ name_text(name).into_owned() }</code> };
    }
    let browse = page.browse.dispatcher();
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            let at = usize::try_from(select.selected_index()).unwrap_or_default();
            browse.dispatch(BrowseAction::Choose(at));
        }
    });
    let chosen = page.browse.chosen;
    html! {
        <select aria-label="README" {onchange}>
            for (at, name) in names.iter().enumerate() {
                <option selected={at == chosen}>{ name_text(name).into_owned() }</option>
            }
        </select>
    }
}
