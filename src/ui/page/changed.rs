//! The searches of the selection that find other files in the open list than when they were picked.

use yew::prelude::*;

use crate::selection::{Action, Rule};
use crate::text;
use crate::ui::component::{button, named_button};
use crate::ui::state::expansion::{RuleFiles, found_now};
use crate::ui::state::{use_announce, use_file_list, use_selection};

/// Says what has changed, and lets the user take it or drop the search.
#[component]
pub(super) fn ChangedSearches() -> Html {
    let selection = use_selection();
    let announce = use_announce();
    let lists = use_file_list();
    let list = lists.digest().unwrap_or_default();
    let rules = selection.current().rules().iter().enumerate();
    let changed = rules.zip(selection.expansion.found());
    let changed: Vec<_> = changed
        .filter(|(_, found)| found.difference.is_some())
        .collect();
    if changed.is_empty() {
        return Html::default();
    }
    let act = |action: Action, words: &'static str| {
        let (selections, announce) = (selection.selections.dispatcher(), announce.clone());
        Callback::from(move |_: MouseEvent| {
            selections.dispatch(action.clone().into());
            announce.emit(words.to_owned());
        })
    };
    let row = |((at, rule), found): ((usize, &Rule), &RuleFiles)| {
        let words = found
            .difference
            .map(|difference| text::difference_words(&rule.query, difference));
        let files = text::files(found.tally.files as usize);
        let now = Action::AddRule(found_now(rule, &found.tally, list));
        html! {
            <li key={rule.query.clone()}>
                <p>{ words }</p>
                <p class="actions">
                    if found.tally.files > 0 { { button("button", format!("Select these {files}"), act(now, "Selected as found now")) } }
                    { named_button("button", "Remove", format!("Remove the search {}", text::visible(&rule.query)), act(Action::DropRule(at), text::SEARCH_DROPPED)) }
                </p>
            </li>
        }
    };
    html! {
        <section class="offer" aria-label="Searches that find other files">
            <p role="status">{ text::CHANGED_SEARCHES }</p>
            <ul>{ for changed.into_iter().map(row) }</ul>
        </section>
    }
}
