//! The selections by name: choose, begin, rename, copy, remove; and the bar with the selection, in reach on every page.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::field_text::{input_of, typed};
use super::simple::{button, named_button};
use crate::plan::Totals;
use crate::selection::{Change, Selections};
use crate::text;
use crate::ui::route::{Page, Route};

/// Properties of [`SelectionMenu`].
#[derive(Clone, PartialEq, Properties)]
pub struct SelectionMenuProps {
    /// All selections.
    pub selections: Selections,
    /// The user wants this change, which is possible.
    pub on_change: Callback<Change>,
}

/// A menu that opens below the name of the current selection. What is wrong with a name is said in it.
#[component]
pub fn SelectionMenu(props: &SelectionMenuProps) -> Html {
    let problem = use_state_eq(|| None::<String>);
    // The new name as far as it is typed.
    let new_name = use_state_eq(|| None::<String>);
    let selections = &props.selections;
    let change = {
        let (selections, on_change) = (selections.clone(), props.on_change.clone());
        let (problem, new_name) = (problem.setter(), new_name.setter());
        Callback::from(move |change: Change| {
            let wrong = selections.reduce(change.clone()).err();
            if wrong.is_none() {
                new_name.set(None);
                on_change.emit(change);
            }
            problem.set(wrong.map(text::sentence));
        })
    };
    let act = |change_to: Change| change.reform(move |_: MouseEvent| change_to.clone());
    let name = selections.name();
    let on_input = {
        let new_name = new_name.setter();
        Callback::from(move |text| new_name.set(Some(text)))
    };
    html! {
        <details class="selection-menu">
            <summary>{ format!("Selection: {}", text::visible(name)) }</summary>
            { chooser(selections, &change) }
            <form class="selection-menu__name" onsubmit={rename(&change)}>
                <label for="selection-name">{ "Name" }</label>
                <input type="text" id="selection-name" value={new_name.as_deref().unwrap_or(name).to_owned()} autocomplete="off"
                    oninput={typed(on_input)} spellcheck="false" aria-describedby="selection-problem" aria-invalid={problem.as_ref().map(|_| "true")} />
                <button type="submit" class="button">{ "Rename" }</button>
                <p id="selection-problem" class="bad" role="status">{ (*problem).clone() }</p>
            </form>
            <p class="selection-menu__acts">
                { button("button", "New", act(Change::New(selections.free_name("Selection")))) }
                { button("button", "Duplicate", act(Change::Duplicate(selections.free_name(name)))) }
                { named_button("button", "Remove", format!("Remove the selection {name}"), act(Change::Remove)) }
                if let Some(removed) = selections.removed() {
                    { named_button("button", "Undo", format!("Undo the removal of {removed}"), act(Change::Restore)) }
                }
            </p>
        </details>
    }
}

fn chooser(selections: &Selections, change: &Callback<Change>) -> Html {
    let change = change.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            change.emit(Change::Switch(select.value()));
        }
    });
    html! {
        <label class="selection-menu__choice">
            <span>{ "Selections" }</span>
            <select aria-label="Selections" {onchange}>
                for (name, one) in selections.list() {
                    <option key={name.to_owned()} value={name.to_owned()} selected={name == selections.name()}>
                        { format!("{} ({})", text::visible(name), text::files(usize::try_from(one.count()).unwrap_or(usize::MAX))) }
                    </option>
                }
            </select>
        </label>
    }
}

fn rename(change: &Callback<Change>) -> Callback<SubmitEvent> {
    let change = change.clone();
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input_of(&event) {
            change.emit(Change::Rename(input.value()));
        }
    })
}

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
    let size = text::total_size(&totals);
    html! {
        <section class="selection-dock" aria-label="Selection">
            <strong>{ text::files(totals.files) }</strong>
            <span title={text::total_bytes(&totals)}>{ size }</span>
            if let Some(seconds) = seconds {
                <span class="quiet">{ format!("{} at 100 Mbit/s", text::time_of(&totals, seconds)) }</span>
            }
            if undoable.is_some() { { undo } }
            <button type="button" class={classes!("button", undoable.is_none().then_some("selection-dock__first"))}
                onclick={on_clear.reform(|_: MouseEvent| ())}>{ "Clear" }</button>
            <a class="button button--primary" href={Route::to(Page::Get).href()}>{ "Get these files" }</a>
        </section>
    }
}
