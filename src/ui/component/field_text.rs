//! Fields to type in: a labelled text field with a note, and the search box with examples to try.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::text;
use crate::ui::route::Route;

/// A labelled text field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Identifier in the page.
    pub id: &'static str,
    /// The label.
    pub label: &'static str,
    /// The text in it.
    pub value: String,
    /// Says what to type, or what is wrong with the text.
    pub note: &'static str,
    /// Whether the note says what is wrong.
    pub invalid: bool,
    /// Identifier of a list of suggestions.
    pub list: Option<&'static str>,
}

/// Draws the field; `on_input` gets each new text.
pub fn field_text(field: &Field, on_input: Callback<String>) -> Html {
    let note_id = format!("{}-note", field.id);
    html! {
        <div class="field-text">
            <label for={field.id}>{ field.label }</label>
            <input type="text" id={field.id} value={field.value.clone()} list={field.list} autocomplete="off"
                autocapitalize="off" spellcheck="false" aria-describedby={note_id.clone()}
                aria-invalid={field.invalid.then_some("true")} oninput={typed(on_input)} />
            <p id={note_id} class={if field.invalid { "field-text__note bad" } else { "field-text__note" }}>{ field.note }</p>
        </div>
    }
}

/// Returns the field of a form that is submitted.
pub(crate) fn input_of(event: &SubmitEvent) -> Option<HtmlInputElement> {
    let form = event.target_dyn_into::<web_sys::Element>()?;
    form.query_selector("input").ok()??.dyn_into().ok()
}

/// Turns a callback for texts into one for a field's events.
pub(crate) fn typed(on_input: Callback<String>) -> Callback<InputEvent> {
    Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            on_input.emit(input.value());
        }
    })
}

/// Draws a labelled search landmark. Without a `value` the box keeps its own text. `on_input` gets each new text; `below` stands under the box.
pub fn search_box(
    value: Option<&str>,
    placeholder: String,
    on_input: Callback<String>,
    on_submit: Callback<String>,
    below: Html,
) -> Html {
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input_of(&event) {
            on_submit.emit(input.value());
        }
    });
    let value = value.map(str::to_owned);
    html! {
        <form class="search-box" role="search" {onsubmit}>
            <label class="search-box__label" for="search">{ text::SEARCH_LABEL }</label>
            <input id="search" type="search" class="search-box__input" {value} {placeholder}
                autocomplete="off" spellcheck="false" oninput={typed(on_input)} />
            <button type="submit" class="button button--primary search-box__button">{ "Search" }</button>
            <div class="search-box__below">{ below }</div>
        </form>
    }
}

/// Draws links to searches that a newcomer can try.
pub fn examples() -> Html {
    html! {
        <>
            <span class="quiet">{ "Try" }</span>
            for example in text::EXAMPLES {
                <a href={Route::search(example).href()}>{ example }</a>
            }
        </>
    }
}
