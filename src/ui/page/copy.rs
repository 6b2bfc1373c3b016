//! A button that copies a short text, and says what became of that.

use yew::prelude::*;

use crate::text;
use crate::ui::component::named_button;
use crate::ui::state::loaded::use_latest_task;
use crate::ui::state::{use_announce, use_ports};

/// Properties of [`CopyButton`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct CopyButtonProps {
    /// The label.
    #[prop_or(AttrValue::Static("Copy"))]
    pub(super) label: AttrValue,
    /// What is copied, for screen readers: `Copy the MD5`.
    pub(super) name: AttrValue,
    /// The text.
    pub(super) text: AttrValue,
}

/// The button with the outcome of the last copying beside it.
#[component]
pub(super) fn CopyButton(props: &CopyButtonProps) -> Html {
    let (ports, announce) = (use_ports(), use_announce());
    let task = use_latest_task(&ports);
    let outcome = use_state_eq(|| None::<bool>);
    use_effect_with(props.text.clone(), {
        let outcome = outcome.setter();
        move |_| outcome.set(None)
    });
    let on_click = {
        let (text, outcome) = (props.text.clone(), outcome.setter());
        Callback::from(move |_: MouseEvent| {
            let written = ports.clipboard.write(&text);
            let (announce, outcome) = (announce.clone(), outcome.clone());
            task.run(async move {
                let is_copied = written.await.is_ok();
                announce.emit(text::copied(is_copied).to_owned());
                outcome.set(Some(is_copied));
            });
        })
    };
    html! {
        <span class="copy">
            { named_button("button button--small", props.label.clone(), props.name.to_string(), on_click) }
            if let Some(is_copied) = *outcome { <span class="quiet">{ text::copied(is_copied) }</span> }
        </span>
    }
}
