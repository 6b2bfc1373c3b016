//! What is done with all files that were found: select them, get them, find their indexes, link to them; and why they stand in
//! their order.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::link::LinkButton;
use super::pick::Grid;
use crate::plan::Totals;
use crate::search::{FileQuery, QueryField};
use crate::text;
use crate::ui::component::{button, named_button};
use crate::ui::route::{Page, Route};
use crate::ui::state::file_search::{FoundFiles, SeenRows};

/// Kinds of files that have indexes, and the kinds of those.
const WITH_INDEX: [&str; 4] = ["cram", "bam", "vcf", "bcf"];
const INDEXES: [&str; 5] = ["crai", "bai", "tbi", "csi", "index"];

/// Draws what is done with all files at once.
pub(super) fn actions(
    grid: &Rc<Grid>,
    seen: &Rc<RefCell<SeenRows>>,
    set_query: &Callback<FileQuery>,
) -> Html {
    let result = &grid.found.result;
    let size = text::total_size(&Totals::from(&**result));
    let all = grid.rule_of_all().is_some();
    let verb = if all { "Drop" } else { "Select" };
    let label = format!("{verb} all {}: {size}", text::files(result.files as usize));
    let select = {
        let grid = grid.clone();
        Callback::from(move |_: MouseEvent| grid.pick_all(!all))
    };
    let indexes = with_indexes(&grid.found).map(|(label, query)| {
        let set_query = set_query.clone();
        let on_click = Callback::from(move |_: MouseEvent| set_query.emit(query.clone()));
        button("button", label, on_click)
    });
    let get = {
        let grid = grid.clone();
        Callback::from(move |_: MouseEvent| {
            if !all {
                grid.pick_all(true);
            }
            let go = &grid.navigation.go;
            go.emit((Route::to(Page::Get), false));
        })
    };
    let view = &grid.found.key.view;
    let why = text::order_words(
        view.order,
        view.descending,
        result.first_why,
        view.query.is_empty(),
    );
    html! {
        <>
            <div class="actions">
                { button("button", label, select) }
                { named_button("button button--primary", "Get all", text::get_all(result.files), get) }
                { indexes.unwrap_or_default() }
                <LinkButton seen={seen.clone()} />
            </div>
            <details class="why"><summary>{ "Why this order" }</summary><p>{ why }</p></details>
        </>
    }
}

/// Returns the label and the query of the button that adds index files to the results, or removes them if the query asks for them.
/// `None` if the results have no index files to add.
fn with_indexes(found: &FoundFiles) -> Option<(&'static str, FileQuery)> {
    let query = FileQuery::parse(&found.key.view.query).ok()?;
    let mut chosen = query.values(QueryField::Type).to_vec();
    chosen.extend_from_slice(query.values(QueryField::Kind));
    let has = |kinds: &[&str]| {
        let mut facets = found.result.facets.iter();
        match facets.find(|facet| facet.field == QueryField::Kind) {
            Some(facet) if chosen.is_empty() => {
                let mut values = facet.values.iter();
                values.any(|(value, count)| *count > 0 && kinds.contains(&&**value))
            }
            _ => chosen.iter().any(|value| kinds.contains(&&**value)),
        }
    };
    if !query.values(QueryField::With).is_empty() {
        return Some((
            "Without their indexes",
            query.without_field(QueryField::With),
        ));
    }
    let lacks = !query.is_empty() && has(&WITH_INDEX) && !has(&INDEXES);
    lacks.then(|| {
        (
            "Also their indexes",
            query.with_value(QueryField::With, "index", true),
        )
    })
}
