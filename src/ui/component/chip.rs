//! A choice that is on or off, with how many it would leave.

use yew::prelude::*;

use crate::text;

/// Draws a button that stays pressed. `group` is the superpopulation whose colour it has.
pub fn chip(
    label: impl Into<AttrValue>,
    group: Option<&str>,
    count: Option<usize>,
    pressed: bool,
    on_click: Callback<MouseEvent>,
) -> Html {
    draw(label.into(), group, count, pressed, on_click)
}

fn draw(
    label: AttrValue,
    group: Option<&str>,
    count: Option<usize>,
    pressed: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" class="chip" aria-pressed={pressed.to_string()} {onclick} data-superpopulation={group.map(str::to_owned)}>
            if group.is_some() { <span class="swatch" aria-hidden="true"></span> }
            { label }
            if let Some(count) = count { <span class="chip__count">{ format!(" {}", text::count(count as u64)) }</span> }
        </button>
    }
}
