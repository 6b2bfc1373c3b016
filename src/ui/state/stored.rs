//! Settings and selections between visits, and selections between the tabs of one browser.

use std::rc::Rc;

use yew::prelude::*;

use super::settings::Settings;
use super::shared::{Shared, Stored};
use super::unreadable::{SELECTIONS_KEY, last_aside, read};
use crate::port::StoreError;
use crate::selection::{Change, Selections};
use crate::ui::ports::AppPorts;

/// The key of the settings in the browser's store.
const SETTINGS_KEY: &str = "igsr-fetch.settings";

/// The selections as state.
#[derive(Clone, Default, PartialEq)]
pub struct SelectionState(pub Selections);

impl Reducible for SelectionState {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        match self.0.reduce(change) {
            Ok(Some(next)) => Rc::new(Self(next)),
            // A name that cannot be is said where it is typed.
            Ok(None) | Err(_) => self,
        }
    }
}

/// Reads the settings, and stores them after each change; returns whether that works.
#[hook]
pub(super) fn use_stored_settings(
    ports: &AppPorts,
) -> (UseReducerHandle<Settings>, Result<(), StoreError>) {
    let settings = use_reducer(|| {
        let stored = ports.store.get(SETTINGS_KEY);
        stored
            .and_then(|text| Settings::from_json(&text))
            .unwrap_or_default()
    });
    let outcome = use_state_eq(|| Ok(()));
    let (store, set_outcome) = (ports.store.clone(), outcome.setter());
    use_effect_with(settings.clone(), move |settings| {
        set_outcome.set(store.set(SETTINGS_KEY, &settings.to_json()));
    });
    (settings, *outcome)
}

/// Reads the selections, stores them after each change, and joins what other tabs store. Returns also the name of the one that was
/// shown until another tab removed or renamed it.
#[hook]
pub(super) fn use_stored_selections(
    ports: &AppPorts,
) -> (UseReducerHandle<SelectionState>, Stored, Option<String>) {
    let read = use_memo((), |()| read(&*ports.store));
    let selections = use_reducer(|| SelectionState((*read.selections).clone()));
    let stored = use_state_eq(|| Stored {
        outcome: Ok(()),
        unreadable: read
            .unreadable
            .clone()
            .or_else(|| last_aside(&*ports.store)),
    });
    let lost = use_state_eq(|| None);
    let shared = use_mut_ref(|| Shared::new(ports.store.tab(), &read));
    use_effect_with((), {
        let (selections, shared) = (selections.dispatcher(), shared.clone());
        let (store, lost) = (ports.store.clone(), lost.setter());
        move |()| {
            let other = store.clone();
            let changed = move |text: String| {
                let join = shared.borrow_mut().hear(&*other, text);
                if let Some(join) = join {
                    lost.set(shared.borrow().lost.clone());
                    selections.dispatch(join);
                }
            };
            let watch = store.watch(SELECTIONS_KEY, Box::new(changed));
            move || drop(watch)
        }
    });
    use_effect_with(selections.clone(), {
        let (store, stored) = (ports.store.clone(), stored.clone());
        move |selections| {
            let mut next = (*stored).clone();
            let join = shared.borrow_mut().store(&*store, &selections.0, &mut next);
            stored.set(next);
            if let Some(join) = join {
                selections.dispatch(join);
            }
        }
    });
    let (stored, lost) = ((*stored).clone(), (*lost).clone());
    (selections, stored, lost)
}
