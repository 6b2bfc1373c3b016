//! A table of files, and the path of a file as links with the words that matched.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::listing::{Modified, Size};
use crate::mirror::RemotePath;
use crate::search::{Query, highlight};
use crate::text;
use crate::ui::route::Route;

/// Draws the name in one piece, so that it can be copied, what the query matched marked, and the directory as a link to browse.
pub fn file_path(path: &RemotePath, query: &Query) -> Html {
    let name = text::visible_name(path.name());
    let directory = path.parent().filter(|directory| !directory.is_root());
    html! {
        <span class="file-path">
            <span class="file-path__name"><bdi>{ marked(&name, query) }</bdi></span>
            if let Some(directory) = directory {
                <a class="file-path__directory" href={Route::directory(directory.clone()).href()}>
                    <bdi>{ text::visible_name(&format!("{directory}/")) }</bdi>
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

/// A file in the table.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRow {
    /// Path on the main site.
    pub path: RemotePath,
    /// Size, if known.
    pub size: Option<Size>,
    /// Date of last change, if known.
    pub modified: Option<Modified>,
    /// A description of the file, for a tooltip.
    pub description: Option<AttrValue>,
    /// Where the words of the search were found.
    pub why: AttrValue,
    /// Whether the file is picked.
    pub picked: bool,
}

/// Draws files with checkbox, path, size, date and reason; `on_pick` gets those picked (`true`) or dropped.
pub fn file_table(
    caption: &'static str,
    rows: &[FileRow],
    query: &Query,
    on_pick: &Callback<(Vec<RemotePath>, bool)>,
) -> Html {
    let all = !rows.is_empty() && rows.iter().all(|row| row.picked);
    let paths: Vec<RemotePath> = rows.iter().map(|row| row.path.clone()).collect();
    let on_all = on_pick.reform(move |picked| (paths.clone(), picked));
    html! {
        <table class="file-table">
            <caption class="visually-hidden">{ caption }</caption>
            <thead><tr>
                <th scope="col" class="file-table__pick">
                    { pick_box(format!("Select all {}", text::files(rows.len())), all, on_all) }
                </th>
                <th scope="col">{ "File" }</th>
                <th scope="col" class="num file-table__size">{ "Size" }</th>
                <th scope="col" class="num file-table__date">{ "Date" }</th>
                <th scope="col" class="file-table__why">{ "Match" }</th>
            </tr></thead>
            <tbody>
                for row in rows {
                    <Row key={row.path.as_str()} row={row.clone()} query={query.clone()} on_pick={on_pick.clone()} />
                }
            </tbody>
        </table>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RowProps {
    row: FileRow,
    query: Query,
    on_pick: Callback<(Vec<RemotePath>, bool)>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let row = &props.row;
    let path = row.path.clone();
    let on_change = props
        .on_pick
        .reform(move |picked| (vec![path.clone()], picked));
    html! {
        <tr data-picked={row.picked.to_string()} title={row.description.clone()}>
            <td class="file-table__pick">
                { pick_box(format!("Select {}", row.path.name()), row.picked, on_change) }
            </td>
            <th scope="row" class="file-table__name" data-why={row.why.clone()}>{ file_path(&row.path, &props.query) }</th>
            <td class="num file-table__size">{ size_cell(row.size) }</td>
            <td class="num file-table__date">{ date_cell(row.modified) }</td>
            <td class="file-table__why quiet">{ &row.why }</td>
        </tr>
    }
}

/// Draws a checkbox whose label is read out, in a target of 24 px at least.
pub fn pick_box(label: String, picked: bool, on_change: Callback<bool>) -> Html {
    let onchange = on_change.reform(|event: Event| {
        event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked())
    });
    html! {
        <label class="pick-box"><input type="checkbox" checked={picked} {onchange} aria-label={label} /></label>
    }
}

/// Writes a size with the exact bytes as tooltip.
pub(crate) fn size_cell(size: Option<Size>) -> Html {
    match size {
        Some(size) => html! { <span title={text::exact_size(size)}>{ text::size(size) }</span> },
        None => {
            html! { <span class="quiet" title="The size is not known.">{ text::UNKNOWN }</span> }
        }
    }
}

/// Writes a date to the day with all that is known as tooltip.
pub(crate) fn date_cell(modified: Option<Modified>) -> Html {
    match modified {
        Some(modified) => {
            let full = modified.to_string();
            let title = if modified.utc {
                full.clone()
            } else {
                format!("{full}, in the server’s own time")
            };
            let day = full.get(..10).unwrap_or(&full).to_owned();
            html! { <time datetime={full} {title}>{ day }</time> }
        }
        None => unknown_date(),
    }
}

/// Writes that a date is not known.
pub(super) fn unknown_date() -> Html {
    html! { <span class="quiet" title="The date is not known.">{ text::UNKNOWN }</span> }
}
