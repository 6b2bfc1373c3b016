//! The selection that a link brought.

use std::convert::Infallible;
use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::MirrorRegistry;
use crate::port::SearchFiles;
use crate::selection::{Action, Change, Linked, Picked};
use crate::text;
use crate::ui::component::button;
use crate::ui::route::Route;
use crate::ui::state::loaded::use_loaded;
use crate::ui::state::lookup::not_in_list;
use crate::ui::state::{use_file_list, use_navigation, use_ports, use_selection, use_site};

/// The name of a selection that a link brought.
const NAME: &str = "From link";

/// Most files that are named as gone.
const MOST_NAMED: usize = 10;

/// A selection that was taken from a link.
#[derive(Clone, PartialEq)]
struct Taken {
    linked: Rc<Linked>,
    /// The user's own selection, by its name.
    own: String,
}

/// Takes the selection of a link as one beside the user's own; says so, and what has changed since the link was made.
#[component]
pub(super) fn LinkedNotice() -> Html {
    let ports = use_ports();
    let navigation = use_navigation();
    let selections = use_selection().selections;
    let registry = use_site().known.registry.clone();
    let list = use_file_list().digest().map(str::to_owned);
    let taken = use_state(|| None::<Taken>);
    use_effect_with(navigation.route.linked.clone(), {
        let (navigation, selections) = (navigation.clone(), selections.clone());
        let taken = taken.setter();
        move |linked| {
            if linked.is_empty() {
                return;
            }
            let own = selections.0.name().to_owned();
            let mut list = selections.0.list();
            let selection = linked.selection();
            let same = list.find(|(_, one)| {
                (one.files(), one.rules()) == (selection.files(), selection.rules())
            });
            if let Some((name, _)) = same {
                selections.dispatch(Change::Switch(name.to_owned()));
            } else {
                let name = selections.0.free_name(NAME);
                selections.dispatch(Change::New(name));
                selections.dispatch(Action::Load(selection).into());
            }
            let linked = linked.clone();
            taken.set(Some(Taken { linked, own }));
            // A reload must not take it again.
            let route = Route {
                linked: Rc::default(),
                ..navigation.route.clone()
            };
            navigation.go.emit((route, true));
        }
    });
    let key = taken.as_ref().map(|taken| taken.linked.clone()).zip(list);
    let search = ports.search.clone();
    let load = |(linked, _): (Rc<Linked>, String), _| async move {
        Ok::<_, Infallible>(gone_since(&*search, &registry, &linked).await)
    };
    let compared = use_loaded(&ports, key.clone(), load);
    let gone = key.and_then(|key| compared.get(&key));
    let gone = gone.map_or(&[][..], Vec::as_slice);
    let Some(link) = &*taken else {
        return Html::default();
    };
    let close = {
        let taken = taken.setter();
        Callback::from(move |_: MouseEvent| taken.set(None))
    };
    let back = {
        let (selections, taken, own) = (selections.clone(), taken.setter(), link.own.clone());
        Callback::from(move |_: MouseEvent| {
            selections.dispatch(Change::Remove);
            selections.dispatch(Change::Switch(own.clone()));
            taken.set(None);
        })
    };
    let many = text::files(usize::try_from(link.linked.selection().count()).unwrap_or(usize::MAX));
    html! {
        <section class="offer linked" aria-label="Selection of the link">
            <p role="status">{ format!("The link brought a selection of {many}, as counted when it was made. It is now in use as “{}”. Your own, “{}”, is kept.", selections.0.name(), link.own) }</p>
            if !gone.is_empty() {
                <p>{ "Since the link was made, the list of files has changed:" }</p>
                <ul>for sentence in gone { <li>{ sentence.clone() }</li> }</ul>
            }
            <div class="actions">
                { button("button", format!("Back to “{}”", link.own), back) }
                { button("button", "Close", close) }
            </div>
        </section>
    }
}

/// Returns a sentence for each file of a link that the open list does not have; of many, for the first.
pub async fn gone_since(
    search: &dyn SearchFiles,
    registry: &MirrorRegistry,
    linked: &Linked,
) -> Vec<String> {
    let files: Vec<Picked> = linked.files.iter().cloned().collect();
    if files.is_empty() {
        return Vec::new();
    }
    let gone = not_in_list(search, registry, files)
        .await
        .unwrap_or_default();
    let sentence = |file: &Picked| {
        let name = file.to_string();
        format!("{} is not in the list.", text::visible_name(&name))
    };
    let mut sentences: Vec<String> = gone.iter().take(MOST_NAMED).map(sentence).collect();
    if gone.len() > MOST_NAMED {
        sentences.push(format!("So are {} more.", gone.len() - MOST_NAMED));
    }
    sentences
}
