//! The bar with the selection, in reach on every page.

use yew::prelude::*;

use crate::plan::Totals;
use crate::text;
use crate::ui::route::{Page, Route};

use super::simple::button;

/// Draws count, size, time at 100 Mbit/s, Clear with Undo, and the way to the commands; nothing if nothing is `picked`; what is may find no files now.
pub fn selection_dock(
    totals: Totals,
    picked: bool,
    seconds: Option<u64>,
    undoable: Option<u64>,
    on_clear: Callback<()>,
    on_undo: Callback<()>,
) -> Html {
    let undo = button(
        "button selection-dock__first",
        "Undo",
        on_undo.reform(|_: MouseEvent| ()),
    );
    if !picked {
        let Some(dropped) = undoable else {
            return Html::default();
        };
        let dropped = usize::try_from(dropped).unwrap_or(usize::MAX);
        return html! {
            <section class="selection-dock" aria-label="Selection">
                <span>{ format!("{} dropped", text::files(dropped)) }</span>
                { undo }
            </section>
        };
    }
    let size = text::total_size(
        totals.bytes,
        totals.exact,
        totals.unknown_sizes,
        totals.files,
    );
    html! {
        <section class="selection-dock" aria-label="Selection">
            <strong>{ text::files(totals.files) }</strong>
            <span title={text::total_bytes(totals)}>{ size }</span>
            if let Some(seconds) = seconds {
                <span class="quiet">{ format!("{} at 100 Mbit/s", text::time_of(totals, seconds)) }</span>
            }
            if undoable.is_some() { { undo } }
            <button type="button" class={classes!("button", undoable.is_none().then_some("selection-dock__first"))}
                onclick={on_clear.reform(|_: MouseEvent| ())}>{ "Clear" }</button>
            <a class="button button--primary" href={Route::to(Page::Get).href()}>{ "Get these files" }</a>
        </section>
    }
}
