//! Which list of files is open, and how to get the full one: its size, how far it has come, and what went wrong.

use yew::prelude::*;

use crate::catalogue::FullList;
use crate::port::SearchError;
use crate::text;
use crate::ui::component::{button, error_view};
use crate::ui::state::file_list::{Opening, Want};
use crate::ui::state::{use_file_list, use_site};

use super::list_origin::OriginDetails;

/// Properties of [`ListStatus`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ListStatusProps {
    /// Why the list could not be searched, if it could not.
    #[prop_or_default]
    pub(super) search_error: Option<SearchError>,
}

/// The name of the open list, what is being opened, and what went wrong.
#[component]
pub(super) fn ListStatus(props: &ListStatusProps) -> Html {
    let lists = use_file_list();
    let mirror = use_site().mirror;
    let list = &lists.list;
    let want = |want: Want| {
        let ask = lists.want.clone();
        Callback::from(move |_: MouseEvent| ask.emit(want))
    };
    let error = list.error.as_ref().or(props.search_error.as_ref());
    let again = match (&list.facts, &list.error) {
        (Some(_), Some(_)) => Want::Full,
        _ => Want::Any,
    };
    // The button that loads is the one that cancels, so that it keeps the focus.
    let opening = list.opening.as_ref();
    let loads = opening.is_some_and(|opening| opening.full);
    let words = match (opening, &list.facts) {
        (Some(opening), _) => text::opening_words(opening.progress.as_ref()),
        (None, Some(facts)) => text::list_words(facts, list.full),
        (None, None) => String::new(),
    };
    let (label, on_click) = if loads {
        ("Cancel".to_owned(), want(Want::Nothing))
    } else {
        (
            text::full_list_words(FullList::built_in().tree.bytes, &mirror.name),
            want(Want::Full),
        )
    };
    html! {
        <div class="file-list">
            <p class="file-list__which">
                <span key="words">{ words }</span>
                if let Some(opening) = opening { { progress(opening) } }
                if loads || opening.is_none() { <span key="full">{ button("button button--small", label, on_click) }</span> }
                if list.full && opening.is_none() {
                    <span key="short">{ button("button button--small", "Use the list that ships with this page", want(Want::Shipped)) }</span>
                }
            </p>
            if let Some(facts) = list.facts.as_ref().filter(|_| !list.full) { <OriginDetails facts={facts.clone()} /> }
            if let Some(facts) = list.facts.as_ref().filter(|facts| facts.skipped > 0) {
                <p class="note">{ format!("{} rows of its sources could not be read, and are left out.", text::count(facts.skipped)) }</p>
            }
            if let Some(error) = error.filter(|_| opening.is_none()) {
                { error_view(&text::search_fault(error), button("button", "Try again", want(again))) }
            }
        </div>
    }
}

fn progress(opening: &Opening) -> Html {
    let known = opening.progress.as_ref().filter(|_| opening.full);
    match known.and_then(|progress| Some((progress.bytes, progress.of?))) {
        Some((bytes, of)) => html! {
            <progress key="progress" aria-label="The full list" value={bytes.to_string()} max={of.to_string()} />
        },
        None => Html::default(),
    }
}
