//! What the chosen mirror lets this page do, and the others.

use yew::prelude::*;

use crate::client::Probe;
use crate::mirror::Mirror;
use crate::text;
use crate::ui::component::{button, named_button};
use crate::ui::state::context::SiteContext;
use crate::ui::state::{use_navigation, use_ports, use_settings, use_site};

/// One line for the chosen mirror, to try it again or to use another.
#[component]
pub(super) fn MirrorStatus() -> Html {
    let site = use_site();
    let (settings, navigation) = (use_settings(), use_navigation());
    let choose = settings.choose_mirror(&navigation);
    let choose = |mirror: &Mirror| {
        let id = mirror.id.clone();
        choose.reform(move |_: MouseEvent| id.clone())
    };
    let chosen = &site.mirror;
    let others = site.known.registry.offered(use_ports().page_is_loopback);
    let others = others.filter(|mirror| mirror.id != chosen.id);
    let state = match site.known.probes.get(&chosen.id) {
        Some(Some(Probe::Readable { .. })) => "live",
        Some(Some(Probe::Failed(_))) => "catalogue",
        _ => "",
    };
    html! {
        <div class="status mirror-status" data-state={state}>
            <span role="status">{ words(&site, chosen) }</span>
            { again(&site, chosen) }
            <details>
                <summary>{ "Use another mirror" }</summary>
                <ul>
                    for mirror in others {
                        <li key={mirror.id.as_str().to_owned()}>
                            { button("button button--small", format!("Use {}", mirror.name), choose(mirror)) }
                            <span>{ words(&site, mirror) }</span>
                            { again(&site, mirror) }
                        </li>
                    }
                </ul>
            </details>
        </div>
    }
}

fn words(site: &SiteContext, mirror: &Mirror) -> String {
    text::probe_words(site.known.probes.get(&mirror.id), &mirror.name)
}

/// Draws the button that tries a mirror again; none while it is being tried.
fn again(site: &SiteContext, mirror: &Mirror) -> Html {
    if site.known.probes.get(&mirror.id) == Some(None) {
        return Html::default();
    }
    let all = vec![mirror.clone()];
    let onclick = site.probe.reform(move |_: MouseEvent| all.clone());
    named_button(
        "button button--small",
        "Try again",
        format!("Try again what {} lets this page do", mirror.name),
        onclick,
    )
}
