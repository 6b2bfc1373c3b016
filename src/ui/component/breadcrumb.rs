//! The way from the site root to a directory.

use yew::prelude::*;

use crate::mirror::{RemotePath, name_text};
use crate::ui::route::Route;

/// Draws a link for each directory above, and the name of this one.
pub fn breadcrumb(path: &RemotePath) -> Html {
    let mut way: Vec<RemotePath> = path.ancestors().collect();
    way.reverse();
    html! {
        <nav class="breadcrumb" aria-label="Directory">
            <ol>
                for directory in way {
                    <li>{ step(&directory, directory == *path) }</li>
                }
            </ol>
        </nav>
    }
}

fn step(directory: &RemotePath, here: bool) -> Html {
    let name = if directory.is_root() {
        "Site root".to_owned()
    } else {
        name_text(directory.name()).into_owned()
    };
    if here {
        return html! { <span aria-current="page">{ name }</span> };
    }
    html! { <a href={Route::directory(directory.clone()).href()}>{ name }</a> }
}
