//! A directory as a mirror shows it now; or why it could not be read, and what to do.

use std::rc::Rc;

use yew::prelude::*;

use super::context::BrowseContext;
use super::read::{ShownReadme, readme_panel};
use super::table::{Entries, EntryTable};
use super::walk::{walk_button, walk_from};
use crate::client::{Attempt, DirectoryError, LiveDirectory, MAX_ENTRIES};
use crate::listing::readme_names;
use crate::mirror::{Availability, Mirror};
use crate::text::{self, visible};
use crate::ui::component::{button, error_view, line, outward};
use crate::ui::page::mirror_status::MirrorStatus;
use crate::ui::route::Route;
use crate::ui::state::browse::BrowseAction;

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
    let what = text::directory_error(&first.error, &first.mirror.name).what;
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
        .map(|link| format!("{}: {}", visible(&link.href), link.reason))
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

/// Longest wait, in seconds, that the page offers to do by itself.
const LONGEST_WAIT: u64 = 120;

/// Says why there is no live index, and what to do. `failed` begins with the chosen mirror.
pub(super) fn failed_view(page: &BrowseContext, failed: &[Attempt]) -> Html {
    let Some((first, others)) = failed.split_first() else {
        return Html::default();
    };
    let (mirror, path) = (&first.mirror, &page.navigation.route.path);
    let mut message = text::directory_error(&first.error, &mirror.name);
    if let Availability::Lacking(reason) = mirror.availability(path) {
        message.next = format!("{reason} {}", message.next);
    }
    let url = mirror.page_index_url(path, None);
    message.detail = format!("{}: {url}", message.detail);
    let registry = &page.site.known.registry;
    let stand_ins = registry.stand_ins(mirror, path, page.ports.page_is_loopback);
    let actions = html! {
        <>
            { try_again(page, first) }
            for other in stand_ins {
                { button("button", format!("Use {}", other.name), page.choose(&other.id)) }
            }
            if let Some(above) = path.parent() {
                <a class="button" href={Route::directory(above).href()}>{ "Go up" }</a>
            }
            { outward("button", "Open it in a tab of its own", url) }
        </>
    };
    html! {
        <>
            { error_view(&message, actions) }
            if !others.is_empty() {
                <ul class="notes" aria-label="Other mirrors that were tried">
                    for other in others { <li>{ text::directory_error(&other.error, &other.mirror.name).what }</li> }
                </ul>
            }
        </>
    }
}

/// Draws the button that reads again, at once or after the wait that the mirror asked for.
fn try_again(page: &BrowseContext, first: &Attempt) -> Html {
    let asked = match &first.error {
        DirectoryError::Fetch(error) => error.retry_after().map_or(0, u64::from),
        _ => 0,
    };
    let passed = page.ports.clock.now().saturating_sub(first.at) / 1000;
    let left = asked.saturating_sub(passed);
    let wait = if left > LONGEST_WAIT { 0 } else { left };
    let label = match wait {
        0 => "Try again".to_owned(),
        _ => format!("Try again in {}", text::duration(wait)),
    };
    let wait = u32::try_from(wait).unwrap_or_default();
    button("button button--primary", label, page.retry(wait))
}
