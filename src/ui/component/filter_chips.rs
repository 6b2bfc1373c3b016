//! The terms of a query that are more than words, each with a way to take it back.

use yew::prelude::*;

use super::simple::{button, named_button};

/// Draws a button for each term; `on_remove` gets its place, `on_clear` takes all back.
pub fn filter_chips(
    terms: &[String],
    on_remove: &Callback<usize>,
    on_clear: Callback<MouseEvent>,
) -> Html {
    if terms.is_empty() {
        return Html::default();
    }
    let chip = |(place, term): (usize, &String)| {
        let on_click = on_remove.reform(move |_: MouseEvent| place);
        html! { <li key={&**term}>{ named_button("filter-chip", format!("{term} ×"), format!("{term} × Remove"), on_click) }</li> }
    };
    html! {
        <ul class="filter-chips" aria-label="Filters">
            { for terms.iter().enumerate().map(chip) }
            <li key="/">{ button("link-button", "Remove all filters", on_clear) }</li>
        </ul>
    }
}
