//! A path with the file name first and its directory under it.

use yew::prelude::*;

use crate::mirror::RemotePath;
use crate::search::Query;
use crate::search::highlight;
use crate::ui::route::Route;

/// Draws the name in one piece, so that it can be copied, what the query matched marked, and the directory as a link to browse.
pub fn file_path(path: &RemotePath, query: &Query) -> Html {
    let name = path.name();
    let directory = path.parent().filter(|directory| !directory.is_root());
    html! {
        <span class="file-path">
            <span class="file-path__name">{ marked(name, query) }</span>
            if let Some(directory) = directory {
                <a class="file-path__directory" href={Route::directory(directory.clone()).href()}>
                    { format!("{directory}/") }
                </a>
            }
        </span>
    }
}

/// Draws a text with what the query matched marked.
pub fn marked(text: &str, query: &Query) -> Html {
    highlight(text, query)
        .into_iter()
        .map(|piece| {
            let text = piece.text.to_owned();
            if piece.matched {
                html! { <mark>{ text }</mark> }
            } else {
                html! { { text } }
            }
        })
        .collect()
}
