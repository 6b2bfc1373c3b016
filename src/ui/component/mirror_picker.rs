//! The choice of a mirror.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::mirror::{Mirror, MirrorId};

/// Properties of [`MirrorPicker`].
#[derive(Clone, PartialEq, Properties)]
pub struct MirrorPickerProps {
    /// The mirrors that can be chosen.
    pub mirrors: Vec<Mirror>,
    /// The chosen one.
    pub chosen: MirrorId,
    /// The user chose another.
    pub on_choose: Callback<MirrorId>,
}

/// A labelled list.
#[component]
pub fn MirrorPicker(props: &MirrorPickerProps) -> Html {
    let onchange = {
        let on_choose = props.on_choose.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                on_choose.emit(MirrorId(select.value()));
            }
        })
    };
    html! {
        <label class="mirror-picker">
            <span>{ "Mirror" }</span>
            <select {onchange}>
                for mirror in &props.mirrors {
                    <option value={mirror.id.as_str().to_owned()} selected={mirror.id == props.chosen}>{ &mirror.name }</option>
                }
            </select>
        </label>
    }
}
