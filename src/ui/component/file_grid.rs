//! A row of the grid of found files, and where keys lead in the grid.

use yew::prelude::*;

use super::file_table::{marked, size_cell, unknown_date};
use super::long_table::row_number;
use crate::listing::Size;
use crate::mirror::RemotePath;
use crate::search::{FoundFile, Query};
use crate::text;
use crate::ui::route::{Page, Route};

/// Most bytes of a name that are taken for its ending.
const LONGEST_ENDING: usize = 16;

/// Fewest bytes at the start of names that are taken for what they have in common.
const SHORTEST_COMMON: usize = 8;

/// The state of a row of the grid.
#[derive(Clone)]
pub struct RowState<'a> {
    /// Index of the row, from 0.
    pub place: usize,
    /// Whether Tab leads to this row.
    pub active: bool,
    /// Whether the file is picked.
    pub picked: bool,
    /// The words that were searched for.
    pub words: &'a Query,
    /// The size, if known.
    pub size: Option<Size>,
    /// The host, if it is not the main site's.
    pub host: Option<&'a str>,
    /// The link to the page of the file.
    pub href: String,
    /// Where its name begins to differ from those beside it.
    pub differs: usize,
}

/// Draws a file with checkbox, name, directory, size, date, sample and collection. `on_pick` hears of each use of the checkbox, `on_copy`
/// of the button that opens the `menu`, which stands in the row while it is open.
pub fn grid_row(
    file: &FoundFile,
    state: &RowState<'_>,
    on_pick: Callback<Event>,
    on_copy: Callback<MouseEvent>,
    menu: Option<Html>,
) -> Html {
    let tabindex = if state.active { "0" } else { "-1" };
    let path = &file.at.path;
    let href = state.href.clone();
    let name = text::visible_name(path.name());
    let (start, end) = name.split_at(ending_of(&name));
    let (common, own) = start.split_at(state.differs.min(start.len()));
    let expanded = menu.is_some().to_string();
    html! {
        <tr key={state.place} {tabindex} aria-rowindex={row_number(state.place)} aria-selected={state.picked.to_string()}
            data-picked={state.picked.to_string()}>
            <td class="file-table__pick">
                <label class="pick-box"><input type="checkbox" checked={state.picked} onchange={on_pick} {tabindex}
                    aria-label={format!("Select {name}")} /></label>
            </td>
            <th scope="row" class="file-table__name">
                <span class="file-path">
                    <bdi class="file-path__name" title={name.clone()}><a class="file-grid__link" {href} {tabindex}>
                        // Read out as one word: browsers part the pieces by blanks.
                        <span class="visually-hidden">{ name.clone() }</span>
                        <span class="file-grid__start" aria-hidden="true">
                            if !common.is_empty() { <span class="file-grid__common">{ marked(common, state.words) }</span> }
                            <span class="file-grid__own">{ marked(own, state.words) }</span>
                        </span>
                        <span class="file-grid__end" aria-hidden="true">{ marked(end, state.words) }</span>
                    </a></bdi>
                    <span class="file-grid__below">
                        { directory(path, state, tabindex) }
                        <button type="button" class="file-grid__copy" {tabindex} onclick={on_copy} aria-haspopup="menu"
                            aria-expanded={expanded} aria-label={format!("Copy from {name}")}>{ "Copy" }</button>
                    </span>
                </span>
                { menu.unwrap_or_default() }
            </th>
            <td class="num file-table__size">{ size_cell(state.size) }</td>
            <td class="num file-table__date">{ day_cell(file.date) }</td>
            <td class="file-grid__of">{ tags(file) }</td>
        </tr>
    }
}

/// Returns where the ending of a name begins that tells what the file is: `.vcf.gz.tbi`.
fn ending_of(name: &str) -> usize {
    let late = name.len().saturating_sub(LONGEST_ENDING);
    let mut dots = name.match_indices('.').map(|(at, _)| at);
    dots.find(|at| *at > late).unwrap_or(name.len())
}

/// Returns where a name begins to differ from those beside it: at the start of a word, and 0 where too little is alike. The common
/// part may be cut without a loss.
pub fn differing_from(name: &str, beside: &[String]) -> usize {
    let alike = |other: &String| {
        let pairs = name.bytes().zip(other.bytes());
        pairs.take_while(|(one, other)| one == other).count()
    };
    let common = beside
        .iter()
        .map(alike)
        .filter(|alike| *alike >= SHORTEST_COMMON);
    let common = common.min().unwrap_or(0);
    let before = name.as_bytes().get(..common).unwrap_or_default();
    let word = before.iter().rposition(|byte| b"._-".contains(byte));
    word.map_or(0, |separator| separator + 1)
}

