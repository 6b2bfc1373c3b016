//! The text in the search box. The route has the query; the box has at most a draft of the next one.

use yew::prelude::*;

use crate::search::FileQuery;
use crate::ui::ports::AppPorts;
use crate::ui::route::Route;
use crate::ui::state::Navigation;
use crate::ui::state::task::use_task;

/// Milliseconds from the last key until the draft becomes the route's query.
const DEBOUNCE: u32 = 150;

/// A text that is not the route's query yet.
#[derive(Clone, PartialEq)]
struct Draft {
    text: String,
    /// The route's query while this was typed. A draft over another query counts no more: Back, or a link, has changed the query.
    over: String,
}

/// The text in the box, and how it changes.
pub(super) struct BoxText {
    /// The draft, else the route's query.
    pub(super) text: String,
    /// Gets each text that is typed.
    pub(super) on_input: Callback<String>,
    /// Gets the text when Enter is pressed.
    pub(super) on_submit: Callback<String>,
    /// Changes the query as a click does, so that Back undoes it.
    pub(super) set_query: Callback<FileQuery>,
}

/// Holds the draft, which becomes the route's query after a pause.
#[hook]
pub(super) fn use_box_text(ports: &AppPorts, navigation: &Navigation) -> BoxText {
    let draft = use_state_eq(|| None::<Draft>);
    let route = &navigation.route;
    let typed = draft.as_ref().filter(|draft| draft.over == route.query);
    let text = typed.map_or(&route.query, |draft| &draft.text).clone();
    // Else Back to the query over which a draft was typed would bring the draft again.
    use_effect_with(route.query.clone(), {
        let draft = draft.setter();
        move |_| draft.set(None)
    });
    let new = Some(text.clone()).filter(|text| *text != route.query);
    use_task(new.clone(), {
        let (ports, navigation) = (ports.clone(), navigation.clone());
        move || {
            let query = new?;
            let clock = ports.clock.clone();
            Some(ports.spawner.spawn(Box::pin(async move {
                clock.sleep(DEBOUNCE).await;
                let route = with_query(&navigation.route, query);
                navigation.go.emit((route, true));
            })))
        }
    });
    // The same ones as long as the route is, so that the grid is not drawn anew with each key.
    let on_input = use_callback(route.query.clone(), {
        let draft = draft.setter();
        move |text: String, query| {
            let over = query.clone();
            draft.set(Some(Draft { text, over }));
        }
    });
    let on_submit = use_callback(route.clone(), {
        let go = navigation.go.clone();
        move |query: String, route| go.emit((with_query(route, query), true))
    });
    let set_query = use_callback(route.clone(), {
        let (draft, go) = (draft.setter(), navigation.go.clone());
        move |query: FileQuery, route: &Route| {
            let text = query.to_string();
            let over = route.query.clone();
            // The box shows the query before the address has it.
            draft.set(Some(Draft {
                text: text.clone(),
                over,
            }));
            go.emit((with_query(route, text), false));
        }
    });
    BoxText {
        text,
        on_input,
        on_submit,
        set_query,
    }
}

/// Returns the route with another query, at its first row.
fn with_query(route: &Route, query: String) -> Route {
    Route {
        query,
        row: 0,
        ..route.clone()
    }
}
