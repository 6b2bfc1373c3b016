//! The search box with examples to try.

use yew::prelude::*;

use crate::text;
use crate::ui::route::Route;

use super::field_text::{input_of, typed};

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
