//! What the chosen mirror lets this page do, and the others.

use yew::prelude::*;

use crate::client::Probe;
use crate::mirror::Mirror;
use crate::text;
use crate::ui::component::{button, named_button};
use crate::ui::state::AppContext;

use super::browse::error::choose;

/// Draws one line for the chosen mirror, to try it again or to use another.
pub(super) fn mirror_status(app: &AppContext) -> Html {
    let chosen = app.mirror();
    let others = app.known.registry.offered(app.ports.page_is_loopback);
    let others = others.filter(|mirror| mirror.id != chosen.id);
    let state = match app.known.probes.get(&chosen.id) {
        Some(Some(Probe::Readable { .. })) => "live",
        Some(Some(Probe::Failed(_))) => "catalogue",
        _ => "",
    };
    html! {
        <div class="status mirror-status" data-state={state}>
            <span role="status">{ words(app, chosen) }</span>
            { again(app, chosen) }
            <details>
                <summary>{ "Use another mirror" }</summary>
                <ul>
                    for mirror in others {
                        <li key={mirror.id.as_str().to_owned()}>
                            { button("button button--small", format!("Use {}", mirror.name), choose(app, mirror)) }
                            <span>{ words(app, mirror) }</span>
                            { again(app, mirror) }
                        </li>
                    }
                </ul>
            </details>
        </div>
    }
}

fn words(app: &AppContext, mirror: &Mirror) -> String {
    text::probe_words(app.known.probes.get(&mirror.id), &mirror.name)
}

/// Draws the button that tries a mirror again; none while it is being tried.
fn again(app: &AppContext, mirror: &Mirror) -> Html {
    if app.known.probes.get(&mirror.id) == Some(None) {
        return Html::default();
    }
    let all = vec![mirror.clone()];
    let onclick = app.probe.reform(move |_: MouseEvent| all.clone());
    named_button(
        "button button--small",
        "Try again",
        format!("Try again what {} lets this page do", mirror.name),
        onclick,
    )
}
