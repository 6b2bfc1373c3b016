//! The elements that occur most, each once in the program: drawn in place, one takes ten times the bytes of a call.

use yew::prelude::*;

/// Draws a paragraph.
pub fn line(class: &'static str, words: impl Into<AttrValue>) -> Html {
    paragraph(class, words.into())
}

fn paragraph(class: &'static str, words: AttrValue) -> Html {
    html! { <p {class}>{ words }</p> }
}

/// Draws a button with a look of its own: `button`, and more class names.
pub fn button(
    class: &'static str,
    label: impl Into<AttrValue>,
    on_click: Callback<MouseEvent>,
) -> Html {
    push(class, label.into(), None, on_click)
}

/// Draws a button whose name says more than its label, which it begins with.
pub fn named_button(
    class: &'static str,
    label: impl Into<AttrValue>,
    name: String,
    on_click: Callback<MouseEvent>,
) -> Html {
    push(class, label.into(), Some(name.into()), on_click)
}

fn push(
    class: &'static str,
    label: AttrValue,
    name: Option<AttrValue>,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! { <button type="button" {class} {onclick} aria-label={name}>{ label }</button> }
}

/// Draws a link that opens a tab of its own.
pub fn outward(class: &'static str, label: impl Into<AttrValue>, href: String) -> Html {
    leave(class, label.into(), href.into())
}

fn leave(class: &'static str, label: AttrValue, href: AttrValue) -> Html {
    html! { <a {class} {href} target="_blank" rel="noreferrer">{ label }</a> }
}
