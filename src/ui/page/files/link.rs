//! A link to what is seen, with the selection in it.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::selection::Linked;
use crate::ui::component::button;
use crate::ui::route::Route;
use crate::ui::state::file_search::SeenRows;
use crate::ui::state::loaded::use_latest_task;
use crate::ui::state::{use_announce, use_navigation, use_ports, use_selection};

/// Properties of [`LinkButton`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct LinkButtonProps {
    /// The rows that are seen.
    pub(super) seen: Rc<RefCell<SeenRows>>,
}

/// What became of the last link.
#[derive(Clone, PartialEq)]
enum Outcome {
    /// It is on the clipboard, as these words say.
    Copied(&'static str),
    /// The clipboard is denied; this is the link.
    Denied(String),
}

/// The button that copies the link. Where the clipboard is denied, the link stands beside it.
#[component]
pub(super) fn LinkButton(props: &LinkButtonProps) -> Html {
    let ports = use_ports();
    let navigation = use_navigation();
    let selection = use_selection();
    let announce = use_announce();
    let outcome = use_state_eq(|| None::<Outcome>);
    let task = use_latest_task(&ports);
    // What was copied is no longer the link to what is seen.
    use_effect_with((navigation.route.clone(), selection.selections.clone()), {
        let outcome = outcome.setter();
        move |_| outcome.set(None)
    });
    let on_click = {
        let (outcome, seen) = (outcome.setter(), props.seen.clone());
        Callback::from(move |_: MouseEvent| {
            let linked = Linked::new(selection.current());
            let words = if linked.is_some() {
                "Link copied."
            } else {
                "Link copied. The selection is too large for a link, and is not in it."
            };
            let route = Route {
                row: u32::try_from(seen.borrow().top).unwrap_or_default(),
                linked: Rc::new(linked.unwrap_or_default()),
                ..navigation.route.clone()
            };
            let link = route.address(&ports.page_url);
            let written = ports.clipboard.write(&link);
            let (announce, outcome) = (announce.clone(), outcome.clone());
            task.run(async move {
                if written.await.is_ok() {
                    outcome.set(Some(Outcome::Copied(words)));
                    announce.emit(words.to_owned());
                } else {
                    outcome.set(Some(Outcome::Denied(link)));
                }
            });
        })
    };
    let select = Callback::from(|event: FocusEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            input.select();
        }
    });
    html! {
        <>
            { button("button", "Copy link", on_click) }
            { match &*outcome {
                None => Html::default(),
                Some(Outcome::Copied(words)) => html! { <span class="quiet">{ *words }</span> },
                Some(Outcome::Denied(link)) => html! {
                    <label class="link-text">{ "The browser does not allow copying. The link is: " }
                        <input readonly=true value={link.clone()} onfocus={select} /></label>
                },
            } }
        </>
    }
}
