//! What can be copied from a row: the address on the mirror in use, the path, the MD5.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Node};
use yew::prelude::*;

use crate::client::{locations, whole_path};
use crate::selection::Picked;
use crate::text;
use crate::ui::component::row_of_key;
use crate::ui::state::loaded::use_latest_task;
use crate::ui::state::lookup::use_details;
use crate::ui::state::{use_announce, use_ports, use_site};

/// Properties of [`RowMenu`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RowMenuProps {
    /// The file.
    pub(super) file: Picked,
    /// Whether it opens above its row.
    pub(super) upwards: bool,
    /// It is closed; with `true`, the focus goes back to the row.
    pub(super) on_close: Callback<bool>,
}

/// The open menu. The first item has the focus; arrow keys move it, Escape and Tab close.
#[component]
pub(super) fn RowMenu(props: &RowMenuProps) -> Html {
    let (ports, site, announce) = (use_ports(), use_site(), use_announce());
    let node = use_node_ref();
    let task = use_latest_task(&ports);
    let denied = use_state_eq(|| false);
    use_effect_with(node.clone(), |node| focus(node, 0));
    let found = use_details(&ports, &site, Some(props.file.clone()));
    let places = locations(&site.known.registry, &props.file, ports.page_is_loopback);
    let mut there = places.iter().filter(|place| place.url.is_ok());
    let chosen = there.clone().find(|place| place.name == site.mirror.name);
    let address = chosen.or_else(|| there.next());
    let known_md5 = match &props.file {
        Picked::Main(path) => site.known.facts(path, &site.mirror).md5,
        Picked::Elsewhere(_) => None,
    };
    let details = found
        .as_ref()
        .and_then(|found| found.as_ref().ok()?.as_ref());
    let sum = details.and_then(|details| details.md5).or(known_md5);
    let items = [
        (
            address.map_or("Address".to_owned(), |place| {
                format!("Address at {}", place.name)
            }),
            address.and_then(|place| place.url.clone().ok()),
            "",
        ),
        (
            "Path".to_owned(),
            Some(whole_path(&site.known.registry, &props.file)),
            "",
        ),
        (
            "MD5".to_owned(),
            sum.map(|md5| md5.to_string()),
            if found.is_none() {
                text::LOADING
            } else {
                text::UNKNOWN
            },
        ),
    ];
    let item = |(label, value, lack): (String, Option<String>, &'static str)| {
        let is_there = value.is_some();
        let (write, announce, denied) =
            (ports.clipboard.clone(), announce.clone(), denied.setter());
        let (task, close, what) = (task.clone(), props.on_close.clone(), label.clone());
        let on_click = Callback::from(move |_: MouseEvent| {
            let Some(value) = &value else { return };
            let written = write.write(value);
            let (announce, denied) = (announce.clone(), denied.clone());
            let (close, what) = (close.clone(), what.clone());
            task.run(async move {
                if written.await.is_ok() {
                    announce.emit(format!("{what} copied"));
                    close.emit(true);
                } else {
                    announce.emit(text::copied(false).to_owned());
                    denied.set(true);
                }
            });
        });
        html! {
            <button type="button" role="menuitem" tabindex="-1" aria-disabled={(!is_there).then_some("true")} onclick={on_click}>
                { label }if !is_there { <span class="quiet">{ format!(": {lack}") }</span> }
            </button>
        }
    };
    let on_key = {
        let (node, close) = (node.clone(), props.on_close.clone());
        Callback::from(move |event: KeyboardEvent| {
            // The rows below do not move.
            event.stop_propagation();
            let key = event.key();
            let items = items_of(&node);
            let at = items.iter().position(is_focused).unwrap_or(0);
            if key == "Escape" || key == "Tab" {
                close.emit(true);
            } else if let Some(to) = row_of_key(&key, at, items.len(), items.len()) {
                focus(&node, to);
            } else {
                return;
            }
            event.prevent_default();
        })
    };
    let on_leave = {
        let (node, close) = (node.clone(), props.on_close.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event
                .related_target()
                .and_then(|to| to.dyn_into::<Node>().ok());
            let menu = node.cast::<Node>();
            if !menu.is_some_and(|menu| to.is_some() && menu.contains(to.as_ref())) {
                close.emit(false);
            }
        })
    };
    html! {
        <div class="row-menu" role="menu" aria-label="Copy" ref={node} data-upwards={props.upwards.to_string()}
            onkeydown={on_key} onfocusout={on_leave}>
            { for items.into_iter().map(item) }
            if *denied { <p class="bad">{ text::copied(false) }</p> }
        </div>
    }
}

/// Returns the items of a menu.
fn items_of(menu: &NodeRef) -> Vec<HtmlElement> {
    let first = menu
        .cast::<Element>()
        .and_then(|menu| menu.first_element_child());
    let all = std::iter::successors(first, Element::next_element_sibling);
    let all = all.filter_map(|child| child.dyn_into::<HtmlElement>().ok());
    all.filter(|child| child.tag_name() == "BUTTON").collect()
}

fn focus(menu: &NodeRef, at: usize) {
    if let Some(item) = items_of(menu).get(at) {
        // An item that cannot take the focus leaves it where it was.
        let _ = item.focus();
    }
}

fn is_focused(item: &HtmlElement) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let active = document.and_then(|document| document.active_element());
    active.is_some_and(|active| active.is_same_node(Some(item)))
}

/// Copies a name that is marked in a row without the line breaks that browsers put between its parts.
pub(super) fn copy_name(event: Event) {
    let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>() else {
        return;
    };
    let marked = web_sys::window().and_then(|window| window.get_selection().ok()?);
    let Some(marked) = marked else { return };
    let name_of = |node: Option<Node>| {
        let node = node?;
        let element = node
            .dyn_ref::<Element>()
            .cloned()
            .or_else(|| node.parent_element());
        element?.closest(".file-path__name").ok()?
    };
    let (Some(from), Some(to)) = (name_of(marked.anchor_node()), name_of(marked.focus_node()))
    else {
        return;
    };
    let data = event
        .clipboard_data()
        .filter(|_| from.is_same_node(Some(&to)));
    // Names are marked as a whole; the parts that are seen have line breaks between them.
    if let Some((data, name)) = data.zip(from.get_attribute("title"))
        && data.set_data("text/plain", &name).is_ok()
    {
        event.prevent_default();
    }
}
