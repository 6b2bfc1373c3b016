//! A row of the grid of found files.

use yew::prelude::*;

use crate::listing::Size;
use crate::mirror::{RemotePath, name_text};
use crate::search::{FoundFile, Query};
use crate::ui::route::Route;
use crate::ui::text;

use super::file_path::marked;
use super::file_table::size_cell;
use super::long_table::row_number;

/// How a row stands in the grid.
#[derive(Clone, Copy)]
pub struct RowState<'a> {
    /// Its place.
    pub place: usize,
    /// Says whether it is the one that Tab leads to.
    pub active: bool,
    /// Says whether its file is picked.
    pub picked: bool,
    /// The words that were searched for.
    pub words: &'a Query,
    /// The host, if it is not the main site's.
    pub host: Option<&'a str>,
}

/// Draws a file with checkbox, name, directory, size, date, and what it is of. `on_pick` is told when the checkbox is used.
pub fn grid_row(file: &FoundFile, state: RowState<'_>, on_pick: Callback<Event>) -> Html {
    let tabindex = if state.active { "0" } else { "-1" };
    let path = &file.at.path;
    let name = name_text(path.name()).into_owned();
    html! {
        <tr key={state.place} {tabindex} aria-rowindex={row_number(state.place)} aria-selected={state.picked.to_string()}
            data-picked={state.picked.to_string()}>
            <td class="file-table__pick">
                <label class="pick-box"><input type="checkbox" checked={state.picked} onchange={on_pick} {tabindex}
                    aria-label={format!("Select {name}")} /></label>
            </td>
            <th scope="row" class="file-table__name">
                <span class="file-path">
                    <span class="file-path__name" title={name.clone()}>{ marked(&name, state.words) }</span>
                    { directory(path, &state, tabindex) }
                </span>
            </th>
            <td class="num file-table__size">{ size_cell(file.size.map(Size::Exact)) }</td>
            <td class="num file-table__date">{ day_cell(file.date) }</td>
            <td class="file-grid__of">{ tags(file) }</td>
        </tr>
    }
}

/// Draws a row that has not come yet.
pub fn waiting_row(place: usize, active: bool) -> Html {
    let tabindex = if active { "0" } else { "-1" };
    html! {
        <tr key={place} {tabindex} aria-rowindex={row_number(place)} aria-selected="false">
            <td class="file-grid__wait" colspan="5">{ "…" }</td>
        </tr>
    }
}

fn directory(path: &RemotePath, state: &RowState<'_>, tabindex: &'static str) -> Html {
    let directory = path.parent().unwrap_or_default();
    if let Some(host) = state.host {
        return html! { <span class="file-path__directory">{ format!("{host}/{directory}") }</span> };
    }
    let href = Route::directory(directory.clone()).href();
    html! { <a class="file-path__directory" {href} {tabindex}>{ marked(&format!("{directory}/"), state.words) }</a> }
}

fn tags(file: &FoundFile) -> Html {
    let tags = [&file.sample, &file.population, &file.collection];
    let tag = |tag: &String| html! { <span class="tag">{ tag.clone() }</span> };
    tags.into_iter().flatten().map(tag).collect()
}

/// Writes a day with its second as tooltip.
fn day_cell(date: Option<i64>) -> Html {
    let Some(date) = date else {
        return html! { <span class="quiet" title="The date is not known.">{ "–" }</span> };
    };
    let day = text::day(date);
    html! { <time datetime={day.clone()}>{ day }</time> }
}
