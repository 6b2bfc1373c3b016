//! What can be typed into the search box.

use yew::prelude::*;

use crate::search::QUERY_HELP;
use crate::ui::route::Route;

/// Draws a table of examples, folded.
pub fn query_help() -> Html {
    html! {
        <details class="query-help">
            <summary>{ "How to search" }</summary>
            <dl>
                for (example, meaning) in QUERY_HELP {
                    <dt><a href={Route::search(*example).href()}><code>{ *example }</code></a></dt>
                    <dd>{ *meaning }</dd>
                }
            </dl>
        </details>
    }
}
