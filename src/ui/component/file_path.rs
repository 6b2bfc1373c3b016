//! A path with the file name first and its directory under it.

use yew::prelude::*;

use crate::mirror::RemotePath;
use crate::search::{Query, highlight};
use crate::ui::route::Route;

/// How many characters of a name's end stay readable when its middle is cut.
const TAIL: usize = 14;

/// Properties of [`FilePath`].
#[derive(Clone, PartialEq, Properties)]
pub struct FilePathProps {
    /// The path on the main site.
    pub path: RemotePath,
    /// What was searched, to mark it.
    #[prop_or_default]
    pub query: Query,
    /// Says whether the directory is shown.
    #[prop_or(true)]
    pub with_directory: bool,
}

/// The name cut in the middle where it is too long, matches marked; the directory as a link to browse.
#[component]
pub fn FilePath(props: &FilePathProps) -> Html {
    let name = props.path.name();
    let cut = name.char_indices().rev().nth(TAIL - 1).map_or(0, |(at, _)| at);
    let (head, tail) = name.split_at(cut);
    let directory = props
        .path
        .parent()
        .filter(|directory| props.with_directory && !directory.is_root());
    html! {
        <span class="file-path">
            <span class="file-path__name" title={name.to_owned()}>
                <span class="file-path__head">{ marked(head, &props.query) }</span>
                <span class="file-path__tail">{ marked(tail, &props.query) }</span>
            </span>
            if let Some(directory) = directory {
                <a class="file-path__directory" href={Route::directory(directory.clone()).href()}>
                    { format!("{directory}/") }
                </a>
            }
        </span>
    }
}

fn marked(text: &str, query: &Query) -> Html {
    html! {
        for piece in highlight(text, query) {
            if piece.matched { <mark>{ piece.text }</mark> } else { { piece.text } }
        }
    }
}
