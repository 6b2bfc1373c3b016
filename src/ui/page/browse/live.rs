//! A directory as a mirror shows it now.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{Attempt, LiveDirectory, MAX_ENTRIES, readme_names};
use crate::mirror::Mirror;
use crate::text;
use crate::ui::component::{button, line};
use crate::ui::page::mirror_status::MirrorStatus;
use crate::ui::state::browse::BrowseAction;

use super::context::{BrowseContext, error_message};
use super::readme::{ShownReadme, readme_panel};
use super::table::{Entries, EntryTable};
use super::walk::{walk_button, walk_from};

/// Draws what the mirror shows; `failed` are the mirrors that were tried before it.
pub(super) fn live_view(
    page: &BrowseContext,
    mirror: &Rc<Mirror>,
    live: &Rc<LiveDirectory>,
    failed: &[Attempt],
    readme: &ShownReadme,
) -> Html {
    let index = &live.index;
    let route = &page.navigation.route;
    let age = text::ago(page.ports.clock.now().saturating_sub(live.read_at));
    let names = readme_names(&index.entries);
    let lost = route.entry.as_ref();
    let lost = lost.filter(|name| index.entries.iter().all(|entry| entry.name != **name));
    html! {
        <>
            if let Some(first) = failed.first() { { moved(page, mirror, first) } }
            <p class="status" data-state="live">
                <span>{ format!("{}, live · read {age} · {}", mirror.name, text::directory_totals(&live.totals())) }</span>
                { button("button", "Read again", page.retry(0)) }
                { walk_button(page, mirror, &route.path, "Select everything below…") }
            </p>
            <MirrorStatus />
            { warnings(live) }
            if let Some(name) = lost { { line("warn", text::lost_words(name, &mirror.name)) } }
            <div class="beside">
                <div><EntryTable entries={Entries::Live(live.clone())} mirror={mirror.clone()} on_walk={walk_from(page, mirror)} /></div>
                if !names.is_empty() { { readme_panel(page, &names, readme) } }
            </div>
        </>
    }
}

/// Says that another mirror stands in, and lets the user decide.
fn moved(page: &BrowseContext, mirror: &Rc<Mirror>, first: &Attempt) -> Html {
    let id = first.mirror.id.clone();
    let what = error_message(&first.error, &first.mirror).what;
    html! {
        <div class="warn" role="status">
            <p>{ text::stand_in_words(&what, mirror) }</p>
            <p class="actions">
                { button("button", format!("Stay with {}", first.mirror.name), page.on_click(move || BrowseAction::Stay(id.clone()))) }
                { button("button", format!("Use {} from now on", mirror.name), page.choose(&mirror.id)) }
            </p>
        </div>
    }
}

/// Says what is not shown.
fn warnings(live: &LiveDirectory) -> Html {
    let unreadable: Vec<String> = live
        .index
        .unreadable()
        .map(|link| format!("{}: {}", link.href, link.reason))
        .collect();
    html! {
        <>
            if live.more { { line("warn", text::too_many_words(MAX_ENTRIES)) } }
            if live.index.truncated { { line("warn", text::CUT_SHORT) } }
            if !unreadable.is_empty() {
                <details class="warn"><summary>{ text::refused_words(live.index.refused.unreadable_count()) }</summary>
                    <ul>for link in unreadable { <li><code>{ link }</code></li> }</ul></details>
            }
        </>
    }
}
