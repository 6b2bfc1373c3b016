//! Tabs after the ARIA practices: one tab stop; arrows, Home and End move.

use web_sys::HtmlElement;
use yew::prelude::*;

/// A tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Tab {
    /// Identifier in the page; its panel is `panel-` and this.
    pub id: AttrValue,
    /// The label.
    pub label: AttrValue,
}

/// Properties of [`TabList`].
#[derive(Clone, PartialEq, Properties)]
pub struct TabListProps {
    /// Names the row of tabs for screen readers.
    pub label: AttrValue,
    /// The tabs.
    pub tabs: Vec<Tab>,
    /// Index of the open tab.
    pub open: usize,
    /// Gets the index of a tab that the user opens.
    pub on_open: Callback<usize>,
}

/// The row of tabs.
#[component]
pub fn TabList(props: &TabListProps) -> Html {
    let nodes = use_memo(props.tabs.len(), |count| {
        (0..*count).map(|_| NodeRef::default()).collect::<Vec<_>>()
    });
    let onkeydown = {
        let (count, open) = (props.tabs.len(), props.open);
        let (on_open, nodes) = (props.on_open.clone(), nodes.clone());
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" => (open + 1) % count,
                "ArrowLeft" => (open + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                _ => return,
            };
            event.prevent_default();
            on_open.emit(next);
            let node = nodes.get(next);
            if let Some(element) = node.and_then(NodeRef::cast::<HtmlElement>) {
                // A tab that cannot take the focus is open all the same.
                let _ = element.focus();
            }
        })
    };
    html! {
        <div class="tab-list" role="tablist" aria-label={props.label.clone()} {onkeydown}>
            for (at, tab) in props.tabs.iter().enumerate() {
                <button type="button" role="tab" ref={nodes[at].clone()} id={tab.id.clone()} class="tab-list__tab"
                    aria-selected={(at == props.open).to_string()} aria-controls={format!("panel-{}", tab.id)}
                    tabindex={if at == props.open { "0" } else { "-1" }}
                    onclick={props.on_open.reform(move |_: MouseEvent| at)}>{ &tab.label }</button>
            }
        </div>
    }
}
