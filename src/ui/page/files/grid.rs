//! The found files as a grid: sorted, picked by mouse and by keys.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{HtmlInputElement, KeyboardEvent, MouseEvent};
use yew::prelude::*;

use crate::listing::Size;
use crate::mirror::HostName;
use crate::search::{FileQuery, FoundFile, Order, Query, words_to_mark};
use crate::selection::{Action, Picked};
use crate::text;
use crate::ui::component::{
    RowState, differing_from, grid_row, long_body, pick_box, row_of_key, sort_heading, use_rows,
    waiting_row,
};
use crate::ui::route::Route;
use crate::ui::state::file_search::{FileSearch, FoundFiles, SeenRows, use_missing_rows};
use crate::ui::state::{
    Navigation, use_announce, use_navigation, use_ports, use_selection, use_site,
};

use super::actions::actions;
use super::pick::{Grid, ShiftRange};
use super::row_menu::{RowMenu, copy_name};

/// Rows at the end whose menus open upwards.
const LAST_ROWS: usize = 3;

/// Properties of [`FileGrid`].
#[derive(Clone, PartialEq, Properties)]
pub struct FileGridProps {
    /// The search, which has a result.
    pub search: UseReducerHandle<FileSearch>,
    /// The rows that are seen, written after each rendering.
    pub seen: Rc<RefCell<SeenRows>>,
    /// Changes the query.
    pub set_query: Callback<FileQuery>,
}

/// The grid.
#[component]
pub fn FileGrid(props: &FileGridProps) -> Html {
    let ports = use_ports();
    let navigation = use_navigation();
    let (site, selection, announce) = (use_site(), use_selection(), use_announce());
    let found = props.search.last().cloned();
    let count = found.as_ref().map_or(0, |found| found.count());
    let rows = use_rows(count);
    let shift = use_mut_ref(ShiftRange::default);
    let menu = use_state_eq(|| None::<usize>);
    let drawn = rows.drawn(count);
    let now = SeenRows {
        first: drawn.start,
        end: drawn.end,
        top: rows.top(count),
    };
    use_effect_with((now, props.seen.clone()), |(now, seen)| {
        seen.replace(*now);
    });
    use_missing_rows(&ports, &props.search, drawn);
    use_effect_with((), {
        let (rows, row) = (rows.clone(), navigation.route.row as usize);
        move |()| {
            if row > 0 {
                rows.show(count, row);
            }
        }
    });
    // Of the query of the result, not of what is being typed.
    let words = use_memo(found.as_ref().map(|found| found.key.clone()), |_| {
        let marked = |found: &Rc<FoundFiles>| {
            let query = FileQuery::parse(&found.key.view.query).ok()?;
            Some(words_to_mark(&query, Some(&found.result)))
        };
        found.as_ref().and_then(marked).unwrap_or_default()
    });
    let Some(found) = found else {
        return Html::default();
    };
    let grid = Rc::new(Grid {
        ports,
        navigation,
        site,
        selection,
        announce,
        found,
        rows,
        shift,
        menu,
    });
    html! {
        <>
            { actions(&grid, &props.seen, &props.set_query) }
            { table(&grid, &words) }
        </>
    }
}

fn table(grid: &Rc<Grid>, words: &Query) -> Html {
    let count = grid.found.count();
    let on_key = {
        let grid = grid.clone();
        Callback::from(move |event: KeyboardEvent| grid.key(&event))
    };
    let on_click = {
        let grid = grid.clone();
        Callback::from(move |event: MouseEvent| grid.click(&event))
    };
    // Else a click with Shift marks text.
    let on_press = Callback::from(|event: MouseEvent| {
        if event.shift_key() {
            event.prevent_default();
        }
    });
    let at = grid.rows.at(count);
    let row = |place: usize| grid.row(place, place == at, words);
    let on_all = {
        let grid = grid.clone();
        Callback::from(move |all| grid.pick_all(all))
    };
    html! {
        <table class="file-table file-table--long file-grid" role="grid" aria-label="Files found" aria-multiselectable="true"
            aria-rowcount={(count + 1).to_string()} onkeydown={on_key} onclick={on_click} onmousedown={on_press} oncopy={Callback::from(copy_name)}>
            <thead><tr aria-rowindex="1">
                <th scope="col" class="file-table__pick">
                    { pick_box(format!("Select all {}", text::files(count)), grid.all_picked(), on_all) }
                </th>
                { heading(&grid.navigation, "File", Order::Path) }
                { heading(&grid.navigation, "Size", Order::Size) }
                { heading(&grid.navigation, "Date", Order::Date) }
                <th scope="col" class="file-grid__of">{ "Sample and collection" }</th>
            </tr></thead>
            { long_body(&grid.rows, count, &row) }
        </table>
    }
}

