//! The choice of a mirror.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::mirror::{Mirror, MirrorId};

/// Draws a labelled list of the mirrors.
pub fn mirror_picker<'a>(
    mirrors: impl Iterator<Item = &'a Mirror>,
    chosen: &MirrorId,
    on_choose: Callback<MirrorId>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            on_choose.emit(MirrorId(select.value()));
        }
    });
    html! {
        <label class="mirror-picker">
            <span>{ "Mirror" }</span>
            <select aria-label="Mirror" {onchange}>
                for mirror in mirrors {
                    <option value={mirror.id.as_str().to_owned()} selected={mirror.id == *chosen}>{ mirror.name.clone() }</option>
                }
            </select>
        </label>
    }
}
