//! Downloads in this page, and the search for checksums.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use crate::client::{CURRENT_TREE, ChecksumProgress, FoundChecksums, find_checksums};
use crate::mirror::RemotePath;
use crate::plan::{BROWSER_LIMIT, PlanItem, Plans, TransferPlan};
use crate::port::FetchError;
use crate::text;
use crate::transfer::TransferFile;
use crate::ui::component::error_view;
use crate::ui::route::{Page, Route};
use crate::ui::state::{AppContext, KnownAction, use_app};

use super::files::{SHOWN, more};

/// Draws a row for each of the first files: download with check, and the plain link.
pub(super) fn browser_panel(app: &AppContext) -> Html {
    let plans = app.plans.all().iter();
    let files = plans.flat_map(|plan| plan.items.iter().map(move |item| (plan, item)));
    let can_stream = app.ports.save.can_stream();
    html! {
        <>
            if can_stream {
                <p class="note">{ "Download streams one file to the place that you pick and counts every byte. Success is said only when the checksum agrees. The plain link hands the file to the browser’s own download, unchecked. Choose a new name: the browser empties a file that is already there." }</p>
            } else {
                <p class="warn">{ "This browser cannot write to a file that you pick (Chrome and Edge can). The plain link hands the file to the browser’s own download, unchecked." }</p>
            }
            <ul class="downloads">
                for (plan, item) in files.take(SHOWN) { { file_row(app, plan, item) } }
            </ul>
            { more(app.plans.totals().files) }
        </>
    }
}

fn file_row(app: &AppContext, plan: &TransferPlan, item: &PlanItem) -> Html {
    let name = item.path.name().to_owned();
    let onclick = {
        let (start, go) = (app.start_download.clone(), app.navigation.go.clone());
        let (mirror, item) = (plan.mirror.clone(), item.clone());
        Callback::from(move |_: MouseEvent| {
            start.emit((
                mirror.id.clone(),
                TransferFile {
                    path: item.path.clone(),
                    url: mirror.page_file_url(&item.path),
                    size: item.size,
                    md5: item.md5,
                },
            ));
            go.emit((Route::to(Page::Downloads), false));
        })
    };
    let large = item.size.is_some_and(|size| size.bytes() > BROWSER_LIMIT);
    html! {
        <li key={item.url.clone()} class="download">
            <span class="download__name"><code>{ name.clone() }</code>
                <span class="quiet">
                    { item.size.map_or_else(|| "size not known".to_owned(), text::size) }
                    { if item.md5.is_some() { " · checksum known" } else { " · no checksum known" } }
                    if plan.is_archive { { format!(" · {}", plan.mirror.name) } }
                    if large { { " · large: a command is safer" } }
                </span>
            </span>
            if app.ports.save.can_stream() {
                <button type="button" class="button button--primary" {onclick} aria-label={format!("Download {name}")}>{ "Download" }</button>
            }
            <a class="button" href={item.url.clone()} download={name.clone()} target="_blank" rel="noreferrer"
                aria-label={format!("Plain link to {name}")}>{ "Plain link" }</a>
        </li>
    }
}

/// How far the search for checksums is.
#[derive(Clone, PartialEq)]
enum Search {
    Idle,
    Running(ChecksumProgress),
    Done(FoundChecksums),
    Failed(FetchError),
}

/// Properties of [`Checksums`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PlanProps {
    /// The plans; that of the main site counts, as archives have no such list.
    pub(super) plans: Rc<Plans>,
}

/// Offers to look missing checksums up in the mirror's own list.
#[component]
pub(super) fn Checksums(props: &PlanProps) -> Html {
    let app = use_app();
    let (ports, known, announce) = (
        app.ports.clone(),
        app.known.dispatcher(),
        app.announce.clone(),
    );
    let search = use_state(|| Search::Idle);
    let task = use_mut_ref(|| None);
    let Some(plan) = props.plans.main() else {
        return Html::default();
    };
    let mirror = &plan.mirror;
    let wanted = unknown(plan).count();
    let start = {
        let (search, task, plans) = (search.clone(), task.clone(), props.plans.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(plan) = plans.main() else {
                return;
            };
            search.set(Search::Running(ChecksumProgress::default()));
            let (ports, known, search, announce) = (
                ports.clone(),
                known.clone(),
                search.setter(),
                announce.clone(),
            );
            let mut wanted = BTreeSet::<RemotePath>::new();
            for item in unknown(plan) {
                wanted.insert(item.path.clone());
            }
            let mirror = plan.mirror.clone();
            let spawner = ports.spawner.clone();
            *task.borrow_mut() = Some(spawner.spawn(Box::pin(async move {
                let progress = search.clone();
                let found = find_checksums(&*ports.fetch, &*ports.clock, &mirror, wanted, |now| {
                    progress.set(Search::Running(now));
                })
                .await;
                search.set(match found {
                    Ok(found) => {
                        announce.emit(found_words(&found));
                        known.dispatch(KnownAction::Files(found.files.clone()));
                        Search::Done(found)
                    }
                    Err(error) => Search::Failed(error),
                });
            })));
        })
    };
    let cancel = {
        let search = search.clone();
        Callback::from(move |_: MouseEvent| {
            *task.borrow_mut() = None;
            search.set(Search::Idle);
        })
    };
    let button = |label: &'static str| html! { <button type="button" class="button" onclick={start.clone()}>{ label }</button> };
    match &*search {
        Search::Idle if wanted == 0 => Html::default(),
        Search::Idle => html! {
            <p class="offer">
                { format!("No checksum is known for {}. The mirror’s own list may have them: {CURRENT_TREE}, which can be over 100 MB.", text::files(wanted)) }
                { button("Find checksums") }
            </p>
        },
        Search::Running(progress) => html! {
            <p class="offer">
                { format!("Reading {CURRENT_TREE}: {}{}, {} found", text::bytes(progress.read),
                    progress.total.map_or_else(String::new, |total| format!(" of {}", text::bytes(total))), text::files(progress.found)) }
                <progress aria-label="Reading the list" max={progress.total.map(|total| total.max(1).to_string())} value={progress.total.map(|_| progress.read.to_string())}></progress>
                <button type="button" class="button" onclick={cancel}>{ "Cancel" }</button>
            </p>
        },
        Search::Done(found) => html! { <p class="offer">{ found_words(found) }</p> },
        Search::Failed(error) => {
            error_view(&text::fetch_error(error, &mirror.name), button("Try again"))
        }
    }
}

/// Returns the files without a checksum.
fn unknown(plan: &TransferPlan) -> impl Iterator<Item = &PlanItem> {
    plan.items.iter().filter(|item| item.md5.is_none())
}

fn found_words(found: &FoundChecksums) -> String {
    let mut words = format!("Checksums found for {}.", text::files(found.files.len()));
    if found.missing > 0 {
        words = format!(
            "{words} The list has none for {}.",
            text::files(found.missing)
        );
    }
    if found.skipped > 0 {
        let lines = text::plural(
            usize::try_from(found.skipped).unwrap_or(usize::MAX),
            "line",
            "lines",
        );
        words = format!("{words} {lines} of it could not be read.");
    }
    words
}
