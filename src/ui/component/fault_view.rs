//! A fault with what it means, what to do next, and its detail to copy.

use yew::prelude::*;

use crate::ui::text::Fault;

/// Properties of [`FaultView`].
#[derive(Clone, PartialEq, Properties)]
pub struct FaultViewProps {
    /// The fault.
    pub fault: Fault,
    /// Buttons for what to do next.
    #[prop_or_default]
    pub children: Html,
}

/// A box that is read out when it appears.
#[component]
pub fn FaultView(props: &FaultViewProps) -> Html {
    html! {
        <div class="fault" role="alert">
            <p class="fault__what">{ &props.fault.what }</p>
            <p>{ &props.fault.next }</p>
            <div class="actions">{ props.children.clone() }</div>
            <details class="fault__detail">
                <summary>{ "Detail" }</summary>
                <code>{ &props.fault.detail }</code>
            </details>
        </div>
    }
}
