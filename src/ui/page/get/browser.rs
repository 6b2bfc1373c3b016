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
use crate::ui::state::context::DownloadContext;
use crate::ui::state::loaded::use_loaded;
use crate::ui::state::{
    KnownAction, Navigation, use_announce, use_downloads, use_navigation, use_ports, use_site,
};

use super::context::{SHOWN, more};

/// Properties of [`BrowserPanel`] and [`Checksums`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PlanProps {
    /// The plans.
    pub(super) plans: Rc<Plans>,
}

/// A row for each of the first files: download with check, and the plain link.
#[component]
pub(super) fn BrowserPanel(props: &PlanProps) -> Html {
    let navigation = use_navigation();
    let downloads = use_downloads();
    let can_stream = use_ports().save.can_stream();
    let plans = props.plans.all().iter();
    let files = plans.flat_map(|plan| plan.items.iter().map(move |item| (plan, item)));
    let row = |(plan, item)| {
        let on_start = can_stream.then(|| start(&navigation, &downloads, plan, item));
        file_row(plan, item, on_start)
    };
    html! {
        <>
            if can_stream {
                <p class="note">{ "Download streams one file to the place that you pick and counts every byte. Success is said only when the checksum agrees. The plain link hands the file to the browser’s own download, unchecked. Choose a new name: the browser empties a file that is already there." }</p>
            } else {
                <p class="warn">{ "This browser cannot write to a file that you pick (Chrome and Edge can). The plain link hands the file to the browser’s own download, unchecked." }</p>
            }
            <ul class="downloads">{ for files.take(SHOWN).map(row) }</ul>
            { more(props.plans.totals().files) }
        </>
    }
}

/// Makes a callback that starts the download of a file, and shows it.
fn start(
    navigation: &Navigation,
    downloads: &DownloadContext,
    plan: &TransferPlan,
    item: &PlanItem,
) -> Callback<MouseEvent> {
    let (start, go) = (downloads.start.clone(), navigation.go.clone());
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
}

fn file_row(plan: &TransferPlan, item: &PlanItem, on_start: Option<Callback<MouseEvent>>) -> Html {
    let file_name = item.path.name().to_owned();
    let name = text::visible_name(&file_name);
    let large = item.size.is_some_and(|size| size.bytes() > BROWSER_LIMIT);
    html! {
        <li key={item.url.clone()} class="download">
            <span class="download__name"><code><bdi>{ name.clone() }</bdi></code>
                <span class="quiet">
                    { text::item_size(item) }
                    { if item.md5.is_some() { " · checksum known" } else { " · no checksum known" } }
                    if !item.other_md5s.is_empty() { { text::other_md5s(item.md5, &item.other_md5s) } }
                    if plan.is_archive { { format!(" · {}", plan.mirror.name) } }
                    if large { { " · large: a command is safer" } }
                </span>
            </span>
            if let Some(on_start) = on_start {
                <button type="button" class="button button--primary" onclick={on_start} aria-label={format!("Download {name}")}>{ "Download" }</button>
            }
            <a class="button" href={item.url.clone()} download={file_name} target="_blank" rel="noreferrer"
                aria-label={format!("Plain link to {name}")}>{ "Plain link" }</a>
        </li>
    }
}

/// Offers to look missing checksums up in the mirror's own list. The plan of the main site counts, as archives have no such list.
#[component]
pub(super) fn Checksums(props: &PlanProps) -> Html {
    let ports = use_ports();
    let known = use_site().known.dispatcher();
    let announce = use_announce();
    // How often the user asked for checksums, and whether that was not cancelled.
    let asked = use_state_eq(|| (0_u32, false));
    let key = asked.1.then_some(asked.0);
    let progress = use_state_eq(ChecksumProgress::default);
    let load = {
        let (ports, plans, progress) = (ports.clone(), props.plans.clone(), progress.setter());
        move |_, _: Option<FoundChecksums>| async move {
            // Without a plan there is no button.
            let plan = plans.main().ok_or(FetchError::Unreachable)?;
            let wanted: BTreeSet<RemotePath> =
                unknown(plan).map(|item| item.path.clone()).collect();
            let (fetch, clock) = (&*ports.fetch, &*ports.clock);
            let report = |now| progress.set(now);
            let found = find_checksums(fetch, clock, &plan.mirror, wanted, report).await?;
            announce.emit(found_words(&found));
            known.dispatch(KnownAction::Files(found.files.clone()));
            Ok(found)
        }
    };
    let found = use_loaded(&ports, key, load);
    let Some(plan) = props.plans.main() else {
        return Html::default();
    };
    let wanted = unknown(plan).count();
    let start = {
        let (asked, progress) = (asked.clone(), progress.setter());
        Callback::from(move |_: MouseEvent| {
            progress.set(ChecksumProgress::default());
            asked.set((asked.0 + 1, true));
        })
    };
    let cancel = {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set((asked.0, false)))
    };
    let button = |label: &'static str| html! { <button type="button" class="button" onclick={start.clone()}>{ label }</button> };
    match key.map(|key| found.result(&key)) {
        None if wanted == 0 => Html::default(),
        None => html! {
            <p class="offer">
                { format!("No checksum is known for {}. The mirror’s own list may have them: {CURRENT_TREE}, which can be over 100 MB.", text::files(wanted)) }
                { button("Find checksums") }
            </p>
        },
        Some(None) => html! {
            <p class="offer">
                { format!("Reading {CURRENT_TREE}: {}{}, {} found", text::bytes(progress.read),
                    progress.total.map_or_else(String::new, |total| format!(" of {}", text::bytes(total))), text::files(progress.found)) }
                <progress aria-label="Reading the list" max={progress.total.map(|total| total.max(1).to_string())} value={progress.total.map(|_| progress.read.to_string())}></progress>
                <button type="button" class="button" onclick={cancel}>{ "Cancel" }</button>
            </p>
        },
        Some(Some(Ok(found))) => html! { <p class="offer">{ found_words(found) }</p> },
        Some(Some(Err(error))) => {
            let mirror = &plan.mirror.name;
            error_view(&text::fetch_error(error, mirror), button("Try again"))
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
