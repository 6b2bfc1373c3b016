//! A download with its progress and its end.

use yew::prelude::*;

use crate::search::Query;
use crate::text;
use crate::text::ErrorMessage;
use crate::transfer::{State, Transfer};

use super::file_table::file_path;

/// Draws path, state in words, progress, speed, time left, Cancel, Try again; `error` says what went wrong if it failed.
pub fn transfer_row(
    id: u64,
    transfer: &Transfer,
    error: Option<&ErrorMessage>,
    on_cancel: Callback<MouseEvent>,
    on_retry: Callback<MouseEvent>,
) -> Html {
    html! {
        <li key={id} class="transfer-row" data-state={mark(transfer.state())}>
            <div class="transfer-row__head">
                { file_path(&transfer.file().path, &Query::default()) }
                <strong class="transfer-row__state">{ text::transfer_state(transfer.state()) }</strong>
                if transfer.can_be_cancelled() {
                    <button type="button" class="button" onclick={on_cancel}
                        aria-label={format!("Cancel {}", text::visible_name(transfer.file().path.name()))}>{ "Cancel" }</button>
                }
                if matches!(transfer.state(), State::Failed(_) | State::Cancelled) {
                    <button type="button" class="button" onclick={on_retry}
                        aria-label={format!("Try again: {}", text::visible_name(transfer.file().path.name()))}>{ "Try again" }</button>
                }
            </div>
            if matches!(transfer.state(), State::Receiving) { { progress(transfer) } }
            { ending(transfer, error) }
        </li>
    }
}

fn mark(state: &State) -> &'static str {
    match state {
        State::Choosing | State::Connecting => "waiting",
        State::Receiving | State::Finishing { .. } => "running",
        State::Verified { .. } => "verified",
        State::Unverified { .. } => "unverified",
        State::Failed(_) => "failed",
        State::Cancelled => "cancelled",
    }
}

fn progress(transfer: &Transfer) -> Html {
    let name = text::visible_name(transfer.file().path.name());
    let received = transfer.received();
    let total = transfer.total();
    let mut words = text::received_words(received, total);
    if let Some(speed) = transfer.rate().per_second() {
        words = format!("{words} · {}", text::speed(speed));
    }
    if let Some(seconds) = transfer.seconds_left() {
        words = format!("{words} · {} left", text::duration(seconds));
    }
    html! {
        <>
            <progress max={total.map(|total| total.max(1).to_string())} value={total.map(|_| received.to_string())}
                aria-label={format!("Progress of {name}")}></progress>
            <p class="num quiet">{ words }</p>
        </>
    }
}

fn ending(transfer: &Transfer, error: Option<&ErrorMessage>) -> Html {
    let bytes = || text::count(transfer.received());
    match transfer.state() {
        State::Verified { md5 } => html! {
            <p class="note">{ format!("All {} bytes are right. MD5 ", bytes()) }<code>{ md5.to_string() }</code></p>
        },
        State::Unverified { found } => html! {
            <p class="note">
                { format!("{} bytes are saved. No checksum is known to compare with. MD5 of what came: ", bytes()) }
                <code>{ found.to_string() }</code>
            </p>
        },
        State::Failed(_) => error.map_or_else(Html::default, |error| html! {
            <div class="note"><p>{ error.what.clone() }</p><p>{ error.next.clone() }</p>
                <p>{ "Nothing of it was kept; an empty file may be left." }</p>
                <details><summary>{ "Detail" }</summary><code>{ error.detail.clone() }</code></details></div>
        }),
        State::Cancelled => html! { <p class="note">{ "Nothing of it was kept; an empty file may be left." }</p> },
        _ => Html::default(),
    }
}