/// Draws a column's head: a click sorts, a second reverses the order, a third sorts by relevance again.
fn heading(navigation: &Navigation, label: &'static str, order: Order) -> Html {
    let (go, now) = (navigation.go.clone(), navigation.route.clone());
    let sorted = (now.order == order).then_some(now.descending);
    let on_sort = Callback::from(move |_: MouseEvent| {
        let (order, descending) = match sorted {
            None => (order, false),
            Some(false) => (order, true),
            Some(true) => (Order::Rank, false),
        };
        let route = Route {
            order,
            descending,
            row: 0,
            ..now.clone()
        };
        go.emit((route, true));
    });
    sort_heading(label, sorted, order != Order::Path, on_sort)
}

impl Grid {
    fn row(self: &Rc<Self>, place: usize, active: bool, words: &Query) -> Html {
        let Some(file) = self.found.row(place) else {
            return waiting_row(place, active);
        };
        let named = self.named(file);
        let state = RowState {
            place,
            active,
            picked: self.is_picked(file, &named),
            words,
            size: self.size_of(file, &named),
            host: named.host().map(HostName::as_str),
            href: Route::file(named.clone()).href(),
            differs: self.differing(place, &text::visible_name(file.at.path.name())),
        };
        let grid = self.clone();
        let on_pick = Callback::from(move |_: Event| grid.toggle(place));
        let on_copy = {
            let menu = self.menu.setter();
            Callback::from(move |_: MouseEvent| menu.set(Some(place)))
        };
        let menu = (*self.menu == Some(place)).then(|| {
            let grid = self.clone();
            let on_close = Callback::from(move |returns: bool| {
                grid.menu.set(None);
                if returns {
                    grid.rows.go(grid.found.count(), place);
                }
            });
            let upwards = place > LAST_ROWS && place + LAST_ROWS >= self.found.count();
            html! { <RowMenu file={self.named(file)} {upwards} {on_close} /> }
        });
        grid_row(file, &state, on_pick, on_copy, menu)
    }

    /// Returns where the name of a row begins to differ from those of the rows beside it.
    fn differing(&self, place: usize, name: &str) -> usize {
        let beside = [place.checked_sub(1), Some(place + 1)];
        let beside = beside.into_iter().flatten();
        let rows = beside.filter_map(|place| self.found.row(place));
        let names: Vec<String> = rows
            .map(|file| text::visible_name(file.at.path.name()))
            .collect();
        differing_from(name, &names)
    }

    /// Returns a file's size from the list, else from what else is known of it.
    fn size_of(&self, file: &FoundFile, named: &Picked) -> Option<Size> {
        match (file.size, named) {
            (Some(size), _) => Some(Size::Exact(size)),
            (None, Picked::Main(path)) => self.site.known.facts(path, &self.site.mirror).size,
            (None, Picked::Elsewhere(_)) => None,
        }
    }

    fn key(&self, event: &KeyboardEvent) {
        let count = self.found.count();
        let at = self.rows.at(count);
        let key = event.key();
        let in_row = event.target_dyn_into::<HtmlInputElement>().is_none();
        let target = event.target_dyn_into::<web_sys::Element>();
        let tag = target.map(|target| target.tag_name()).unwrap_or_default();
        let (on_row, on_button) = (tag == "TR", tag == "BUTTON");
        let with_control = event.ctrl_key() || event.meta_key();
        if let Some(to) = row_of_key(&key, at, count, self.rows.page()) {
            if event.shift_key() {
                self.extend(at, to);
            } else {
                self.end_range();
            }
            self.rows.go(count, to);
        } else if key == "Enter" && on_row {
            if let Some(file) = self.found.row(at) {
                let route = Route::file(self.named(file));
                self.navigation.go.emit((route, false));
            }
        } else if key.eq_ignore_ascii_case("c") && on_row && !with_control {
            self.menu.set(Some(at));
        } else if key == " " && in_row && !on_button {
            self.end_range();
            self.toggle(at);
        } else if key.eq_ignore_ascii_case("a") && with_control {
            self.pick_all(true);
        } else if key == "Escape" {
            let added = std::mem::take(&mut self.shift.borrow_mut().added);
            self.pick(Action::Remove(added));
            self.end_range();
        } else {
            return;
        }
        event.prevent_default();
    }

    fn click(&self, event: &MouseEvent) {
        let element = event.target_dyn_into::<web_sys::Element>();
        let row = element.and_then(|element| element.closest("tbody tr[aria-rowindex]").ok()?);
        let number = row.and_then(|row| row.get_attribute("aria-rowindex")?.parse::<usize>().ok());
        let Some(place) = number.and_then(|number| number.checked_sub(2)) else {
            return;
        };
        if event.shift_key() {
            event.prevent_default();
            let at = self.rows.at(self.found.count());
            let anchor = self.shift.borrow().range.map(|range| range.end);
            self.extend(anchor.unwrap_or(at), place);
        } else {
            self.end_range();
        }
    }
}