/// Draws a row that was not fetched yet.
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
        return html! { <bdi class="file-path__directory">{ text::visible_name(&format!("{host}/{directory}")) }</bdi> };
    }
    let href = Route::directory(directory.clone()).href();
    html! { <a class="file-path__directory" {href} {tabindex}><bdi>{ marked(&text::visible_name(&format!("{directory}/")), state.words) }</bdi></a> }
}

/// Draws what a file is of. Tab passes by the links: the page of the file has them too.
fn tags(file: &FoundFile) -> Html {
    let link = |place, name: &String| {
        let href = Route::named(place, name.clone()).href();
        html! { <a class="tag" {href} tabindex="-1">{ name.clone() }</a> }
    };
    html! {
        <>
            if let Some(name) = &file.sample { { link(Page::Sample, name) } }
            if let Some(code) = &file.population { { link(Page::Population, code) } }
            if let Some(id) = &file.collection { <span class="tag">{ id.clone() }</span> }
        </>
    }
}

/// Writes a day with its second as tooltip.
fn day_cell(date: Option<i64>) -> Html {
    let Some(date) = date else {
        return unknown_date();
    };
    let day = text::day(date);
    html! { <time datetime={day.clone()}>{ day }</time> }
}

/// Returns the row that a key leads to from a row of `count`, of which `page` are seen at a time; nothing if it leads nowhere.
pub fn row_of_key(key: &str, at: usize, count: usize, page: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let to = match key {
        "ArrowDown" => at + 1,
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => at + page,
        "PageUp" => at.saturating_sub(page),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(to.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_name_is_what_tells_its_kind() {
        for (name, end) in [
            ("ALL.chr22.phase3.genotypes.vcf.gz", ".vcf.gz"),
            ("ALL.chr22.phase3.genotypes.vcf.gz.tbi", ".vcf.gz.tbi"),
            ("NA12878.final.cram", ".final.cram"),
            ("README_no_dot_at_all", ""),
            (".hidden", ""),
            ("a.b", ".b"),
            ("", ""),
        ] {
            assert_eq!(&name[ending_of(name)..], end, "{name}");
        }
    }

    #[test]
    fn names_differ_from_those_beside_them_from_a_word_on() {
        let differs = |name: &str, beside: &[&str]| {
            let beside: Vec<String> = beside.iter().map(|name| (*name).to_owned()).collect();
            name[differing_from(name, &beside)..].to_owned()
        };
        let chr = |number: u8| format!("CCDG_14151_B01_chr{number}.filtered.vcf.gz");
        assert_eq!(
            differs(&chr(2), &[&chr(1), &chr(3)]),
            "chr2.filtered.vcf.gz"
        );
        assert_eq!(
            differs(&chr(2), &["README", &chr(3)]),
            "chr2.filtered.vcf.gz"
        );
        let index = format!("{}.tbi", chr(2));
        assert_eq!(differs(&index, &[&chr(2)]), "gz.tbi");
        assert_eq!(
            differs(&index, &[&chr(2), &chr(3)]),
            "chr2.filtered.vcf.gz.tbi"
        );
        assert_eq!(differs("README", &["READY"]), "README");
        assert_eq!(differs("ä.ä.ä.ä.ä.b", &["ä.ä.ä.ä.ä.c"]), "b");
        assert_eq!(differs("", &[""]), "");
    }

    #[test]
    fn keys_lead_to_rows_and_never_beyond_them() {
        for (key, at, expected) in [
            ("ArrowDown", 4, Some(5)),
            ("ArrowDown", 99, Some(99)),
            ("ArrowUp", 4, Some(3)),
            ("ArrowUp", 0, Some(0)),
            ("PageDown", 4, Some(24)),
            ("PageDown", 90, Some(99)),
            ("PageUp", 30, Some(10)),
            ("PageUp", 5, Some(0)),
            ("Home", 50, Some(0)),
            ("End", 50, Some(99)),
            ("Enter", 50, None),
        ] {
            assert_eq!(row_of_key(key, at, 100, 20), expected, "{key} at {at}");
        }
        assert_eq!(row_of_key("End", 0, 0, 20), None);
    }
}
