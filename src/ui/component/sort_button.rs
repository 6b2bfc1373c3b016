//! A column heading that sorts.

use yew::prelude::*;

/// Draws a `th` with a button in it and its order as `aria-sort`: nothing, or whether it is descending.
pub fn sort_heading(
    label: &'static str,
    sorted: Option<bool>,
    numeric: bool,
    on_sort: Callback<MouseEvent>,
) -> Html {
    let (order, sign) = match sorted {
        None => (None, ""),
        Some(false) => (Some("ascending"), " ▲"),
        Some(true) => (Some("descending"), " ▼"),
    };
    html! {
        <th scope="col" aria-sort={order} class={numeric.then_some("num")}>
            <button type="button" class="sort-button" onclick={on_sort}>
                { label }<span aria-hidden="true">{ sign }</span>
            </button>
        </th>
    }
}
