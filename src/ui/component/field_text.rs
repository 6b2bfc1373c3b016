//! A labelled text field with a note.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`FieldText`].
#[derive(Clone, PartialEq, Properties)]
pub struct FieldTextProps {
    /// Identifier in the page.
    pub id: AttrValue,
    /// The label.
    pub label: AttrValue,
    /// The text.
    pub value: AttrValue,
    /// What to type, or what is wrong with what was typed.
    #[prop_or_default]
    pub note: AttrValue,
    /// Says whether the note is a fault.
    #[prop_or_default]
    pub invalid: bool,
    /// The text changed.
    pub on_input: Callback<String>,
    /// Identifier of a list of suggestions.
    #[prop_or_default]
    pub list: Option<AttrValue>,
}

/// The field.
#[component]
pub fn FieldText(props: &FieldTextProps) -> Html {
    let oninput = {
        let on_input = props.on_input.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                on_input.emit(input.value());
            }
        })
    };
    let note_id = format!("{}-note", props.id);
    html! {
        <div class="field-text">
            <label for={props.id.clone()}>{ &props.label }</label>
            <input type="text" id={props.id.clone()} value={props.value.clone()} list={props.list.clone()}
                autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-describedby={note_id.clone()} aria-invalid={props.invalid.then_some("true")} {oninput} />
            <p id={note_id} class={classes!("field-text__note", props.invalid.then_some("bad"))}>{ &props.note }</p>
        </div>
    }
}
