//! The way from the site root to a directory.

use yew::prelude::*;

use crate::mirror::RemotePath;
use crate::ui::route::Route;

/// Properties of [`Breadcrumb`].
#[derive(Clone, PartialEq, Properties)]
pub struct BreadcrumbProps {
    /// The directory.
    pub path: RemotePath,
}

/// A link for each directory above, and the name of this one.
#[component]
pub fn Breadcrumb(props: &BreadcrumbProps) -> Html {
    let mut way: Vec<RemotePath> = props.path.ancestors().collect();
    way.reverse();
    html! {
        <nav class="breadcrumb" aria-label="Directory">
            <ol>
                for directory in way {
                    <li>{ step(&directory, directory == props.path) }</li>
                }
            </ol>
        </nav>
    }
}

fn step(directory: &RemotePath, here: bool) -> Html {
    let name = if directory.is_root() { "Site root" } else { directory.name() };
    if here {
        return html! { <span aria-current="page">{ name }</span> };
    }
    html! { <a href={Route::directory(directory.clone()).href()}>{ name }</a> }
}
