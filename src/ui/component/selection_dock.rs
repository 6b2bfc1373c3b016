//! The bar with the selection, in reach on every page.

use yew::prelude::*;

use crate::plan::Totals;
use crate::ui::route::{Place, Route};
use crate::ui::text;

/// The speed at which times are shown: 100 Mbit/s.
const BITS_PER_SECOND: u64 = 100_000_000;

/// Properties of [`SelectionDock`].
#[derive(Clone, PartialEq, Properties)]
pub struct SelectionDockProps {
    /// Sums of the selection.
    pub totals: Totals,
    /// How long it takes at 100 Mbit/s, in seconds, if any size is known.
    pub seconds: Option<u64>,
    /// How many files Undo would bring back.
    pub undoable: usize,
    /// The user drops the selection.
    pub on_clear: Callback<()>,
    /// The user wants it back.
    pub on_undo: Callback<()>,
}

impl SelectionDock {
    /// The speed that [`SelectionDockProps::seconds`] refers to, in bits per second.
    pub const SPEED: u64 = BITS_PER_SECOND;
}

/// Count, size, time, Clear with Undo, and the way to the commands.
#[component]
pub fn SelectionDock(props: &SelectionDockProps) -> Html {
    let totals = props.totals;
    if totals.files == 0 && props.undoable == 0 {
        return Html::default();
    }
    let size = text::total_size(totals.bytes, totals.exact, totals.unknown_sizes, totals.files);
    html! {
        <section class="selection-dock" aria-label="Selection">
            if totals.files == 0 {
                <span>{ format!("{} dropped", text::files(props.undoable)) }</span>
                <button type="button" class="button selection-dock__first" onclick={props.on_undo.reform(|_: MouseEvent| ())}>{ "Undo" }</button>
            } else {
                <strong>{ text::files(totals.files) }</strong>
                <span title={format!("{} bytes", text::count(totals.bytes))}>{ size }</span>
                if let Some(seconds) = props.seconds {
                    <span class="quiet">{ format!("about {} at 100 Mbit/s", text::duration(seconds)) }</span>
                }
                <button type="button" class="button selection-dock__first" onclick={props.on_clear.reform(|_: MouseEvent| ())}>{ "Clear" }</button>
                <a class="button button--primary" href={Route::to(Place::Get).href()}>{ "Get these files" }</a>
            }
        </section>
    }
}
