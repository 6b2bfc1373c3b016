//! Downloads in this page, and the search for checksums.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::{CURRENT_TREE, ChecksumProgress, FoundChecksums, find_checksums};
use crate::plan::BROWSER_LIMIT;
use crate::port::FetchError;
use crate::text;
use crate::transfer::TransferFile;
use crate::ui::component::{button, error_view, line};
use crate::ui::route::{Page, Route};
use crate::ui::state::context::DownloadContext;
use crate::ui::state::loaded::use_loaded;
use crate::ui::state::{
    KnownAction, Navigation, use_announce, use_downloads, use_navigation, use_ports, use_site,
};
use crate::worker::plan::{HostSummary, PlanError, PlanSummary, SummaryFile};

use super::context::{SHOWN, more};

/// Properties of [`BrowserPanel`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PlanProps {
    /// The plan.
    pub(super) plan: Rc<PlanSummary>,
}

/// A row for each of the first files: download with check, and the plain link.
#[component]
pub(super) fn BrowserPanel(props: &PlanProps) -> Html {
    let navigation = use_navigation();
    let downloads = use_downloads();
    let can_stream = use_ports().save.can_stream();
    let hosts = props.plan.hosts.iter();
    let files = hosts.flat_map(|host| host.files.iter().map(move |file| (host, file)));
    let row = |(host, file)| {
        let on_start = can_stream.then(|| start(&navigation, &downloads, host, file));
        file_row(host, file, on_start)
    };
    html! {
        <>
            if can_stream {
                <p class="note">{ "Download streams one file to the place that you pick and counts every byte. Success is said only when the checksum agrees. The plain link hands the file to the browser’s own download, unchecked. Choose a new name: the browser empties a file that is already there." }</p>
            } else {
                <p class="warn">{ "This browser cannot write to a file that you pick (Chrome and Edge can). The plain link hands the file to the browser’s own download, unchecked." }</p>
            }
            <ul class="downloads">{ for files.take(SHOWN).map(row) }</ul>
            { more(props.plan.totals.files) }
        </>
    }
}

/// Makes a callback that starts the download of a file, and shows it.
fn start(
    navigation: &Navigation,
    downloads: &DownloadContext,
    host: &HostSummary,
    file: &SummaryFile,
) -> Callback<MouseEvent> {
    let (start, go) = (downloads.start.clone(), navigation.go.clone());
    let (mirror, file) = (host.mirror.clone(), file.clone());
    Callback::from(move |_: MouseEvent| {
        start.emit((
            mirror.clone(),
            TransferFile {
                path: file.item.path.clone(),
                url: file.page_url.clone(),
                size: file.item.size,
                md5: file.item.md5,
            },
        ));
        go.emit((Route::to(Page::Downloads), false));
    })
}

fn file_row(
    host: &HostSummary,
    file: &SummaryFile,
    on_start: Option<Callback<MouseEvent>>,
) -> Html {
    let item = &file.item;
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
                    if host.is_archive { { format!(" · {}", host.name) } }
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

/// Properties of [`Checksums`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ChecksumsProps {
    /// The plan, once it is made.
    pub(super) plan: Option<Rc<PlanSummary>>,
}

/// Why checksums could not be found.
#[derive(Clone)]
enum Unfound {
    Plan(PlanError),
    Fetch(FetchError),
}

/// Offers to look missing checksums up in the mirror's own list. The plan of the main site counts, as archives have no such list.
#[component]
pub(super) fn Checksums(props: &ChecksumsProps) -> Html {
    let ports = use_ports();
    let site = use_site();
    let known = site.known.dispatcher();
    let announce = use_announce();
    // How often the user asked for checksums, and whether that was not cancelled.
    let asked = use_state_eq(|| (0_u32, false));
    let key = asked.1.then_some(asked.0);
    let progress = use_state_eq(ChecksumProgress::default);
    let load = {
        let (ports, mirror) = (ports.clone(), site.mirror.clone());
        let progress = progress.setter();
        move |_, _: Option<FoundChecksums>| async move {
            let wanted = ports.plan.unverified().await.map_err(Unfound::Plan)?;
            let (fetch, clock) = (&*ports.fetch, &*ports.clock);
            let report = |now| progress.set(now);
            let wanted = wanted.into_iter().collect();
            let found = find_checksums(fetch, clock, &mirror, wanted, report);
            let found = found.await.map_err(Unfound::Fetch)?;
            announce.emit(found_words(&found));
            known.dispatch(KnownAction::Files(found.files.clone()));
            Ok(found)
        }
    };
    let found = use_loaded(&ports, key, load);
    let hosts = props.plan.iter().flat_map(|plan| &plan.hosts);
    let main = hosts.take(1).find(|host| !host.is_archive);
    let wanted = main.map_or(0, |main| main.totals.files - main.totals.with_md5);
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
    match key.map(|key| found.result(&key)) {
        None if wanted == 0 => Html::default(),
        None => html! {
            <p class="offer">
                { format!("No checksum is known for {}. The mirror’s own list may have them: {CURRENT_TREE}, which can be over 100 MB.", text::files(wanted)) }
                { button("button", "Find checksums", start) }
            </p>
        },
        Some(None) => html! {
            <p class="offer">
                { format!("Reading {CURRENT_TREE}: {}{}, {} found", text::bytes(progress.read),
                    progress.total.map_or_else(String::new, |total| format!(" of {}", text::bytes(total))), text::files(progress.found)) }
                <progress aria-label="Reading the list" max={progress.total.map(|total| total.max(1).to_string())} value={progress.total.map(|_| progress.read.to_string())}></progress>
                { button("button", "Cancel", cancel) }
            </p>
        },
        Some(Some(Ok(found))) => line("offer", found_words(found)),
        Some(Some(Err(Unfound::Fetch(error)))) => error_view(
            &text::fetch_error(error, &site.mirror.name),
            button("button", "Try again", start),
        ),
        Some(Some(Err(Unfound::Plan(error)))) => line("warn", error.to_string()),
    }
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
