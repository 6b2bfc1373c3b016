//! Which list of files is searched, and how to get the full one.

use yew::prelude::*;

use crate::catalogue::FullList;
use crate::ui::component::{button, fault_view};
use crate::ui::state::file_list::{Opening, Want};
use crate::ui::text;

use super::files::Page;

/// Draws the name of the list, what is being opened, and what went wrong.
pub(super) fn list_view(page: &Page) -> Html {
    let list = &page.app.lists.list;
    let want = |want: Want| {
        let ask = page.app.lists.want.clone();
        Callback::from(move |_: MouseEvent| ask.emit(want))
    };
    let fault = list.fault.as_ref().or(page.search.fault.as_ref());
    let again = match (&list.facts, &list.fault) {
        (Some(_), Some(_)) => Want::Full,
        _ => Want::Any,
    };
    let offer = || {
        let mirror = &page.app.mirror().name;
        let label = text::full_list_words(FullList::built_in().bytes, mirror);
        button("button button--small", label, want(Want::Full))
    };
    html! {
        <div class="file-list">
            if let Some(opening) = &list.opening {
                { opening_view(opening, want(Want::Nothing)) }
            } else if let Some(facts) = &list.facts {
                <p class="quiet">
                    { text::list_words(facts, list.full) }
                    { " " }
                    { offer() }
                    if list.full { { " " }{ button("button button--small", "Use the short list", want(Want::Shipped)) } }
                </p>
                if facts.skipped > 0 {
                    <p class="note">{ format!("{} rows of its sources could not be read, and are left out.", text::count(facts.skipped)) }</p>
                }
            }
            if let Some(fault) = fault.filter(|_| list.opening.is_none()) {
                { fault_view(&text::search_fault(fault), html! {
                    <>
                        { button("button", "Try again", want(again)) }
                        if list.facts.is_none() { { offer() } }
                    </>
                }) }
            }
        </div>
    }
}

fn opening_view(opening: &Opening, on_cancel: Callback<MouseEvent>) -> Html {
    let progress = opening.progress.as_ref();
    let known = progress.and_then(|progress| Some((progress.bytes, progress.of?)));
    html! {
        <p class="file-list__opening">
            <span>{ text::opening_words(progress) }</span>
            if opening.full {
                if let Some((bytes, of)) = known {
                    <progress aria-label="The full list" value={bytes.to_string()} max={of.to_string()} />
                }
                { button("button button--small", "Cancel", on_cancel) }
            }
        </p>
    }
}
