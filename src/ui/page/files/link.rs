//! A link to what is seen, with the selection in it.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::selection::Linked;
use crate::table::Md5;
use crate::ui::component::button;
use crate::ui::route::Route;
use crate::ui::state::file_search::SeenRows;
use crate::ui::state::task::use_task;
use crate::ui::state::{AppContext, use_app};

/// Properties of [`LinkButton`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct LinkButtonProps {
    /// The rows that are seen.
    pub(super) seen: Rc<Cell<SeenRows>>,
}

/// Draws the button that copies the link. Where the clipboard is denied, the link stands beside it.
#[component]
pub(super) fn LinkButton(props: &LinkButtonProps) -> Html {
    let app = use_app();
    let digests = use_digests(&app);
    let shown = use_state(|| None::<String>);
    let task = use_mut_ref(|| None);
    let on_click = {
        let (app, seen, shown) = (app.clone(), props.seen.clone(), shown.setter());
        Callback::from(move |_: MouseEvent| {
            let (link, whole) = link_to(&app, &digests, seen.get().top);
            let words = if whole {
                "Link copied."
            } else {
                "Link copied. The selection is too large for a link, and is not in it."
            };
            let written = app.ports.clipboard.write(&link);
            let (announce, shown) = (app.announce.clone(), shown.clone());
            *task.borrow_mut() = Some(app.ports.spawner.spawn(Box::pin(async move {
                if written.await.is_ok() {
                    shown.set(None);
                    announce.emit(words.to_owned());
                } else {
                    shown.set(Some(link));
                }
            })));
        })
    };
    let said = app
        .said
        .1
        .starts_with("Link copied")
        .then(|| app.said.1.to_string());
    let select = Callback::from(|event: FocusEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            input.select();
        }
    });
    html! {
        <>
            { button("button", "Copy link", on_click) }
            if let Some(said) = said { <span class="quiet">{ said }</span> }
            if let Some(link) = &*shown {
                <label class="link-text">{ "The browser does not allow copying. The link is: " }
                    <input readonly=true value={link.clone()} onfocus={select} /></label>
            }
        </>
    }
}

/// Returns the link to what is seen, and whether the selection is in it.
fn link_to(app: &AppContext, digests: &[Option<Md5>], top: usize) -> (String, bool) {
    let selection = app.selection.0.current();
    let linked = Linked::new(selection, digests);
    let whole = linked.is_some();
    let route = Route {
        row: u32::try_from(top).unwrap_or_default(),
        linked: Rc::new(linked.unwrap_or_default()),
        ..app.navigation.route.clone()
    };
    let page = app.ports.page_url.split('#').next().unwrap_or_default();
    ([page, &route.href()].concat(), whole)
}

/// Finds the digests of what the selection's rules find, in their order.
#[hook]
fn use_digests(app: &AppContext) -> Vec<Option<Md5>> {
    let found = use_state(|| (String::new(), Vec::new()));
    let rules = app.selection.0.current().rules().iter();
    let rules: Vec<String> = rules.map(|rule| rule.query.clone()).collect();
    let key = [app.lists.digest().unwrap_or_default(), &rules.join("\n")].join("\n");
    let digests = if found.0 == key {
        found.1.clone()
    } else {
        Vec::new()
    };
    let (ports, set) = (app.ports.clone(), found.setter());
    let start = {
        let key = key.clone();
        move || {
            (!rules.is_empty()).then(|| {
                let spawner = ports.spawner.clone();
                spawner.spawn(Box::pin(async move {
                    let mut digests = Vec::with_capacity(rules.len());
                    for rule in &rules {
                        let tally = ports.search.tally(std::slice::from_ref(rule), true).await;
                        digests.push(tally.ok().and_then(|tally| tally.digest));
                    }
                    set.set((key, digests));
                }))
            })
        }
    };
    use_task(key, Box::new(start));
    digests
}
