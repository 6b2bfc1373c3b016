//! The search box with examples to try.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::route::Route;
use crate::ui::text;

/// Properties of [`SearchBox`].
#[derive(Clone, PartialEq, Properties)]
pub struct SearchBoxProps {
    /// The text in the box.
    pub value: AttrValue,
    /// Says what may be typed.
    pub placeholder: AttrValue,
    /// The text changed.
    pub on_input: Callback<String>,
    /// The user asked for results.
    pub on_submit: Callback<String>,
    /// A line below the box: examples or counts.
    #[prop_or_default]
    pub children: Html,
}

/// A labelled search landmark.
#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let input = use_node_ref();
    let oninput = {
        let on_input = props.on_input.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                on_input.emit(input.value());
            }
        })
    };
    let onsubmit = {
        let (on_submit, input) = (props.on_submit.clone(), input.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = input.cast::<HtmlInputElement>() {
                on_submit.emit(input.value());
            }
        })
    };
    html! {
        <search>
            <form class="search-box" role="search" {onsubmit}>
                <label class="search-box__label" for="search">{ text::SEARCH_LABEL }</label>
                <input ref={input} id="search" type="search" class="search-box__input" value={props.value.clone()}
                    placeholder={props.placeholder.clone()} autocomplete="off" spellcheck="false" {oninput} />
                <button type="submit" class="button button--primary search-box__button">{ "Search" }</button>
                <div class="search-box__below">{ props.children.clone() }</div>
            </form>
        </search>
    }
}

/// Links to searches that a newcomer can try.
#[component]
pub fn Examples() -> Html {
    html! {
        <>
            <span class="quiet">{ "Try" }</span>
            for example in text::EXAMPLES {
                <a href={Route::search(example).href()}>{ example }</a>
            }
        </>
    }
}
