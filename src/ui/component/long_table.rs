//! A table of any number of rows, of which only those near the window are in the page.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_render::request_animation_frame;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, FocusOptions, HtmlElement};
use yew::prelude::*;

use super::row_window::{View, WHOLE, divide};

/// A table of `count` rows, drawn by their places. More than [`WHOLE`] must all have the same height.
pub struct LongTable<'a> {
    /// The caption, for screen readers.
    pub caption: String,
    /// The cells of the head row.
    pub head: Html,
    /// Number of rows.
    pub count: usize,
    /// Draws a row with a key and with [`row_number`] as its `aria-rowindex`.
    pub row: &'a dyn Fn(usize) -> Html,
}

/// The position of a table's rows in the window, and the row that has the focus. Made by [`use_rows`].
#[derive(Clone)]
pub struct Rows {
    body: NodeRef,
    state: UseReducerHandle<WindowState>,
}

/// The part of a table that was seen last.
#[derive(Clone, Copy, PartialEq)]
struct WindowState {
    view: View,
    /// The row that has the focus.
    focused: Option<usize>,
    /// The row that had it last.
    last: usize,
    /// Number of calls of [`Rows::go`].
    goes: u32,
}

/// A change of the part that is seen.
enum WindowAction {
    /// The rows were measured, of a table of so many.
    Measure(View, usize),
    /// This row has the focus, or none.
    Focus(Option<usize>),
    /// Give this row the focus.
    Go(usize),
}

impl Reducible for WindowState {
    type Action = WindowAction;

    fn reduce(self: Rc<Self>, action: WindowAction) -> Rc<Self> {
        let mut next = *self;
        match action {
            WindowAction::Measure(view, count) => {
                let same = (self.view.rows(count), self.view.row) == (view.rows(count), view.row);
                if same && self.view.page() == view.page() {
                    // Not rendered anew for each pixel.
                    return self;
                }
                next.view = view;
            }
            WindowAction::Focus(focused) => {
                next.focused = focused;
                next.last = focused.unwrap_or(self.last);
            }
            WindowAction::Go(place) => {
                (next.focused, next.last) = (Some(place), place);
                next.goes += 1;
            }
        }
        if next == *self { self } else { Rc::new(next) }
    }
}

/// Pixels of the window that are covered above by a table's head and below by the selection.
const COVERED: (f64, f64) = (64.0, 88.0);

/// Returns the number of a row among all: the head is the first.
pub fn row_number(place: usize) -> String {
    (place + 2).to_string()
}

/// Draws the table. The row that has the focus stays in the page wherever the window goes.
pub fn long_table(rows: &Rows, table: &LongTable<'_>) -> Html {
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
            { long_body(rows, table.count, table.row) }
        </table>
    }
}

/// Draws the rows near the window as the body of a table.
pub fn long_body(rows: &Rows, count: usize, row: &dyn Fn(usize) -> Html) -> Html {
    let state = rows.state.dispatcher();
    let on_focus = Callback::from(move |event: FocusEvent| {
        state.dispatch(WindowAction::Focus(focused_row(&event)));
    });
    html! { <tbody ref={rows.body.clone()} onfocusin={on_focus.clone()} onfocusout={on_focus}>{ drawn_rows(rows, count, row) }</tbody> }
}

/// Draws the rows near the window, the one that has the focus with its neighbours, to which Tab leads, and room for the
/// others: one list, so that a row that leaves the window stays the same element.
fn drawn_rows(rows: &Rows, count: usize, row: &dyn Fn(usize) -> Html) -> Html {
    if count <= WHOLE {
        return (0..count).map(row).collect();
    }
    let WindowState { view, focused, .. } = *rows.state;
    let window = view.rows(count);
    let focused = focused.filter(|place| *place < count);
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
        drawn.extend(kept.map(row));
        drawn.extend(gap(keys[1], after));
    };
    outside(&mut drawn, ["/1", "/2"], window.before, 0..window.first);
    drawn.extend((window.first..window.end).map(row));
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
    let state = use_reducer(|| WindowState {
        view: View::START,
        focused: None,
        last: 0,
        goes: 0,
    });
    {
        let (body, state) = (body.clone(), state.dispatcher());
        use_effect_with(count, move |count| {
            let count = *count;
            let look = move || {
                let view = body.cast::<Element>().and_then(|body| view_of(&body));
                if let Some(view) = view {
                    state.dispatch(WindowAction::Measure(view, count));
                }
            };
            let listeners = web_sys::window().filter(|_| count > WHOLE).map(|window| {
                let listen = ["scroll", "resize"].map(|name| {
                    let look = look.clone();
                    EventListener::new(&window, name, move |_| look())
                });
                (listen, after_frame(look))
            });
            move || drop(listeners)
        });
    }
    let rows = Rows { body, state };
    let goes = rows.state.goes;
    use_effect_with(goes, {
        let rows = rows.clone();
        move |goes| {
            if *goes > 0 {
                rows.focus(count);
            }
        }
    });
    rows
}

impl Rows {
    /// Returns the row that has the focus, or had it last.
    pub fn at(&self, count: usize) -> usize {
        self.state.last.min(count.saturating_sub(1))
    }

    /// Gives a row the focus, and scrolls there. The row need not be in the page yet.
    pub fn go(&self, count: usize, place: usize) {
        self.show(count, place);
        self.state.dispatch(WindowAction::Go(place));
    }

    /// Scrolls until a row is seen.
    pub fn show(&self, count: usize, place: usize) {
        let view = self.body.cast::<Element>().and_then(|body| view_of(&body));
        if let (Some(view), Some(window)) = (view, web_sys::window()) {
            window.scroll_by_with_x_and_y(0.0, view.to_show(count, place, COVERED));
        }
    }

    /// Returns the rows that are drawn.
    pub fn drawn(&self, count: usize) -> Range<usize> {
        if count <= WHOLE {
            return 0..count;
        }
        let window = self.state.view.rows(count);
        window.first..window.end
    }

    /// Returns the first row that is seen.
    pub fn top(&self, count: usize) -> usize {
        self.state.view.top(count)
    }

    /// Returns how many rows fit into the window.
    pub fn page(&self) -> usize {
        self.state.view.page()
    }

    /// Gives the focus to the row that is to have it.
    fn focus(&self, count: usize) {
        let place = self.at(count);
        // Where rows move faster than the scroll bar, the first time comes only near.
        self.show(count, place);
        let row = self.body.cast::<Element>().and_then(|body| {
            let selector = format!("tr[aria-rowindex=\"{}\"]", row_number(place));
            body.query_selector(&selector).ok()?
        });
        if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // A row that cannot take the focus leaves it where it was.
            let _ = row.focus_with_options(&options);
        }
    }
}

/// Does something behind the next frame, for which the browser lays the page out: to measure it earlier would do that twice.
/// Nothing is done once what is returned is dropped.
fn after_frame(act: impl FnOnce() + 'static) -> impl Sized {
    let timer = Rc::new(Cell::new(None));
    let frame = request_animation_frame({
        let timer = timer.clone();
        move |_| timer.set(Some(Timeout::new(0, act)))
    });
    (frame, timer)
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
