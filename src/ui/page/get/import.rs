//! A manifest of the user's disk as a selection.

use std::rc::Rc;

use yew::prelude::*;

use crate::port::OpenedFile;
use crate::selection::{Action, Change};
use crate::text;
use crate::ui::component::button;
use crate::ui::state::loaded::use_latest_task;
use crate::ui::state::{use_announce, use_ports, use_selection, use_site};

/// Opens a manifest by a button, or when it is dropped on the page: its files become a selection that is named after it.
#[component]
pub(super) fn ManifestImport() -> Html {
    let ports = use_ports();
    let announce = use_announce();
    let selections = use_selection().selections;
    let registry = use_site().known.registry.clone();
    let task = use_latest_task(&ports);
    let problem = use_state_eq(|| None::<String>);
    let take = {
        let (plan, task) = (ports.plan.clone(), task.clone());
        let problem = problem.setter();
        Rc::new(move |opened: Result<OpenedFile, String>| {
            let (plan, selections) = (plan.clone(), selections.clone());
            let (problem, announce) = (problem.clone(), announce.clone());
            let registry = registry.clone();
            task.run(async move {
                let read = match opened {
                    Ok(file) => match String::from_utf8(file.bytes) {
                        Ok(text) => {
                            let files = plan.read(text, &registry).await;
                            files.map_err(|error| text::unread_manifest(&file.name, &error))
                        }
                        Err(error) => Err(text::unread_manifest(&file.name, &error)),
                    }
                    .map(|files| (file.name, files)),
                    Err(reason) => Err(text::unread_manifest("", &reason)),
                };
                match read {
                    Ok((name, files)) => {
                        announce.emit(text::opened_manifest(&name, files.len()));
                        let name = selections.0.free_name(text::selection_of_manifest(&name));
                        selections.dispatch(Change::New(name));
                        selections.dispatch(Action::Add(files).into());
                        problem.set(None);
                    }
                    Err(words) => {
                        announce.emit(words.clone());
                        problem.set(Some(words));
                    }
                }
            });
        })
    };
    {
        let (open, take) = (ports.open.clone(), take.clone());
        // The newest handler of what is dropped: it knows the newest selections.
        let latest = use_mut_ref(|| None);
        *latest.borrow_mut() = Some(take);
        use_effect_with((), move |()| {
            let watched = open.watch(Box::new(move |opened| {
                let take = latest.borrow().clone();
                if let Some(take) = take {
                    take(opened);
                }
            }));
            move || drop(watched)
        });
    }
    let on_click = {
        let (ports, task) = (ports.clone(), use_latest_task(&ports));
        Callback::from(move |_: MouseEvent| {
            let (picked, take) = (ports.open.pick(), take.clone());
            task.run(async move {
                if let Some(opened) = picked.await.transpose() {
                    take(opened);
                }
            });
        })
    };
    html! {
        <div class="manifest-import">
            <p>{ button("button", text::OPEN_MANIFEST, on_click) }{ " " }<span class="quiet">{ text::DROP_MANIFEST }</span></p>
            if let Some(words) = &*problem { <p class="warn" role="alert">{ words.clone() }</p> }
        </div>
    }
}
