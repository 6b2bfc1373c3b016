//! An error with what it means, what to do next, and its detail to copy.

use yew::prelude::*;

use crate::text::ErrorMessage;

/// Draws a box that is read out when it appears; `actions` are buttons for what to do next.
pub fn error_view(message: &ErrorMessage, actions: Html) -> Html {
    html! {
        <div class="fault" role="alert">
            <p class="fault__what">{ message.what.clone() }</p>
            <p>{ message.next.clone() }</p>
            <div class="actions">{ actions }</div>
            <details class="fault__detail">
                <summary>{ "Detail" }</summary>
                <code>{ message.detail.clone() }</code>
            </details>
        </div>
    }
}
