//! The selection that a link brought.

use std::rc::Rc;

use yew::prelude::*;

use crate::mirror::MirrorRegistry;
use crate::port::SearchFiles;
use crate::selection::{Action, Change, Linked, Picked};
use crate::text;
use crate::ui::component::button;
use crate::ui::route::Route;
use crate::ui::state::file_search::not_in_list;
use crate::ui::state::task::use_task;
use crate::ui::state::use_app;

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

/// Takes the selection of a link as one of its own beside the user's, and says so, and what has changed since the link was made.
#[component]
pub(super) fn LinkedNotice() -> Html {
    let app = use_app();
    let taken = use_state(|| None::<Taken>);
    let changes = use_state(Vec::<String>::new);
    {
        let (app, taken) = (app.clone(), taken.setter());
        use_effect_with(app.navigation.route.linked.clone(), move |linked| {
            if linked.is_empty() {
                return;
            }
            let selections = &app.selection.0;
            let mut list = selections.list();
            let selection = linked.selection();
            let same = list.find(|(_, one)| {
                (one.files(), one.rules()) == (selection.files(), selection.rules())
            });
            if let Some((name, _)) = same {
                app.selection.dispatch(Change::Switch(name.to_owned()));
            } else {
                let name = selections.free_name(NAME);
                app.selection.dispatch(Change::New(name));
                app.selection.dispatch(Action::Load(selection).into());
            }
            taken.set(Some(Taken {
                linked: linked.clone(),
                own: selections.name().to_owned(),
            }));
            // A reload must not take it again.
            let route = Route {
                linked: Rc::default(),
                ..app.navigation.route.clone()
            };
            app.navigation.go.emit((route, true));
        });
    }
    {
        let list = app.lists.digest().map(str::to_owned);
        let key = match (&*taken, &list) {
            (Some(taken), Some(list)) => format!("{list} {:p}", Rc::as_ptr(&taken.linked)),
            _ => String::new(),
        };
        let (ports, registry) = (app.ports.clone(), app.known.registry.clone());
        let (taken, set) = (taken.clone(), changes.setter());
        let start = move || {
            let linked = taken.as_ref().filter(|_| list.is_some())?.linked.clone();
            let spawner = ports.spawner.clone();
            Some(spawner.spawn(Box::pin(async move {
                set.set(changes_since(&*ports.search, &registry, &linked).await);
            })))
        };
        use_task(key, Box::new(start));
    }
    let Some(link) = &*taken else {
        return Html::default();
    };
    let close = {
        let taken = taken.setter();
        Callback::from(move |_: MouseEvent| taken.set(None))
    };
    let back = {
        let (selection, taken, own) = (app.selection.clone(), taken.setter(), link.own.clone());
        Callback::from(move |_: MouseEvent| {
            selection.dispatch(Change::Remove);
            selection.dispatch(Change::Switch(own.clone()));
            taken.set(None);
        })
    };
    let many = text::files(usize::try_from(link.linked.selection().count()).unwrap_or(usize::MAX));
    html! {
        <section class="offer linked" aria-label="Selection of the link">
            <p role="status">{ format!("The link brought a selection of {many}, as counted when it was made. It is now in use as “{}”. Your own, “{}”, is kept.", app.selection.0.name(), link.own) }</p>
            if !changes.is_empty() {
                <p>{ "Since the link was made, the list of files has changed:" }</p>
                <ul>for change in &*changes { <li>{ change.clone() }</li> }</ul>
            }
            <div class="actions">
                { button("button", format!("Back to “{}”", link.own), back) }
                { button("button", "Close", close) }
            </div>
        </section>
    }
}

/// Says what of a link's selection is not as it was, against the list that is open.
pub async fn changes_since(
    search: &dyn SearchFiles,
    registry: &MirrorRegistry,
    linked: &Linked,
) -> Vec<String> {
    let mut changes = Vec::new();
    for rule in &linked.rules {
        let query = &rule.rule.query;
        match search.tally(std::slice::from_ref(query), true).await {
            Ok(now) => {
                let difference = rule.difference(now.files.into(), now.digest);
                changes.extend(difference.map(|change| text::difference_words(query, change)));
            }
            Err(fault) => changes.push(format!("“{query}”: {}", text::search_fault(&fault).what)),
        }
    }
    let files: Vec<Picked> = linked.files.iter().cloned().collect();
    if files.is_empty() {
        return changes;
    }
    let gone = not_in_list(search, registry, files)
        .await
        .unwrap_or_default();
    for file in gone.iter().take(MOST_NAMED) {
        changes.push(format!("{file} is not in the list."));
    }
    if gone.len() > MOST_NAMED {
        changes.push(format!("So are {} more.", gone.len() - MOST_NAMED));
    }
    changes
}
