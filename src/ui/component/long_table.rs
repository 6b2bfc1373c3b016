//! A table of any number of rows, of which only those near the window are in the page.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};
use yew::prelude::*;

use super::row_window::{View, WHOLE, divide};

/// A table of `count` rows, drawn by their places. More than [`WHOLE`] must all have the same height.
pub struct LongTable<'a> {
    /// What the table shows.
    pub caption: String,
    /// The cells of the head row.
    pub head: Html,
    /// How many rows there are.
    pub count: usize,
    /// Draws a row with a key and with [`row_number`] as its `aria-rowindex`.
    pub row: &'a dyn Fn(usize) -> Html,
}

/// Where the rows of a table are, and which of them has the focus. Made by [`use_rows`].
pub struct Rows {
    body: NodeRef,
    seen: Rc<RefCell<Seen>>,
    update: UseForceUpdateHandle,
}

/// What was seen last.
#[derive(Clone, Copy, PartialEq)]
struct Seen {
    view: View,
    /// The row that has the focus.
    focused: Option<usize>,
}

/// Returns the number of a row among all: the head is the first.
pub fn row_number(place: usize) -> String {
    (place + 2).to_string()
}

/// Draws the table. The row that has the focus stays in the page wherever the window goes.
pub fn long_table(rows: &Rows, table: &LongTable<'_>) -> Html {
    let (seen, update) = (rows.seen.clone(), rows.update.clone());
    let on_focus = Callback::from(move |event: FocusEvent| {
        let focused = focused_row(&event);
        let view = seen.borrow().view;
        if seen.replace(Seen { view, focused }).focused != focused {
            update.force_update();
        }
    });
    let long = table.count > WHOLE;
    let class = if long {
        "file-table file-table--browse file-table--long"
    } else {
        "file-table file-table--browse"
    };
    html! {
        <table {class} aria-rowcount={long.then(|| (table.count + 1).to_string())}>
            <caption class="visually-hidden">{ table.caption.clone() }</caption>
            <thead><tr aria-rowindex={long.then_some("1")}>{ table.head.clone() }</tr></thead>
            <tbody ref={rows.body.clone()} onfocusin={on_focus.clone()} onfocusout={on_focus}>{ body(rows, table) }</tbody>
        </table>
    }
}

/// Draws the rows near the window, the one that has the focus with its neighbours, to which Tab leads, and room for the
/// others: one list, so that a row that leaves the window stays the same element.
fn body(rows: &Rows, table: &LongTable<'_>) -> Html {
    let count = table.count;
    if count <= WHOLE {
        return (0..count).map(table.row).collect();
    }
    let Seen { view, focused } = *rows.seen.borrow();
    let window = view.rows(count);
    let kept = focused.map_or(0..0, |place| place.saturating_sub(1)..place + 2);
    let mut drawn = Vec::with_capacity(window.end - window.first + 7);
    let outside = |drawn: &mut Vec<Html>, keys: [&'static str; 2], room, places: Range<usize>| {
        let kept = kept.start.max(places.start)..kept.end.min(places.end);
        if kept.is_empty() {
            drawn.extend(gap(keys[0], room));
            return;
        }
        let among = kept.start - places.start..kept.end - places.start;
        let (before, after) = divide(room, places.len(), among, view.row);
        drawn.extend(gap(keys[0], before));
        drawn.extend(kept.map(table.row));
        drawn.extend(gap(keys[1], after));
    };
    outside(&mut drawn, ["/1", "/2"], window.before, 0..window.first);
    drawn.extend((window.first..window.end).map(table.row));
    outside(&mut drawn, ["/3", "/4"], window.after, window.end..count);
    drawn.into_iter().collect()
}

/// Draws room for rows that are not in the page. The key holds a slash, which no name does. One cell is enough, as the number
/// of columns depends on the window's width.
///
/// The height is an attribute of HTML 3.2, as the page's policy forbids `style`.
fn gap(key: &'static str, height: u32) -> Option<Html> {
    (height > 0).then(|| {
        html! {
            <tr {key} class="file-table__gap" aria-hidden="true">
                <td height={height.to_string()} />
            </tr>
        }
    })
}

/// Follows the window over a table of `count` rows, and renders anew when other rows are seen.
#[hook]
pub fn use_rows(count: usize) -> Rows {
    let body = use_node_ref();
    let seen = use_mut_ref(|| Seen {
        view: View::START,
        focused: None,
    });
    let update = use_force_update();
    {
        let (body, seen, update) = (body.clone(), seen.clone(), update.clone());
        use_effect_with(count, move |count| {
            let count = *count;
            let look = move || {
                let Some(view) = body.cast::<Element>().and_then(|body| view_of(&body)) else {
                    return;
                };
                let before = std::mem::replace(&mut seen.borrow_mut().view, view);
                if (before.rows(count), before.row) != (view.rows(count), view.row) {
                    update.force_update();
                }
            };
            let listeners = web_sys::window().filter(|_| count > WHOLE).map(|window| {
                look();
                ["scroll", "resize"].map(|name| {
                    let look = look.clone();
                    EventListener::new(&window, name, move |_| look())
                })
            });
            move || drop(listeners)
        });
    }
    Rows { body, seen, update }
}

/// Measures where the rows of a table are.
fn view_of(body: &Element) -> Option<View> {
    let height = web_sys::window()?.inner_height().ok()?.as_f64()?;
    let row = body.query_selector("tr[aria-rowindex]").ok()??;
    Some(View {
        above: -body.get_bounding_client_rect().top(),
        height,
        row: row.get_bounding_client_rect().height(),
    })
}

/// Returns the place of the row that has the focus after this event.
///
/// A row must be known before it has the focus, or it would be taken out of the page in between. While the page itself is
/// without the focus, the row keeps it.
fn focused_row(event: &FocusEvent) -> Option<usize> {
    let target = event.target();
    let next = if event.type_() == "focusin" {
        target
    } else {
        let active = web_sys::window()?.document()?.active_element();
        let is_active = |target: &EventTarget| active.as_ref().map(AsRef::as_ref) == Some(target);
        event.related_target().or_else(|| target.filter(is_active))
    };
    let row = next?.dyn_into::<Element>().ok()?;
    let row = row.closest("tr[aria-rowindex]").ok()??;
    let number: usize = row.get_attribute("aria-rowindex")?.parse().ok()?;
    number.checked_sub(2)
}
