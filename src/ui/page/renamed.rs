//! Files of the selection that have another name on the mirror in use.

use yew::prelude::*;

use crate::catalogue::{RenamedFile, RenamedFiles};
use crate::mirror::{Availability, Mirror};
use crate::selection::{Action, Selection};
use crate::text;
use crate::ui::component::button;
use crate::ui::state::{use_announce, use_selection, use_site};

/// The most files that are named one by one.
const MOST_NAMED: usize = 5;

/// Says which files have another name today, and lets the user take those of today in their place.
#[component]
pub(super) fn RenamedNotice() -> Html {
    let selection = use_selection();
    let announce = use_announce();
    let mirror = use_site().mirror.clone();
    let known = use_memo((), |()| RenamedFiles::built_in());
    let renamed = renamed(&known, selection.current(), &mirror);
    if renamed.is_empty() {
        return Html::default();
    }
    let take = {
        let add = Action::add(renamed.iter().map(|file| file.path.clone()).collect());
        let former = renamed.iter().map(|file| file.former.clone()).collect();
        let remove = Action::remove(former);
        let selections = selection.selections.dispatcher();
        Callback::from(move |_: MouseEvent| {
            selections.dispatch(add.clone().into());
            selections.dispatch(remove.clone().into());
            announce.emit(text::NEW_NAMES_TAKEN.to_owned());
        })
    };
    let named = renamed.iter().take(MOST_NAMED);
    let row = |file: &&RenamedFile| html! { <li>{ text::renamed_words(file.former.name(), &file.path, &file.reason) }</li> };
    html! {
        <section class="offer" aria-label="Files with another name today">
            <p role="status">{ text::renamed_files(renamed.len(), &mirror.name) }</p>
            <ul>
                { for named.map(row) }
                if renamed.len() > MOST_NAMED { <li>{ text::and_more(renamed.len() - MOST_NAMED) }</li> }
            </ul>
            <p class="actions">{ button("button", text::TAKE_NEW_NAMES, take) }</p>
        </section>
    }
}

/// Returns the files that were picked by a former name which the mirror does not have.
fn renamed<'k>(
    known: &'k RenamedFiles,
    selection: &Selection,
    mirror: &Mirror,
) -> Vec<&'k RenamedFile> {
    let files = selection
        .paths()
        .filter_map(|path| known.find(path.as_str()));
    files
        .filter(|file| mirror.availability(&file.former) != Availability::Expected)
        .collect()
}
