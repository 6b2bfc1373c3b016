//! The downloads of this browser.

mod check;

use std::rc::Rc;

use yew::prelude::*;

use crate::text;
use crate::transfer::{HandleId, State};
use crate::ui::component::{Heading, TransferButton, button, error_view, line, transfer_row};
use crate::ui::ports::AppPorts;
use crate::ui::route::{Page, Route};
use crate::ui::state::context::DownloadContext;
use crate::ui::state::transfers::Transfers;
use crate::ui::state::{
    hand_over, use_announce, use_downloads, use_navigation, use_ports, use_transfers,
};
use crate::worker::transfer::{Request, Target, TransferView};

use check::CheckFiles;

/// The most downloads that are listed at once.
const SHOWN: usize = 200;

/// What the buttons need.
#[derive(Clone)]
struct Buttons {
    ports: AppPorts,
    downloads: DownloadContext,
    announce: Callback<String>,
}

/// The downloads page.
#[component]
pub fn DownloadsPage() -> Html {
    let navigation = use_navigation();
    let buttons = Buttons {
        ports: use_ports(),
        downloads: use_downloads(),
        announce: use_announce(),
    };
    let transfers = use_transfers().0;
    let is_empty = transfers.iter().next().is_none();
    html! {
        <>
            <Heading text="Downloads" take_focus={navigation.moved} />
            { stopped(&buttons, &transfers) }
            if is_empty {
                <p class="empty">
                    { "Nothing is downloading. Pick files, then use the Browser tab of " }
                    <a href={Route::to(Page::Get).href()}>{ "Get" }</a>{ ": each file is checked as it comes." }
                </p>
            } else {
                { sums(&buttons, &transfers) }
                <ul class="transfers">{ rows(&buttons, &transfers) }</ul>
            }
            if transfers.is_elsewhere {
                { line("note", "Another tab of this browser has the downloads of earlier visits. Those of this tab end with it.") }
            }
            <p class="note">{ "Downloads run in this page: keep it open until they end. A pause, a lost connection and a mirror that fails lose nothing. When the page is closed, what was saved into a folder or file stays, and the unfinished file begins again; in browsers that keep files in their own storage it goes on where it was." }</p>
            <CheckFiles />
        </>
    }
}

/// Says that the worker ended, and offers to start it again.
fn stopped(buttons: &Buttons, transfers: &Transfers) -> Html {
    let Some(error) = &transfers.stopped else {
        return Html::default();
    };
    let again = buttons.downloads.watch.reform(|_: MouseEvent| true);
    error_view(
        &text::downloads_stopped(error),
        button("button", "Start it again", again),
    )
}

/// Draws the sums, and what can be done with all.
fn sums(buttons: &Buttons, transfers: &Transfers) -> Html {
    let totals = &transfers.totals;
    let ask = |words: &'static str, request: Request| {
        let asked = buttons
            .downloads
            .ask
            .reform(move |_: MouseEvent| request.clone());
        button("button", words, asked)
    };
    let unfinished = totals.running + totals.queued;
    let some_finished = transfers.iter().any(|view| view.state.is_finished());
    let on_resume = {
        let (buttons, handles) = (
            buttons.clone(),
            handles(transfers.iter().filter(|view| can_go_on(view))),
        );
        Callback::from(move |_: MouseEvent| resume(&buttons, handles.clone(), Target::All))
    };
    html! {
        <>
            <p>{ text::downloads_in_full(totals) }</p>
            if let Some(percent) = text::percent(totals) {
                <progress max="100" value={percent.to_string()} aria-label="Progress of all downloads"></progress>
            }
            <p class="transfers__all">
                if unfinished > 0 { { ask("Pause all", Request::Pause(Target::All)) } }
                if totals.paused > 0 { { button("button button--primary", "Go on with all", on_resume.clone()) } }
                if totals.failed > 0 { { button("button", "Try the failed again", on_resume) } }
                if unfinished + totals.paused > 0 { { ask("Cancel all", Request::Cancel(Target::All)) } }
                if some_finished { { ask("Clear finished", Request::Clear(Target::All)) } }
            </p>
        </>
    }
}

/// Draws the downloads: what needs the eye first, the newest of its kind first.
fn rows(buttons: &Buttons, transfers: &Transfers) -> Html {
    let rank = |view: &TransferView| match view.state {
        State::Failed(_) => 0,
        State::Queued => 2,
        _ if view.state.is_finished() => 3,
        _ => 1,
    };
    let mut views: Vec<&Rc<TransferView>> = transfers.iter().rev().collect();
    views.sort_by_key(|view| rank(view));
    let more = views.len().saturating_sub(SHOWN);
    let now = buttons.ports.clock.now();
    let row = |view: &&Rc<TransferView>| {
        let (buttons, view_of_row) = (buttons.clone(), Rc::clone(view));
        let on_click = Callback::from(move |what| click(&buttons, &view_of_row, what));
        transfer_row(view, now, &on_click)
    };
    html! {
        <>
            { views.iter().take(SHOWN).map(row).collect::<Html>() }
            if more > 0 { <li class="note">{ text::more_downloads(more) }</li> }
        </>
    }
}

fn can_go_on(view: &TransferView) -> bool {
    matches!(
        view.state,
        State::Paused | State::Failed(_) | State::Cancelled
    )
}

/// The files and folders that downloads are written to.
fn handles<'a>(views: impl Iterator<Item = &'a Rc<TransferView>>) -> Vec<HandleId> {
    let mut handles: Vec<HandleId> = views.filter_map(|view| view.place.handle()).collect();
    handles.sort_unstable();
    handles.dedup();
    handles
}

fn click(buttons: &Buttons, view: &Rc<TransferView>, what: TransferButton) {
    let target = Target::One(view.id);
    let ask = |request| buttons.downloads.ask.emit(request);
    match what {
        TransferButton::Pause => ask(Request::Pause(target)),
        TransferButton::Cancel => ask(Request::Cancel(target)),
        TransferButton::First => ask(Request::PutFirst(view.id)),
        TransferButton::Resume => resume(buttons, handles([view].into_iter()), target),
        TransferButton::Save => hand_over(&buttons.ports, view),
        TransferButton::Report => report(buttons, view),
    }
}

/// Goes on, after the user has allowed the page to write there again, which a browser asks in a new visit.
fn resume(buttons: &Buttons, handles: Vec<HandleId>, target: Target) {
    let allowed = buttons.ports.save.allow(handles);
    let (ask, announce) = (buttons.downloads.ask.clone(), buttons.announce.clone());
    let task = buttons.ports.spawner.spawn(Box::pin(async move {
        if let Err(error) = allowed.await {
            announce.emit(text::save_error(&error).what);
        }
        // Without permission it fails, and its row says why.
        ask.emit(Request::Resume(target));
    }));
    task.detach();
}

fn report(buttons: &Buttons, view: &TransferView) {
    let State::Failed(error) = &view.state else {
        return;
    };
    let Some(report) = text::checksum_report(view, error) else {
        return;
    };
    let copied = buttons.ports.clipboard.write(&report);
    let announce = buttons.announce.clone();
    let task = buttons.ports.spawner.spawn(Box::pin(async move {
        announce.emit(match copied.await {
            Ok(()) => "The report is copied.".to_owned(),
            Err(error) => text::sentence(error),
        });
    }));
    task.detach();
}
