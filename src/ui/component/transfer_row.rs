//! A download with its progress and its end.

use yew::prelude::*;

use crate::search::Query;
use crate::text;
use crate::text::ErrorMessage;
use crate::transfer::{Place, State};
use crate::worker::transfer::TransferView;

use super::file_table::file_path;
use super::simple::named_button;

/// What the user does with a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferButton {
    /// Pause it.
    Pause,
    /// Go on with it, or try again.
    Resume,
    /// Cancel it.
    Cancel,
    /// Let it be the next.
    First,
    /// Hand it to the browser's downloads once more.
    Save,
    /// Copy a report on its checksum.
    Report,
}

/// Draws path, state in words, progress, speed, time left and buttons. `now` is the time in milliseconds since 1970.
pub fn transfer_row(view: &TransferView, now: u64, on_click: &Callback<TransferButton>) -> Html {
    let name = text::visible_name(view.path.name());
    let draw = |words: &'static str, what: TransferButton| {
        let onclick = on_click.reform(move |_: MouseEvent| what);
        named_button("button", words, format!("{words}: {name}"), onclick)
    };
    let state = &view.state;
    html! {
        <li key={view.id} class="transfer-row" data-state={mark(state)}>
            <div class="transfer-row__head">
                { file_path(&view.path, &Query::default()) }
                <strong class="transfer-row__state">{ text::transfer_state(state) }</strong>
                if *state == State::Queued { { draw("Download next", TransferButton::First) } }
                if state.can_be_cancelled() && *state != State::Paused { { draw("Pause", TransferButton::Pause) } }
                if *state == State::Paused { { draw("Go on", TransferButton::Resume) } }
                if matches!(state, State::Failed(_) | State::Cancelled) { { draw("Try again", TransferButton::Resume) } }
                if state.is_complete() && matches!(view.place, Place::Storage { .. }) { { draw("Save again", TransferButton::Save) } }
                if state.can_be_cancelled() { { draw("Cancel", TransferButton::Cancel) } }
            </div>
            if !state.is_finished() && view.received > 0 { { progress(view) } }
            { ending(view, now, draw) }
            for note in &view.notes { <p class="note">{ text::transfer_note(note) }</p> }
        </li>
    }
}

fn mark(state: &State) -> &'static str {
    match state {
        State::Queued | State::Connecting | State::Waiting { .. } => "waiting",
        State::Receiving | State::Finishing { .. } => "running",
        State::Paused => "paused",
        State::Verified { .. } => "verified",
        State::Unverified { .. } => "unverified",
        State::Failed(_) => "failed",
        State::Cancelled => "cancelled",
    }
}

fn progress(view: &TransferView) -> Html {
    let name = text::visible_name(view.path.name());
    let mut words = text::received_words(view.received, view.total);
    if let Some(speed) = view.speed {
        words = format!("{words} · {}", text::speed(speed));
    }
    if let Some(seconds) = view.seconds_left() {
        words = format!("{words} · {} left", text::duration(seconds));
    }
    html! {
        <>
            <progress max={view.total.map(|total| total.max(1).to_string())} value={view.total.map(|_| view.received.to_string())}
                aria-label={format!("Progress of {name}")}></progress>
            <p class="num quiet">{ words }</p>
        </>
    }
}

fn ending(
    view: &TransferView,
    now: u64,
    draw: impl Fn(&'static str, TransferButton) -> Html,
) -> Html {
    let bytes = || text::count(view.received);
    match &view.state {
        State::Verified { md5, is_disputed } => html! {
            <p class="note">
                { format!("All {} bytes are right. MD5 ", bytes()) }<code>{ md5.to_string() }</code>
                if *is_disputed { { ". Sources give other checksums too; this is one of them." } }
            </p>
        },
        State::Unverified { found } => html! {
            <p class="note">
                { format!("{} bytes are saved. No checksum is known to compare with. MD5 of what came: ", bytes()) }
                <code>{ found.to_string() }</code>
            </p>
        },
        State::Waiting { until, error } => {
            html! { <p class="note">{ text::waiting_for(*until, error, &view.mirror, now) }</p> }
        }
        State::Failed(error) => {
            let words = text::failure_words(error, &view.mirror);
            html! {
                <div class="note">
                    { failure(&words) }
                    <p>{ if view.received > 0 { "What came is kept: Try again goes on from there." } else { "Nothing of it was kept." } }</p>
                    if text::checksum_report(view, error).is_some() { <p>{ draw("Copy a report for IGSR", TransferButton::Report) }</p> }
                </div>
            }
        }
        State::Cancelled => html! { <p class="note">{ "Nothing of it was kept." }</p> },
        _ => Html::default(),
    }
}

fn failure(words: &ErrorMessage) -> Html {
    html! {
        <>
            <p>{ words.what.clone() }</p><p>{ words.next.clone() }</p>
            <details><summary>{ "Detail" }</summary><code>{ words.detail.clone() }</code></details>
        </>
    }
}
