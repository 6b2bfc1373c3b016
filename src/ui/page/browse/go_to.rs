//! The box that takes any path or address of a file or directory.

use yew::prelude::*;

use crate::mirror::Located;
use crate::text;
use crate::ui::component::input_of;
use crate::ui::route::Route;
use crate::ui::state::browse::BrowseAction;

use super::context::BrowseContext;

/// Draws the box, with what is wrong with what was typed.
pub(super) fn go_to(page: &BrowseContext) -> Html {
    let page_now = page.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = input_of(&event) else {
            return;
        };
        let problem = match page_now.site.known.registry.locate(&input.value()) {
            Ok(located) => {
                let route = route_to(&page_now, located);
                page_now.navigation.go.emit((route, false));
                input.set_value("");
                None
            }
            Err(error) => Some(text::sentence(error)),
        };
        page_now.browse.dispatch(BrowseAction::Problem(problem));
    });
    let problem = page.browse.problem.clone();
    html! {
        <form class="go-to" {onsubmit}>
            <label for="go-to">{ "Go to" }</label>
            <input type="text" id="go-to" placeholder={text::GO_TO} autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-describedby="go-to-problem" aria-invalid={problem.as_ref().map(|_| "true")} />
            <button type="submit" class="button">{ "Go" }</button>
            <p id="go-to-problem" class="bad" role="status">{ problem }</p>
        </form>
    }
}

/// Returns where a path is shown: a directory itself; anything else in its parent directory, whose page then knows what it is.
fn route_to(page: &BrowseContext, located: Located) -> Route {
    let path = &located.path;
    let known = &page.site.known;
    let is_directory = located
        .is_directory
        .unwrap_or_else(|| known.catalogue.directory_description(path).is_some());
    let route = if is_directory {
        Route::directory(path.clone())
    } else {
        Route::entry(path)
    };
    let offered = |id: &_| {
        let mut mirrors = known.registry.offered(page.ports.page_is_loopback);
        mirrors.any(|mirror| mirror.id == *id && mirror.has_directory_index())
    };
    Route {
        mirror: located.mirror.filter(offered),
        ..route
    }
}
